#include "pass/worker.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "json/splitting/each_document.h"
#include "pass/candidates.h"
#include "pass/document_reader.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::pass {
namespace {

// Whether a document is a comment such as `# GET logs/_search 200 OK`, which Kibana's Dev Tools write before each answer.
// One with quotes may be a record behind a comment sign.
bool is_comment(std::string_view document) {
  return (document.starts_with('#') || document.starts_with("//")) &&
         document.find_first_of("\"'") == std::string_view::npos;
}

// Whether a document is a comment or a line such as `Record 12`, which evtx_dump writes before each record.
bool is_control(std::string_view document) {
  if (is_comment(document)) return true;
  constexpr std::string_view kRecord = "Record ";
  return document.starts_with(kRecord) && document.size() > kRecord.size() &&
         document.find_first_not_of("0123456789 \r", kRecord.size()) == std::string_view::npos;
}

}  // namespace

Worker::Worker(const ReadPlan& plan, const ReadRequest& request, Visitor& visitor)
    : plan_(plan),
      max_document_bytes_(request.max_document_bytes),
      visitor_(visitor),
      reader_(plan.normalizer.paths(), plan.normalizer.wrappers(),
              request.validate ? json::Validation::kEverything : json::Validation::kOnTheWay,
              request.templates ? json::Templating::kFastest : json::Templating::kNone),
      event_(plan.fields),
      tallies_(plan.normalizer.make_tallies()),
      other_tallies_(tallies_) {}

std::optional<std::string> Worker::read(const input::Block& block) {
  FileReading& file = reading_.files[block.file];
  const std::uint64_t blank = reading_.ledger.blank;
  const bool may_skip = plan_.prefilter != nullptr && block.has_unsampled();
  const prefilter::LiteralSet* const literals = may_skip ? plan_.prefilter->literals() : nullptr;
  const std::size_t documents = block.document_count();
  if (literals != nullptr) {
    read_candidates(block, file, *literals);
  } else {
    for (std::size_t i = 0; i < documents; ++i) read_document(block, block.document(i), file, {});
  }
  reading_.ledger.begun_documents += documents;
  file.documents += documents - (reading_.ledger.blank - blank);
  file.has_bytes |= block.end > block.offset;
  for (const input::Block::Gap& gap : block.gaps)
    reading_.note_gap({{block.file, gap.offset, 0, gap.line}, std::string(gap.reason)});
  for (const input::Block::Flaw& flaw : block.flaws)
    reading_.note_lost({}, flaw.what, {block.file, flaw.offset, 0, flaw.line}, {}, flaw.count);
  const std::uint64_t lines = block.line_count();
  if (lines > 0 || documents > 0 || !block.gaps.empty() || !block.flaws.empty())
    block_lines_.push_back({block.file, block.offset, lines});
  auto stop = visitor_.end_block(block.file, tallies_);
  count_shapes(file);
  return stop;
}

void Worker::read_candidates(const input::Block& block, FileReading& file,
                             const prefilter::LiteralSet& literals) {
  if (!scanner_) scanner_.emplace(literals);
  Candidates candidates(block, scanner_->scan(block.bytes), literals, max_document_bytes_);
  for (input::Document document; candidates.next(document);)
    read_document(block, document, file, candidates.rules());
  reading_.ledger.skipped += candidates.skipped();
  file.skipped += candidates.skipped();
  reading_.ledger.blank += candidates.blank();
}

void Worker::read_document(const input::Block& block, const input::Document& document, FileReading& file,
                           prefilter::RuleMask possible) {
  std::string_view bytes = document.bytes;
  if (document.offset == 0 && bytes.starts_with(text::kByteOrderMark))
    bytes.remove_prefix(text::kByteOrderMark.size());
  const bool is_object = bytes.starts_with('{');  // as nearly all are
  if (!is_object && text::is_blank(bytes)) {
    ++reading_.ledger.blank;
    return;
  }
  const bool sampled = block.sampled(document);
  file.has_documents |= sampled;
  if (!is_object && is_control(bytes)) {
    ++reading_.ledger.control;
    return;
  }
  const event::Place place{block.file, document.offset, 0, document.line};
  const bool in_gap = std::ranges::binary_search(block.gaps, document.offset, {}, &input::Block::Gap::offset);
  DocumentReader reader(*this, file, document, place, sampled, in_gap, possible);
  const std::string_view rest = reader.read(bytes, block.lines);
  if (rest.empty()) return;
  // Several documents are on the line, of which the first may be read. The rest is copied, since it may be a repaired one.
  if (!in_gap && json::Reader::has_lost_block(rest))
    reading_.note_gap({place, "zeros in the place of what was written"});
  // A repaired rest may be longer than the document.
  const bool first_read = rest.data() != DocumentReader::from_bracket(bytes).data();
  std::string padded(rest);
  padded.append(json::kPadding, ' ');
  const std::uint64_t begin =
      document.offset + (document.bytes.size() - std::min(rest.size(), document.bytes.size()));
  std::uint64_t found = 0;
  const bool open = json::splitting::each_document(
      std::string_view(padded).substr(0, rest.size()), [&](std::string_view piece) {
        const input::Document one{piece, begin + static_cast<std::uint64_t>(piece.data() - padded.data()),
                                  document.line};
        const event::Place at{block.file, one.offset, 0, one.line};
        DocumentReader(*this, file, one, at, sampled, in_gap, possible).read(piece, false);
        ++found;
        return true;
      });
  if (open && !in_gap) reading_.note_gap({place, "an array on the line does not end"});
  const std::uint64_t more = found - (first_read ? 0 : 1);
  reading_.ledger.begun_documents += more;
  file.documents += more;
}

// Moves the tallies of the block to its file and resets them.
void Worker::count_shapes(FileReading& file) {
  for (const auto& [key, module] : std::exchange(modules_, {})) add_shape(file.shapes, module);
  module_ = nullptr;
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    sources::ShapeTally& tally = tallies_[i];
    if (tally.records == 0) continue;
    const sources::Normalizer::Shape shape = plan_.normalizer.shape(i);
    reading_.ledger.sources[std::string(shape.source)] += tally.records;
    if (plan_.normalizer.module(i)) {
      tally.records = 0;
      std::fill(tally.present.begin(), tally.present.end(), 0);
      continue;
    }
    const auto known = file.shapes.find(shape.name);
    ShapeReading& sum = known != file.shapes.end() ? known->second : file.shapes[std::string(shape.name)];
    sum.source = shape.source;
    sum.shape = shape.name;
    sum.records += std::exchange(tally.records, 0);
    sum.present.resize(tally.present.size(), false);
    for (std::size_t slot = 0; slot < tally.present.size(); ++slot) {
      if (std::exchange(tally.present[slot], 0) > 0) sum.present[slot] = true;
    }
  }
}

// Counts the current event by its module, if its shape is counted so.
void Worker::count_module(std::size_t shape) {
  const auto slot = plan_.normalizer.module(shape);
  if (!slot) return;
  const sources::Normalizer::Shape named = plan_.normalizer.shape(shape);
  const event::Values values = event_.values(*slot);
  std::string_view module = values.empty() ? std::string_view() : values.front().text;
  if (module.size() > kMaxModuleBytes) module = {};
  if (module_ == nullptr || module_->module != module || module_->shape != named.name) {
    ShapeReading reading;
    reading.source = named.source;
    reading.shape = named.name;
    reading.module = module;
    add_shape(modules_, reading);
    const auto kept = modules_.find(reading.key());
    module_ = &(kept != modules_.end() ? kept : modules_.find(named.name))->second;
  }
  ++module_->records;
  module_->present.resize(plan_.fields.size(), false);
  for (event::FieldSlot field = 0; field < plan_.fields.size(); ++field) {
    if (!event_.values(field).empty()) module_->present[field] = true;
  }
}

Reading Worker::take_reading(std::vector<BlockLines>& blocks) {
  blocks.insert(blocks.end(), block_lines_.begin(), block_lines_.end());
  block_lines_.clear();
  return std::exchange(reading_, {});
}

}  // namespace firstseen::pass
