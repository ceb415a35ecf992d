#include "fuzz/support/input_documents.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <tuple>

namespace firstseen::fuzz {

void TextCollector::add(const input::Block& block) {
  Part part{block.file, block.offset, 0, {}};
  for (std::size_t i = 0; i < block.document_count(); ++i) {
    const input::Document text = block.document(i);
    part.texts.push_back({block.file, text.offset, text.line, std::string(text.bytes)});
  }
  part.lines = block.line_count();
  parts_.push_back(std::move(part));
}

std::vector<FoundDocument> TextCollector::take() {
  std::sort(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) {
    return std::tie(a.file, a.offset) < std::tie(b.file, b.offset);
  });
  std::vector<FoundDocument> all;
  std::uint64_t lines = 0;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (i > 0 && parts_[i].file != parts_[i - 1].file) lines = 0;
    for (FoundDocument& text : parts_[i].texts) {
      text.line += lines;
      all.push_back(std::move(text));
    }
    lines += parts_[i].lines;
  }
  parts_.clear();
  return all;
}

InputTexts input_documents(const std::string& path, const input::InputOptions& options, unsigned threads) {
  input::Input input(input::numbered({path}), options);
  std::mutex mutex;
  TextCollector collector;
  InputTexts out;
  const auto work = [&] {
    input::Block block;
    while (input.next(block)) {
      const std::lock_guard lock(mutex);
      collector.add(block);
      out.bytes += block.bytes.size();
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
  out.texts = collector.take();
  out.reports = input.reports();
  return out;
}

std::string print(const std::vector<FoundDocument>& texts, std::uint64_t max_document) {
  std::string out;
  for (const FoundDocument& text : texts) {
    out += std::to_string(text.file.member) + " " + std::to_string(text.offset) + ":" +
           std::to_string(text.line) + " ";
    out += text.bytes.size() > max_document ? "too long" : text.bytes;
    out += '\n';
  }
  return out;
}

}  // namespace firstseen::fuzz
