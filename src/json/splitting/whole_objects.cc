#include "json/splitting/whole_objects.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "json/splitting/structure.h"

namespace firstseen::json::splitting {
namespace {

// Whether an object begins there: at the beginning of the text, or with a key right after its brace.
bool begins_at(std::string_view text, std::size_t at) {
  return text[at] == '{' && (at == 0 || text.substr(at).starts_with("{\""));
}

// Follows an object, and those in it, until it ends or is damaged. Damage is in all that are open.
class Attempt {
 public:
  explicit Attempt(std::string_view text) : text_(text) {}

  bool open() const { return !begins_.empty(); }

  // Begins with the brace at `at`. REQUIRES: !open().
  void begin(std::size_t at) {
    structure_.begin('{');
    begins_.push_back(at);
  }

  // Adds the byte at `at`. An object that ends with it takes the place of those in it that are in `whole`. Returns whether
  // the byte opens a bracket. REQUIRES: open().
  bool add(std::size_t at, std::vector<std::string_view>& whole) {
    const bool lacks_value = structure_.lacks_value();
    const std::size_t depth = structure_.depth();
    structure_.add(text_[at]);
    if (structure_.damaged() || (lacks_value && structure_.depth() < depth)) {
      begins_.clear();
      return false;
    }
    if (structure_.depth() > begins_.size()) {
      begins_.push_back(at);
      return true;
    }
    if (structure_.depth() < begins_.size()) end(at + 1, whole);
    return false;
  }

 private:
  void end(std::size_t at, std::vector<std::string_view>& whole) {
    const std::size_t begin = begins_.back();
    const std::string_view value = text_.substr(begin, at - begin);
    begins_.pop_back();
    if (!begins_at(text_, begin)) return;
    while (!whole.empty() && whole.back().data() >= value.data()) whole.pop_back();
    whole.push_back(value);
  }

  std::string_view text_;
  Structure structure_;
  std::vector<std::size_t> begins_;  // of what is open
};

}  // namespace

// What is within strings for one object is outside of them for another that begins there, so that two are followed: a third
// would have its strings where one of these has them.
std::vector<std::string_view> whole_objects(std::string_view text) {
  std::vector<std::string_view> whole;
  std::array<Attempt, 2> attempts{Attempt(text), Attempt(text)};
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool within = false;
    for (Attempt& attempt : attempts) within |= attempt.open() && attempt.add(at, whole);
    if (within || !begins_at(text, at)) continue;
    const auto is_free = [](const Attempt& attempt) { return !attempt.open(); };
    const auto next = std::find_if(attempts.begin(), attempts.end(), is_free);
    if (next != attempts.end()) next->begin(at);
  }
  return whole;
}

}  // namespace firstseen::json::splitting
