#include "support/splitter_twin.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace firstseen::test {
namespace {

using Span = json::splitting::DocumentSplitter::Span;
using Loss = json::splitting::DocumentSplitter::Loss;

constexpr std::size_t kNever = std::string_view::npos;
constexpr std::string_view kMark = "\xef\xbb\xbf";
constexpr std::string_view kBlanks = " \t\r\n";

bool is_in(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

// The quote that ends the string that begins at `begin`, or the line end that damages it.
std::size_t string_end(std::string_view file, std::size_t begin) {
  for (std::size_t at = begin + 1; at < file.size(); ++at) {
    if (file[at] == '\n' || file[at] == '"') return at;
    if (file[at] == '\\' && at + 1 < file.size() && file[at + 1] != '\n') ++at;
  }
  return kNever;
}

// What one document looks like from its first bracket on. Places are the bytes that show it.
struct Course {
  std::size_t damaged = kNever;
  std::size_t closed = kNever;
  // false: it began without, and only what is on its line or a later one can end it
  bool has_brackets = true;
  std::vector<Span> literals =
      {};  // strings between three quotes, from the last quote before to the last quote after
};

// The string between three quotes that begins at `begin`: nothing is escaped, and the last quotes of a run end it.
Span literal_at(std::string_view file, std::size_t begin) {
  std::size_t end = file.find("\"\"\"", begin + 3);
  if (end == kNever) return {begin + 2, file.size()};
  while (end + 3 < file.size() && file[end + 3] == '"') ++end;
  return {begin + 2, end + 3};
}

// Reads tokens, with the state as a text: the open brackets, and what must follow.
Course course_of(std::string_view file, std::size_t begin) {
  Course course;
  std::string open(1, file[begin]);
  std::string expected = open == "{" ? "key" : "value";
  bool has_lines = false;
  const auto damage = [&](bool wrong, std::size_t at) {
    if (wrong) course.damaged = std::min(course.damaged, at);
  };
  for (std::size_t at = begin + 1; at < file.size();) {
    const char c = file[at];
    if (is_in(c, kBlanks)) {
      has_lines |= c == '\n';
      ++at;
    } else if (c == '"' && has_lines && file.substr(at).starts_with("\"\"\"")) {
      damage(expected != "key" && expected != "value", at);
      expected = expected == "key" ? "colon" : "comma";
      course.literals.push_back(literal_at(file, at));
      at = course.literals.back().end;
    } else if (c == '"') {
      damage(expected != "key" && expected != "value", at);
      expected = expected == "key" ? "colon" : "comma";
      const std::size_t end = string_end(file, at);
      if (end == kNever) return course;
      damage(file[end] == '\n', end);
      at = end + (file[end] == '\n' ? 0 : 1);
    } else if (c == '{' || c == '[') {
      damage(expected != "value", at++);
      open += c;
      expected = c == '{' ? "key" : "value";
    } else if (c == '}' || c == ']') {
      damage(open.back() != (c == '}' ? '{' : '['), at);
      open.pop_back();
      if (open.empty()) {
        course.closed = at;
        return course;
      }
      expected = "comma";
      ++at;
    } else if (c == ':') {
      damage(expected != "colon", at++);
      expected = "value";
    } else if (c == ',') {
      damage(expected != "comma", at++);
      expected = open.back() == '{' ? "key" : "value";
    } else {
      damage(expected != "value", at);
      expected = "comma";
      while (at < file.size() && !is_in(file[at], kBlanks) && !is_in(file[at], "\"{}[]:,")) ++at;
    }
  }
  return course;
}

// Whether the text is one document without damage, if line ends are blanks.
bool is_whole(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  const std::size_t begin = line.find_first_not_of(kBlanks);
  if (begin == kNever || !is_in(line[begin], "{[")) return false;
  const Course course = course_of(line, begin);
  return course.damaged == kNever && course.closed == line.find_last_not_of(kBlanks);
}

// Where a line shown at `begins`, which could begin another document, makes a literal an error: there, or at the next line
// end in it.
std::size_t damaged_literal(std::string_view file, const Course& course, std::size_t begins) {
  for (const Span& literal : course.literals) {
    std::size_t at = begins < literal.begin ? file.find('\n', literal.begin) : begins;
    if (at < literal.end) return at;
  }
  return kNever;
}

// A line in a document.
struct Line {
  std::size_t begin = 0;
  std::size_t begins = kNever;  // the byte that shows that it could begin another document
  std::size_t closes = kNever;  // the byte that closes the document by its indentation
  bool opens_array = false;
};

// Whether all of the line is objects with brackets and strings that end.
bool is_objects(std::string_view line) {
  std::size_t depth = 0;
  bool any = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (depth == 0) {
      if (c != '{' && !is_in(c, any ? " \t\r,]"
                                    : " \t\r,["
                                      "\xef\xbb\xbf"))
        return false;
      if (c == '{') depth = 1;
      any |= c == '{';
    } else if (c == '"') {
      const std::size_t end = string_end(line, at);
      if (end == kNever) return false;
      at = end;
    } else if (is_in(c, "{[")) {
      ++depth;
    } else if (is_in(c, "}]")) {
      --depth;
    }
  }
  return any && depth == 0;
}

Line look_at(std::string_view file, std::size_t begin, std::size_t indentation) {
  Line line;
  line.begin = begin;
  const std::size_t end = std::min(file.find('\n', begin), file.size());
  const std::string_view text = file.substr(begin, end - begin);
  const std::size_t first = std::min(text.find_first_not_of(" \t,["
                                                            "\xef\xbb\xbf"),
                                     text.size());
  if (first == text.size()) return line;
  const std::string_view before = text.substr(0, first);
  // Blanks after a comma or a bracket do not indent; a byte order mark does not end an indentation.
  const std::string_view bare = before.substr(0, before.find_first_of(",["));
  const auto blanks = static_cast<std::size_t>(
      std::count_if(bare.begin(), bare.end(), [](char c) { return is_in(c, " \t"); }));
  const bool shallow = blanks <= indentation;
  line.opens_array = before.find('[') != kNever;
  if (text[first] == '}' && bare.size() == before.size() && shallow) line.closes = begin + first;
  if (text[first] == '{' && shallow) {
    line.begins = begin + first;
  } else if (text[first] == '{' && is_objects(text)) {
    line.begins = end;
  }
  return line;
}

// Where a damaged element of an array ends by what is on its line.
struct LostEnd {
  std::size_t shown = kNever;  // the byte that shows it; the size of the file: its end does
  std::size_t end = kNever;
};

// The first byte from `at` on that is no blank; the size of the file if there is none.
std::size_t next_inked(std::string_view file, std::size_t at) {
  return std::min(file.find_first_not_of(" \t\r", at), file.size());
}

// Whether a bracket is on a line that is indented more than the element, or as much, if that is at all and begins before the line.
bool is_indented_bracket(std::string_view file, std::size_t begin, std::size_t at, std::size_t around) {
  const std::size_t line = file.rfind('\n', at) + 1;
  const std::size_t indentation = std::min(file.find_first_not_of(" \t", line), file.size()) - line;
  return indentation > around || (line > begin && indentation > 0 && indentation == around);
}

// The first such end of an element that is damaged at `damaged` and whose brackets are closed at `closed`.
LostEnd lost_end(std::string_view file, std::size_t begin, std::size_t damaged, std::size_t closed,
                 std::size_t around) {
  const auto is_at = [&](std::size_t at, std::string_view set) {
    return at < file.size() && is_in(file[at], set);
  };
  LostEnd first;
  const auto offer = [&](std::size_t shown, std::size_t end) {
    if (shown < first.shown) first = {shown, end};
  };
  for (std::size_t at = damaged; at < file.size() && at <= first.shown; ++at) {
    const std::size_t next = next_inked(file, at + 1);
    if (at == closed) {
      const std::size_t after = is_at(next, ",") ? next_inked(file, next + 1) : next;
      if (after == file.size() || is_at(after, "\n]{[")) offer(after, closed + 1);
    }
    if (file[at] == '}' && is_at(next, ",")) {
      const std::size_t bracket = next_inked(file, next + 1);
      const std::size_t quote = next_inked(file, bracket + 1);
      if (is_at(bracket, "{") && is_at(quote, "\"")) offer(quote, at + 1);
    }
    const bool ends_line = next == file.size() || is_at(next, "\n");
    if (file[at] == ']' && ends_line && !is_indented_bracket(file, begin, at, around)) offer(next, at);
  }
  const std::size_t before = file.substr(0, damaged).find_last_not_of(" \t\r");
  const std::size_t quote = next_inked(file, damaged + 1);
  if (is_at(damaged, "{") && before != kNever && before > begin && file[before] == ',' && is_at(quote, "\""))
    offer(quote, before);
  return first;
}

class Splitter {
 public:
  Splitter(std::string_view file, std::size_t max_document) : file_(file), max_(max_document) {}

  std::vector<Span> split() {
    while (at_ < file_.size()) {
      const char c = file_[at_];
      if (is_in(c, kBlanks) || c == ',' || (c == '[' && !in_array_) || (c == ']' && in_array_)) {
        if (c == '[') array_damaged_ = false;
        if (c == '[') first_around_ = kNever;
        if (c == '[') in_array_ = true;
        ++at_;
        if (c == ']') end_array();
      } else if (file_.substr(at_).starts_with(kMark)) {
        at_ += kMark.size();
      } else if (c == '{' || c == '[') {
        nested();
      } else {
        loose();
      }
    }
    return spans_;
  }

 private:
  void add(std::size_t begin, std::size_t end, Loss loss) { spans_.push_back({begin, end, loss}); }

  std::string_view part(std::size_t begin, std::size_t end) const { return file_.substr(begin, end - begin); }

  bool has_lines(std::size_t begin, std::size_t end) const {
    std::string_view text = part(begin, end);
    text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
    return text.find('\n') != kNever;
  }

  void loose() {
    const std::size_t begin = at_;
    std::size_t end = begin;
    if (is_in(file_[begin], "}]")) {
      add(begin, begin + 1, Loss::kNone);
      at_ = begin + 1;
      return;
    }
    if (file_[end] == '"') end = std::min(string_end(file_, end), file_.size());
    if (end < file_.size() && (file_[end] == '"' || file_[end] == ':')) ++end;
    while (end < file_.size() && file_[end] != '\n' && !(in_array_ && is_in(file_[end], ",]{[:"))) ++end;
    const bool has_key = end < file_.size() && file_[end] == ':';
    if (has_key && end + 1 - begin <= max_) return follow(begin, {end, kNever, false});
    if (has_key) {
      while (end < file_.size() && file_[end] != '\n' && !is_in(file_[end], ",]{[")) ++end;
    }
    add(begin, max_ < end - begin ? begin + max_ + 1 : end, Loss::kNone);
    at_ = end;
  }

  std::size_t indentation() const {
    const std::size_t newline = file_.rfind('\n', at_);
    const std::size_t line = newline == kNever ? 0 : newline + 1;
    return std::min(file_.find_first_not_of(" \t", line), file_.size()) - line;
  }

  // What ended may be an array within a damaged element.
  void end_array() {
    in_array_ = false;
    const std::size_t next = std::min(file_.find_first_not_of(" \t", at_), file_.size());
    if (next == file_.size() || (file_[next] != '}' && !(array_damaged_ && file_[next] == ','))) return;
    in_array_ = true;
    at_ = next + 1;
  }

  void resume(const Line& line) {
    at_ = line.begin;
    if (line.opens_array) in_array_ = false;
  }

  void nested() { follow(at_, course_of(file_, at_)); }
  void follow(std::size_t begin, Course course);
  void skip_long(std::size_t begin, const Course& course, const std::vector<Line>& lines);

  std::string_view file_;
  std::size_t max_;
  std::size_t at_ = 0;
  bool in_array_ = false;
  bool array_damaged_ = false;
  std::size_t first_around_ = kNever;  // the indentation of the first element of the array
  std::size_t around_ = 0;             // the indentation of the last document that began with a bracket
  std::vector<Span> spans_;
};

// A document that takes this course.
void Splitter::follow(std::size_t begin, Course course) {
  const std::size_t too_long = max_ < file_.size() ? begin + max_ : kNever;
  around_ = course.has_brackets ? indentation() : std::max(around_, indentation());
  if (in_array_ && course.has_brackets) {
    if (first_around_ == kNever) first_around_ = around_;
    around_ = std::max(around_, first_around_);
  }
  std::vector<Line> lines;
  for (std::size_t at = file_.find('\n', begin); at < file_.size(); at = file_.find('\n', at + 1))
    lines.push_back(look_at(file_, at + 1, around_));
  const auto other =
      std::find_if(lines.begin(), lines.end(), [](const Line& line) { return line.begins != kNever; });
  const std::size_t begins = other == lines.end() ? kNever : other->begins;
  course.damaged = std::min(course.damaged, damaged_literal(file_, course, begins));
  std::size_t closed_by_lines = kNever;
  for (const Line& line : lines) {
    if (line.begin > begins) break;
    if (line.closes != kNever && line.closes >= course.damaged)
      closed_by_lines = std::min(closed_by_lines, line.closes);
  }
  std::size_t closed = std::min(course.closed, closed_by_lines);
  const bool ends = course.damaged != kNever || closed == kNever;
  const std::size_t damage = std::min(course.damaged, file_.size());
  const std::size_t resumes = begins == kNever || !ends ? kNever : std::max(begins, damage);
  if (in_array_ && course.damaged < closed_by_lines && course.damaged < too_long &&
      !(begins <= course.damaged)) {
    array_damaged_ = true;
    const LostEnd lost = lost_end(file_, begin, course.damaged, course.closed, around_);
    if (lost.end != kNever && lost.shown <= resumes && lost.shown <= closed_by_lines &&
        lost.shown <= too_long) {
      add(begin, lost.end, Loss::kNone);
      at_ = lost.end;
      return;
    }
    closed = closed_by_lines;
  }
  if (resumes != kNever && resumes <= closed && resumes <= too_long) {
    const bool costly = begins < damage || (begins == file_.size() && course.damaged == kNever) ||
                        has_lines(begin, other->begin);
    add(begin, other->begin - 1,
        costly && !is_whole(part(begin, other->begin)) ? Loss::kDamaged : Loss::kNone);
    return resume(*other);
  }
  if (too_long < file_.size() && too_long <= closed) {
    if (begins <= too_long) {
      add(begin, other->begin - 1, is_whole(part(begin, other->begin)) ? Loss::kNone : Loss::kTooLong);
      return resume(*other);
    }
    add(begin, too_long + 1, Loss::kNone);
    if (too_long == closed || course.closed < too_long || !course.has_brackets) {
      at_ = too_long + 1;
      return;
    }
    return skip_long(too_long, course, lines);
  }
  at_ = closed == kNever ? file_.size() : closed + 1;
  const bool costly = closed == kNever && has_lines(begin, at_) && !is_whole(part(begin, at_));
  add(begin, at_, costly ? Loss::kDamaged : Loss::kNone);
}

// The rest of a document that was too long at the byte `from`.
void Splitter::skip_long(std::size_t from, const Course& course, const std::vector<Line>& lines) {
  std::size_t closed = course.closed;
  for (const Line& line : lines) {
    if (line.begin <= from) continue;
    if (line.closes != kNever && line.closes >= course.damaged && line.closes - line.begin <= max_)
      closed = std::min(closed, line.closes);
    if (line.begins == kNever || line.begins - line.begin > max_) continue;
    if (line.begins > closed) break;
    return resume(line);
  }
  at_ = closed == kNever ? file_.size() : closed + 1;
}

}  // namespace

std::vector<Span> split_plainly(std::string_view file, std::size_t max_document) {
  return Splitter(file, max_document).split();
}

}  // namespace firstseen::test
