#include "json/surroundings.h"

#include <algorithm>
#include <utility>

#include "json/scalar.h"
#include "json/walker.h"

namespace firstseen::json {
namespace {

// Which paths of wrappers are keys of an object is kept in the bits of a word.
constexpr std::size_t kMaxWrapperPaths = 64;

}  // namespace

Surroundings::Surroundings(const Wrappers& wrappers) : wrappers_(wrappers) {
  for (const Wrapper& wrapper : wrappers.wrappers) paths_.add(wrapper.path);
  for (const Wrapper& wrapper : wrappers.wrappers)
    beside_paths_.push_back(wrapper.beside.empty() ? PathTable::kNoPath : paths_.add(wrapper.beside));
  for (const Wrappers::Inherited& path : wrappers.inherited)
    inherited_paths_.push_back(paths_.add(path.from));
  paths_.compile();
}

Surroundings::Inside::Inside(Surroundings& surroundings, Tokens& tokens, At object)
    : surroundings_(surroundings),
      inherited_(surroundings.inherited_.size()),
      top_paths_(std::exchange(surroundings.top_paths_, 0)) {
  std::vector<std::optional<Inherited>> values(surroundings.inherited_paths_.size());
  surroundings.note(tokens, object, surroundings.paths_.root(), values);
  // The last of them counts.
  for (std::size_t i = values.size(); i-- > 0;) {
    if (values[i]) surroundings.inherited_.push_back(*values[i]);
  }
}

Surroundings::Inside::~Inside() {
  surroundings_.inherited_.resize(inherited_);
  surroundings_.top_paths_ = top_paths_;
}

Surroundings::InArray::InArray(Surroundings& surroundings, const Tokens& tokens, At array)
    : surroundings_(surroundings) {
  for (std::size_t i = 0; i < surroundings.inherited_.size(); ++i) {
    Inherited& value = surroundings.inherited_[i];
    if (value.hidden || value.document != &tokens || value.at < array) continue;
    value.hidden = true;
    hidden_.push_back(i);
  }
}

Surroundings::InArray::~InArray() {
  for (const std::size_t i : hidden_) surroundings_.inherited_[i].hidden = false;
}

void Surroundings::add_to(RawRecord& record) const {
  // That of the innermost document counts.
  for (auto kept = inherited_.rbegin(); kept != inherited_.rend(); ++kept) {
    const RawValue& value = kept->value;
    if (!kept->hidden && !record.has(kept->path))
      record.add(kept->path, value.token, value.kind, value.escaped);
  }
}

void Surroundings::clear() {
  top_paths_ = 0;
  inherited_.clear();
}

// Notes which paths of wrappers are keys of the object, and the values that records in it inherit.
void Surroundings::note(Tokens& tokens, At object, const PathTable::Node& node,
                        std::vector<std::optional<Inherited>>& values) {
  tokens.each_member(object, [&](std::string_view raw, At value) {
    const PathTable::Node* const child = paths_.child(node, Key(key_of(raw, key_buffer_)));
    if (child == nullptr) return tokens.skip(value, 0);
    if (child->path < kMaxWrapperPaths && &node == &paths_.root())
      top_paths_ |= std::uint64_t{1} << child->path;
    if (tokens.kind(value) == '{') note(tokens, value, *child, values);
    const auto inherited = std::find(inherited_paths_.begin(), inherited_paths_.end(), child->path);
    const auto kind = scalar_kind(tokens.kind(value));
    if (inherited == inherited_paths_.end() || !kind || kind == RawKind::kNull) return tokens.skip(value, 0);
    const std::string_view token = tokens.scalar(value);
    const bool is_string = kind == RawKind::kString;
    const auto i = static_cast<std::size_t>(inherited - inherited_paths_.begin());
    if (!check_scalar(token, *kind))
      values[i] = Inherited{wrappers_.inherited[i].to,
                            {is_string ? between_quotes(token) : token, *kind, is_string},
                            &tokens,
                            value};
    return value + 1;
  });
}

bool Surroundings::has_records_at(const PathTable::Node* node) const {
  if (node == nullptr || node->path >= wrappers_.wrappers.size()) return false;
  const PathId beside = beside_paths_[node->path];
  return beside == PathTable::kNoPath || (top_paths_ >> beside & 1) != 0;
}

}  // namespace firstseen::json
