// Texts as normalized documents, without files: what `firstseen normalize` makes of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hunt/record_reader.h"
#include "sources/normalizer.h"

namespace firstseen::fuzz {

struct Documents {
  std::string lines;  // one nested ECS document each
  Ledger ledger;
  std::string malformed;  // why the text is; empty: it is not
};

class DocumentMaker {
 public:
  // With the built-in tables, or those of one source.
  explicit DocumentMaker(const NormalizerOptions& options, const ReadRequest& request = {});

  // `behind` follows the text in memory.
  Documents make(std::string_view text, char behind = '\0') const;

 private:
  ReadRequest request_;
  FieldSet fields_;
  std::vector<FieldSlot> shown_;
  Normalizer normalizer_;
};

}  // namespace firstseen::fuzz
