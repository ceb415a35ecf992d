#include "archive/table_head.h"

#include "archive/file_kind.h"

namespace firstseen::archive {

std::optional<csv::Header> table_in(std::string_view head, const csv::KnownColumns& known) {
  auto header = csv::header_of(head);
  if (!header || (known && known(header->names))) return header;
  const bool any = header->names.size() > 1 && csv::has_rows(head, *header) && !has_record_line(head);
  return any ? std::move(header) : std::nullopt;
}

}  // namespace firstseen::archive
