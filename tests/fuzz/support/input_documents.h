// The texts that the input layer makes of a file, in their order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "input/input.h"

namespace firstseen::fuzz {

struct FoundDocument {
  event::FileId file;
  std::uint64_t offset = 0;
  std::uint64_t line = 0;  // from 0
  std::string bytes;
};

struct InputTexts {
  std::vector<FoundDocument> texts;  // by file and offset
  archive::FileReports reports;
  std::uint64_t bytes = 0;  // of all blocks
};

// Read by as many threads.
InputTexts input_documents(const std::string& path, const input::InputOptions& options, unsigned threads = 1);

// Makes texts of one file's blocks.
class TextCollector {
 public:
  void add(const input::Block& block);

  // The texts of all blocks added, in order.
  std::vector<FoundDocument> take();

 private:
  struct Part {
    event::FileId file;
    std::uint64_t offset;  // of the block
    std::uint64_t lines;
    std::vector<FoundDocument> texts;
  };
  std::vector<Part> parts_;
};

// A text a line. Of those longer than `max_text` only that they are: how much of them is kept may differ.
std::string print(const std::vector<FoundDocument>& texts, std::uint64_t max_document);

}  // namespace firstseen::fuzz
