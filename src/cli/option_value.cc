#include "cli/option_value.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "output/wording.h"

namespace firstseen::cli {
namespace {

constexpr std::string_view kBytes = "BYTES";  // the value name of options that take a size

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

tl::unexpected<Error> not_a_number(const OptionRow& row, const std::string& value) {
  const bool size = row.value == kBytes;
  return fail(
      std::string(row.name) + " " + value + " is not " + (size ? "a size" : "a number"),
      size ? "write bytes, or a number and one of K M G T, such as 64M" : "write a whole number, such as 8");
}

Result<std::uint64_t> number_of(const OptionRow& row, const std::string& value, std::uint64_t max) {
  const auto number = parse_number(value, row.value == kBytes);
  if (!number) return not_a_number(row, value);
  const auto [least, most] = row.range.value_or(std::pair{std::uint64_t{0}, max});
  if (*number >= least && *number <= most) return *number;
  return fail(std::string(row.name) + " " + value + " is too " + (*number < least ? "small" : "large"),
              "from " + std::to_string(least) + " to " + std::to_string(most));
}

Result<void> check_text(const OptionRow& row, const std::string& value) {
  if (value.empty() && !row.value_optional) {
    const std::string what(row.value);
    return fail(std::string(row.name) + " has an empty value", row.name == "--query"
                                                                   ? "write '*' to match everything"
                                                                   : "give a " + what + ", or leave it out");
  }
  if (row.choices.empty() || std::find(row.choices.begin(), row.choices.end(), value) != row.choices.end())
    return {};
  const std::vector<std::string_view> names(row.choices.begin(), row.choices.end());
  return fail(std::string(row.name) + " " + value + " is none of " + joined(row.choices),
              output::suggestion(value, names, {}));
}

// Stores the values in the member of its type.
struct Fill {
  const OptionRow& row;
  const std::vector<std::string>& values;
  Options& options;

  Result<void> operator()(std::monostate) const { return {}; }
  Result<void> operator()(bool Options::*flag) const {
    // Without a value the parser stores this word.
    if (values.back() != "true")
      return fail(std::string(row.name) + " takes no value", "write " + std::string(row.name));
    options.*flag = true;
    return {};
  }
  Result<void> operator()(std::vector<std::string> Options::*list) const {
    for (const std::string& value : values) {
      if (auto checked = check_text(row, value); !checked) return checked;
      (options.*list).push_back(value);
    }
    return {};
  }
  template <typename Text>
  Result<void> operator()(Text Options::*text) const
    requires std::is_assignable_v<Text&, std::string>
  {
    if (auto checked = check_text(row, values.back()); !checked) return checked;
    options.*text = values.back();
    return {};
  }
  template <typename Number>
  Result<void> operator()(Number Options::*number) const
    requires std::is_integral_v<Number>
  {
    const auto read = number_of(row, values.back(), std::numeric_limits<Number>::max());
    if (!read) return fail(read.error());
    options.*number = static_cast<Number>(*read);
    return {};
  }
};

}  // namespace

std::optional<std::uint64_t> parse_number(std::string_view text, bool is_size) {
  constexpr std::string_view kUnits = "KMGT";
  unsigned shift = 0;
  if (is_size && !text.empty()) {
    const std::size_t unit = kUnits.find(static_cast<char>(text.back() & ~0x20));
    if (unit != std::string_view::npos) {
      shift = 10 * static_cast<unsigned>(unit + 1);
      text.remove_suffix(1);
    }
  }
  std::uint64_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (number > std::numeric_limits<std::uint64_t>::max() >> shift) return std::nullopt;
  return number << shift;
}

Result<void> fill_option(const OptionRow& row, const std::vector<std::string>& values, Options& options) {
  const bool is_flag = row.value.empty();
  if (values.size() > 1 && !is_flag && !is_repeatable(row)) {
    return fail(std::string(row.name) + " is given " + std::to_string(values.size()) + " times",
                "it takes one value: " + std::string(row.name) + " " + std::string(row.value));
  }
  return std::visit(Fill{row, values, options}, row.target);
}

}  // namespace firstseen::cli
