#include "json/splitting/envelope.h"

#include <algorithm>

#include "json/splitting/string_state.h"
#include "text/ascii.h"

namespace firstseen::json::splitting {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

struct Bracket {
  std::size_t at;
  char opens;
};

// Calls `add(c, at)` for each byte outside of strings.
template <typename Add>
void each_outside_strings(std::string_view text, const Add& add) {
  const bool has_lines = text.find('\n') != std::string_view::npos;
  StringState string;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (string.open() && string.add(c)) continue;
    if (c == '"') {
      string.begin(has_lines);
    } else {
      add(c, at);
    }
  }
}

std::vector<Bracket> open_brackets(std::string_view text) {
  std::vector<Bracket> open;
  each_outside_strings(text, [&](char c, std::size_t at) {
    if (c == '{' || c == '[') open.push_back({at, c});
    if ((c == '}' || c == ']') && !open.empty()) open.pop_back();
  });
  return open;
}

// Leaves long members out of the beginning of a document. What is open at its end stays.
class Shortener {
 public:
  explicit Shortener(std::string_view text) : text_(text) {}

  std::string shortened() {
    each_outside_strings(text_, [&](char c, std::size_t at) { add(c, at); });
    out_ += text_.substr(copied_);
    return std::move(out_);
  }

 private:
  void add(char c, std::size_t at) {
    if (c == '{' || c == '[') {
      copy_up_to(at + 1);
      members_.push_back(out_.size());
    } else if (c == ',') {
      copy_up_to(at);
      if (end_member()) copy_up_to(at + 1);
      copied_ = at + 1;
      if (!members_.empty()) members_.back() = out_.size();
    } else if ((c == '}' || c == ']') && !members_.empty()) {
      copy_up_to(at);
      if (!end_member() && out_.ends_with(',')) out_.pop_back();
      members_.pop_back();
      copy_up_to(at + 1);
    }
  }

  void copy_up_to(std::size_t end) {
    out_ += text_.substr(copied_, end - copied_);
    copied_ = end;
  }

  // Returns whether the current member stays.
  bool end_member() {
    if (members_.empty()) return true;
    const std::size_t size = out_.size() - members_.back();
    const bool fits = size <= kMaxEnvelopeMember && out_.size() <= kMaxEnvelopeBytes;
    if (fits && !may_hold_records(std::string_view(out_).substr(members_.back()))) return true;
    out_.resize(members_.back());
    return false;
  }

  // Whether a member's value is an array with something in brackets: rows, or objects, which elements must not repeat.
  static bool may_hold_records(std::string_view member) {
    const std::size_t value = member.find_first_not_of(kSpace, member.find(':') + 1);
    return value != std::string_view::npos && member[value] == '[' &&
           member.find_first_of("[{", value + 1) != std::string_view::npos;
  }

  std::string_view text_;
  std::string out_;
  std::size_t copied_ = 0;            // how much of text_ is in out_, or left out
  std::vector<std::size_t> members_;  // where the current member of each open bracket begins in out_
};

// Whether the array at the end is that of the rows of a table, by its key. Arrays of `values` may be columns.
bool is_table(std::string_view before) {
  constexpr std::string_view kRows = "\"rows\"";
  before = before.substr(0, before.find_last_of(':'));
  before = before.substr(0, before.find_last_not_of(kSpace) + 1);
  return before.size() >= kRows.size() &&
         text::equal_ignoring_case(before.substr(before.size() - kRows.size()), kRows);
}

std::string closing(const std::vector<Bracket>& open, std::size_t count) {
  std::string closers;
  for (std::size_t i = count; i-- > 0;) closers += open[i].opens == '{' ? '}' : ']';
  return closers;
}

}  // namespace

std::optional<OpenArray> open_array(std::string_view text, std::size_t from, std::size_t open) {
  const std::vector<Bracket> brackets = open_brackets(text);
  for (std::size_t i = open; i + 1 < std::min(brackets.size(), open + kMaxArrayDepth + 1); ++i) {
    if (brackets[i].opens != '[' || brackets[i].at < from) continue;
    OpenArray array;
    const std::string_view before = text.substr(0, brackets[i].at + 1);
    const bool has_rows = brackets[i + 1].opens == '[';
    if (has_rows && (!is_table(before) || before.size() > kMaxColumnsBytes)) continue;
    array.begin = before.size();
    for (std::size_t outside = open; outside < i; ++outside)
      array.outside.push_back(brackets[outside].opens == '{');
    array.around = {has_rows ? std::string(before) : Shortener(before).shortened(), closing(brackets, i + 1)};
    array.complete = array.around.before == before;
    return array;
  }
  return std::nullopt;
}

bool only_closes(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '}' || c == ']' || kSpace.find(c) != std::string_view::npos; });
}

}  // namespace firstseen::json::splitting
