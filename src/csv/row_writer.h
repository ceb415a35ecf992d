// Writes rows as JSON documents: their cells are strings, whose keys are the names of the columns.
//
//   Timestamp,RemoteIP,RemotePort         {"Timestamp":"2026-03-02T09:15:00Z","RemoteIP":"203.0.114.9","RemotePort":"445"}
//   2026-03-02T09:15:00Z,203.0.114.9,445
//
// An empty cell is absent. A cell without a name has that of its place: `column 4`. Two columns of one name are a key that
// is there twice. The values of cells are those of csv/cell_value.h.
//
// Discover of Kibana writes values as it shows them: `-`, `(null)`, `(empty)` or `(blank)` for none, numbers as `1,234`,
// several values as `a, b`. In columns with its names this is undone here, so that nothing after it has to know.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/buffer.h"
#include "csv/cells.h"
#include "csv/header.h"

namespace firstseen::csv {

class RowWriter {
 public:
  // A document longer than `max_document` bytes is cut after at least one byte more.
  RowWriter(const Header& header, std::size_t max_document);

  // Of rows.
  struct Written {
    bool ragged = false;   // it has more or fewer cells than the header
    bool damaged = false;  // a quote in it is not closed, or not doubled
    bool empty = false;    // it has no cell with text, and no document was written
  };

  // Writes the document of `row`, which is without its line end, at `at` in `out`, which grows as needed, and moves
  // `at` to its end.
  Written write(std::string_view row, bytes::Buffer& out, std::size_t& at);

 private:
  enum class Form : std::uint8_t {
    kText,
    kShown,         // `-` and the like are absent
    kShownList,     // likewise, and values have no comma
    kShownNumbers,  // likewise, and may have separators of thousands
  };

  struct Column {
    std::string key;  // `"Name":"`
    Form form = Form::kText;
  };

  class Document;

  static Form form_of(const std::string& name, bool shown);
  char* append_key(std::size_t number, char* out) const;
  std::optional<std::size_t> write_regular(std::string_view row, Document& document) const;
  void write_cell(Document& document, std::size_t number, const Cell& written);
  static bool write_shown(Document& document, std::string_view key, const Cell& cell, Form form);
  static void append_list(Document& document, std::string_view key, std::string_view list);

  std::vector<Column> columns_;
  char delimiter_;
  bool plain_;                 // all columns are of kText
  std::size_t key_bytes_ = 0;  // of all columns, and what is around a value
  std::size_t max_document_;
};

}  // namespace firstseen::csv
