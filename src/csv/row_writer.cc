#include "csv/row_writer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "csv/cell_value.h"
#include "csv/plain_copy.h"
#include "event/field.h"
#include "json/writer.h"
#include "text/ascii.h"

namespace firstseen::csv {
namespace {

// Longer rows are written in pieces, between which there is a look at the room that is left.
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kEscapeBytes = 6;    // \u001f
constexpr std::size_t kUnnamedBytes = 40;  // the key of a cell without a name, and what is around its value

// What a cell may be by its first byte.
enum class Start : std::uint8_t { kText, kBlankOrQuote, kWrapped };

constexpr std::array<Start, 256> kStarts = [] {
  std::array<Start, 256> starts{};
  for (std::size_t byte = 0; byte < 0x80; ++byte) {
    const char c = static_cast<char>(byte);
    if (may_be_wrapped(c)) starts[byte] = Start::kWrapped;
    if (c == ' ' || c == '"') starts[byte] = Start::kBlankOrQuote;
  }
  return starts;
}();

Start start_of(char first) {
  return kStarts[static_cast<unsigned char>(first)];
}

std::string key_of(const std::string& name) {
  std::string key;
  json::append_string(key, name);
  return key + ":\"";
}

std::string name_of_place(std::size_t number) {
  return "column " + std::to_string(number + 1);
}

// Whether the columns are those of Discover: names of ECS beside the time.
bool is_discover(const std::vector<std::string>& names) {
  return std::find(names.begin(), names.end(), "@timestamp") != names.end() &&
         std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.find('.') != std::string::npos; });
}

// Whether Discover shows that there is no value.
bool is_shown_absent(std::string_view shown) {
  const std::string_view text = text::trimmed(shown);
  return text == "-" || text == "(null)" || text == "(empty)" || text == "(blank)";
}

// Returns a number without its separators of thousands; empty if the text is none.
std::string without_separators(std::string_view shown) {
  std::string digits(shown.substr(0, shown.starts_with('-') ? 1 : 0));
  const std::size_t begin = digits.size();
  const std::size_t whole_end = std::min(shown.find('.'), shown.size());
  const bool grouped = shown.find(',') != std::string_view::npos;
  for (std::size_t at = begin; at < shown.size(); ++at) {
    const bool separates = grouped && at > begin && at < whole_end && (whole_end - at) % 4 == 0;
    if (separates ? shown[at] != ',' : at != whole_end && !text::is_digit(shown[at])) return {};
    if (!separates) digits += shown[at];
  }
  return digits.size() > begin && text::is_digit(digits.back()) && text::is_digit(digits[begin])
             ? digits
             : std::string();
}

char* append_escape(char c, char* out) {
  constexpr char kHex[] = "0123456789abcdef";
  *out++ = '\\';
  if (c == '"' || c == '\\') {
    *out++ = c;
    return out;
  }
  const auto byte = static_cast<unsigned char>(c);
  for (const char piece : {'u', '0', '0', kHex[byte >> 4], kHex[byte & 0xf]}) *out++ = piece;
  return out;
}

}  // namespace

// The document that is being written.
class RowWriter::Document {
 public:
  Document(bytes::Buffer& out, std::size_t& at, std::size_t max_bytes)
      : out_(out), at_(at), begin_(at), max_bytes_(max_bytes) {}

  // Returns where so many bytes can be written.
  char* room(std::size_t size) {
    if (out_.size() - at_ < size) out_.resize(std::max(2 * out_.size(), at_ + size));
    return out_.data() + at_;
  }
  void move_to(const char* end) { at_ = static_cast<std::size_t>(end - out_.data()); }

  void append(std::string_view text) {
    std::memcpy(room(text.size()), text.data(), text.size());
    at_ += text.size();
  }

  // Appends the inside of a JSON string. In the text of a quoted cell two quotes are one.
  void append_text(std::string_view text, bool quoted) {
    while (!text.empty() && !is_full()) {
      const std::string_view piece = text.substr(0, kPieceBytes);
      char* out = room(kEscapeBytes * piece.size() + kCopySlack);
      std::size_t used = 0;
      while (used < piece.size()) {
        const std::size_t plain = copy_plain(piece.data() + used, piece.size() - used, '"', out);
        out += plain;
        used += plain;
        if (used == piece.size()) break;
        out = append_escape(piece[used], out);
        const bool doubled = quoted && piece[used] == '"' && text.substr(used + 1).starts_with('"');
        used += doubled ? 2 : 1;
      }
      move_to(out);
      text.remove_prefix(std::min(used, text.size()));
    }
  }

  bool is_full() const { return at_ - begin_ > max_bytes_; }

  // Ends the document, in which each member is followed by a comma. Returns whether it has one.
  bool end() {
    constexpr std::size_t kBrace = 1;
    if (at_ == begin_ + kBrace) {
      at_ = begin_;
      return false;
    }
    if (is_full()) return true;
    out_[at_ - 1] = '}';
    return true;
  }

 private:
  bytes::Buffer& out_;
  std::size_t& at_;
  std::size_t begin_;
  std::size_t max_bytes_;
};

RowWriter::RowWriter(const Header& header, std::size_t max_document)
    : delimiter_(header.delimiter), max_document_(max_document) {
  const bool shown = is_discover(header.names);
  plain_ = !shown;
  for (const std::string& name : header.names) {
    columns_.push_back({key_of(name.empty() ? name_of_place(columns_.size()) : name), form_of(name, shown)});
    key_bytes_ += columns_.back().key.size() + 2;
  }
}

RowWriter::Form RowWriter::form_of(const std::string& name, bool shown) {
  if (!shown) return Form::kText;
  switch (event::field_type(name)) {
    case event::FieldType::kLong:
    case event::FieldType::kDouble:
    case event::FieldType::kUnknown: return Form::kShownNumbers;
    case event::FieldType::kIp: return Form::kShownList;
    default: return name == "event.category" || name == "event.type" ? Form::kShownList : Form::kShown;
  }
}

RowWriter::Written RowWriter::write(std::string_view row, bytes::Buffer& out, std::size_t& at) {
  Document document(out, at, max_document_);
  document.append("{");
  Written written;
  std::optional<std::size_t> count;
  if (plain_ && row.size() <= kPieceBytes) count = write_regular(row, document);
  if (!count) {
    count = 0;
    Cells cells(row, delimiter_);
    for (Cell cell; cells.next(cell); ++*count) {
      if (!document.is_full()) write_cell(document, *count, cell);
    }
    written.damaged = cells.damaged();
  }
  written.empty = !document.end();
  written.ragged = !written.empty && *count != columns_.size();
  return written;
}

char* RowWriter::append_key(std::size_t number, char* out) const {
  const auto append = [&](std::string_view key) { return std::copy(key.begin(), key.end(), out); };
  return number < columns_.size() ? append(columns_[number].key) : append(key_of(name_of_place(number)));
}

// Writes the cells of a row whose quotes are all closed, and returns their number; nullopt if some are not, or a value
// may not be the text of its cell.
std::optional<std::size_t> RowWriter::write_regular(std::string_view row, Document& document) const {
  char* out =
      document.room(key_bytes_ + (kEscapeBytes + kUnnamedBytes) * row.size() + kMaxNameBytes + kCopySlack);
  const char* in = row.data();
  const char* const end = in + row.size();
  for (std::size_t number = 0;; ++number, ++in) {
    bool quoted = false;
    if (in != end && start_of(*in) != Start::kText) {
      while (in != end && *in == ' ') ++in;
      quoted = in != end && *in == '"';
      const char* const first = in + (quoted ? 1 : 0);
      if (first < end && start_of(*first) == Start::kWrapped) return std::nullopt;
    }
    if (quoted || (in != end && *in != delimiter_)) {
      char* const before = out;
      char* const text = out = append_key(number, out);
      const char last = quoted ? '"' : delimiter_;
      for (in += quoted ? 1 : 0;;) {
        const std::size_t plain = copy_plain(in, static_cast<std::size_t>(end - in), last, out);
        out += plain;
        in += plain;
        if (in == end && quoted) return std::nullopt;
        const bool doubled = quoted && *in == '"' && in + 1 != end && in[1] == '"';
        if (!doubled && (in == end || *in == last)) break;
        out = append_escape(*in, out);
        in += doubled ? 2 : 1;
      }
      if (quoted) {
        while (++in != end && *in == ' ') {
        }
        if (in != end && *in != delimiter_) return std::nullopt;
      } else if (in[-1] == ' ') {
        while (out[-1] == ' ') --out;
      }
      if (out == text) {
        out = before;
      } else {
        *out++ = '"';
        *out++ = ',';
      }
    }
    if (in == end) {
      document.move_to(out);
      return number + 1;
    }
  }
}

void RowWriter::write_cell(Document& document, std::size_t number, const Cell& written) {
  std::string storage;
  const Cell cell = without_guard(written, storage);
  if (cell.text.empty()) return;
  const bool named = number < columns_.size();
  const std::string key = named ? std::string() : key_of(name_of_place(number));
  const std::string_view key_text = named ? std::string_view(columns_[number].key) : key;
  const Form form = named ? columns_[number].form : Form::kText;
  if (const auto list = list_in(cell)) return append_list(document, key_text, *list);
  if (form != Form::kText) {
    if (is_shown_absent(cell.text)) return;
    if (form != Form::kShown && write_shown(document, key_text, cell, form)) return;
  }
  document.append(key_text);
  document.append_text(cell.text, cell.quoted);
  document.append("\",");
}

// Writes the values of a cell that may be several, or numbers with separators. Returns false if it is other text.
bool RowWriter::write_shown(Document& document, std::string_view key, const Cell& cell, Form form) {
  constexpr std::string_view kBetween = ", ";
  const bool numbers = form == Form::kShownNumbers;
  if (cell.text.find(',') == std::string_view::npos || cell.text.find('"') != std::string_view::npos)
    return false;
  std::string values = "[";
  for (std::size_t begin = 0; begin <= cell.text.size();) {
    const std::size_t end = std::min(cell.text.find(kBetween, begin), cell.text.size());
    const std::string_view shown = cell.text.substr(begin, end - begin);
    const std::string value = numbers ? without_separators(shown) : std::string(shown);
    if (numbers && value.empty()) return false;
    if (begin > 0) values += ',';
    json::append_string(values, value);
    begin = end + kBetween.size();
  }
  append_list(document, key, values += ']');
  return true;
}

void RowWriter::append_list(Document& document, std::string_view key, std::string_view list) {
  document.append(key.substr(0, key.size() - 1));
  document.append(list);
  document.append(",");
}

}  // namespace firstseen::csv
