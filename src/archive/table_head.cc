#include "archive/table_head.h"

#include "archive/file_kind.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::archive {
namespace {

// Whether the file begins with other text than documents.
bool begins_with_text(std::string_view head) {
  if (head.starts_with(text::kByteOrderMark)) head.remove_prefix(text::kByteOrderMark.size());
  const std::size_t first = head.find_first_not_of(text::kBlanks);
  return first != std::string_view::npos &&
         std::string_view("{[<").find(head[first]) == std::string_view::npos;
}

}  // namespace

std::optional<csv::Header> table_in(std::string_view head, const csv::KnownColumns& known) {
  const auto has_rows = [&](const std::optional<csv::Header>& header) {
    return header && header->names.size() > 1 && csv::has_rows(head, *header);
  };
  auto header = csv::header_of(head);
  if (header && known && known(header->names)) return header;
  if (!has_rows(header) && known && begins_with_text(head)) header = csv::header_after_preamble(head, known);
  return has_rows(header) && !has_record_line(head) ? std::move(header) : std::nullopt;
}

}  // namespace firstseen::archive
