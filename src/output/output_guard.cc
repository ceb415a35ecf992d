#include "output/output_guard.h"

#include <unistd.h>

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "archive/decoded_stream.h"
#include "bytes/byte_stream.h"
#include "file/file.h"
#include "file/status.h"
#include "input/file_list.h"
#include "output/sink.h"
#include "rules/loader.h"

namespace firstseen::output {
namespace {

// Identifies a file independently of its name. A file that does not exist yet is identified by its
// name within a directory.
struct Place {
  file::Identity identity;  // of the file, or of the directory
  std::string name;         // empty: `identity` is the file

  friend auto operator<=>(const Place&, const Place&) = default;
};

// Returns the place of a file whose content writing would destroy. Pipes and character devices keep
// no content.
std::optional<Place> place_of(const file::Status& status) {
  const bool keeps = status.kind == file::Kind::kRegular || status.kind == file::Kind::kBlockDevice;
  return keeps ? std::optional(Place{status.identity, {}}) : std::nullopt;
}

std::optional<Place> place_of_input(const std::string& path) {
  const auto status = path == "-" ? file::status_of_descriptor(STDIN_FILENO) : file::status_of(path);
  return status ? place_of(*status) : std::nullopt;
}

// Also empty if the file cannot be created; opening it reports the error.
std::optional<Place> place_of_output(const std::string& path) {
  const auto status =
      is_standard_output(path) ? file::status_of_descriptor(STDOUT_FILENO) : file::status_of(path);
  if (status) return place_of(*status);
  const auto target = file::follow_links(path);
  if (!target) return std::nullopt;
  const auto [folder, name] = file::entry_of(*target);
  const auto parent = file::status_of(folder);
  return parent ? std::optional(Place{parent->identity, name}) : std::nullopt;
}

std::string as_typed(const PlannedOutput& output) {
  return output.option.empty() ? "standard output" : output.option + " " + output.path;
}

tl::unexpected<Error> overwrites_input(const PlannedOutput& output, const std::string& input) {
  std::string message = as_typed(output) + " would overwrite an input of this run";
  if (input != output.path) message += ": " + (input == "-" ? "standard input" : input);
  const std::string option = output.option.empty() ? "it" : output.option;
  return fail(std::move(message), "give " + option + " a file of its own: " + output.example);
}

// Whether the decompressed content of a file begins with the marker, or is empty.
Result<bool> is_marked(const std::string& path, std::string_view marker) {
  auto file = file::File::open(path);
  if (!file) return fail(file.error());
  const auto stream = archive::open_stream(std::move(*file), {});
  if (!stream) return fail(stream.error());
  std::string head(marker.size(), '\0');
  const bytes::Filled filled = bytes::read_fully(*stream->bytes, head.data(), head.size());
  if (filled.error) return fail(*filled.error);
  return filled.size == 0 || head == marker;
}

using OutputsByPlace = std::map<Place, const PlannedOutput*>;

// Whether a file was found below a directory and is what an earlier run wrote there, which is not read.
bool is_own_below(const PlannedOutput& output, const std::string& input, const std::set<std::string>& named) {
  if (named.contains(input) || output.marker.empty()) return false;
  const auto marked = is_marked(output.path, output.marker);
  return marked && *marked;
}

// `named` are the inputs that were not found below a directory.
Result<void> check_against(const OutputsByPlace& outputs, const std::vector<std::string>& inputs,
                           const std::set<std::string>& named) {
  for (const std::string& input : inputs) {
    const auto place = place_of_input(input);
    if (!place) continue;
    const auto found = outputs.find(*place);
    if (found == outputs.end() || is_own_below(*found->second, input, named)) continue;
    return overwrites_input(*found->second, input);
  }
  return {};
}

Result<void> check_inputs(const std::vector<PlannedOutput>& outputs, const RunInputs& inputs) {
  const std::set<std::string> named(inputs.arguments.begin(), inputs.arguments.end());
  OutputsByPlace requested;
  OutputsByPlace implied;
  for (const PlannedOutput& output : outputs) {
    if (const auto place = place_of_output(output.path))
      (output.option.empty() ? implied : requested).emplace(*place, &output);
  }
  if (auto checked = check_against(implied, inputs.arguments, named); !checked) return checked;
  return check_against(requested, inputs.files, named);
}

Result<void> check_each_other(const std::vector<PlannedOutput>& outputs) {
  std::map<Place, const PlannedOutput*> places;
  const PlannedOutput* standard_output = nullptr;
  for (const PlannedOutput& output : outputs) {
    const PlannedOutput* other = nullptr;
    if (is_standard_output(output.path)) other = std::exchange(standard_output, &output);
    if (const auto place = place_of_output(output.path); place && other == nullptr) {
      const auto [entry, added] = places.emplace(*place, &output);
      if (!added) other = entry->second;
    }
    if (other == nullptr) continue;
    return fail(as_typed(*other) + " and " + as_typed(output) + " write the same file",
                "give each a file of its own");
  }
  return {};
}

Result<void> check_existing(const PlannedOutput& output) {
  if (is_standard_output(output.path)) return {};
  const auto status = file::status_of(output.path);
  if (!status) return {};
  if (status->kind == file::Kind::kBlockDevice)
    return fail(as_typed(output) + " is a disk", "give the name of a file, or --overwrite to write over it");
  if (status->size_bytes == 0) return {};
  const std::string hint = "give another name, or --overwrite to replace it";
  if (output.marker.empty()) return fail(as_typed(output) + " exists and is not empty", hint);
  const auto ours = is_marked(output.path, output.marker);
  if (!ours) return fail(as_typed(output) + " exists and cannot be checked: " + ours.error().message, hint);
  if (*ours) return {};
  return fail(as_typed(output) + " exists and is not " + std::string(output.kind) + " of firstseen", hint);
}

}  // namespace

RunInputs inputs_of(const std::vector<std::string>& arguments, const std::vector<std::string>& rules,
                    std::vector<std::string> others) {
  for (std::string& file : rules::list_rule_files(rules)) others.push_back(std::move(file));
  // Only an input named - is standard input.
  std::replace(others.begin(), others.end(), std::string("-"), std::string("./-"));
  // A table is an input if its columns are known, which is not decided yet.
  const input::ListOptions options{.known = [](const auto&) { return true; }};
  for (std::string& file : input::list_files(arguments, options).files) others.push_back(std::move(file));
  return {arguments, std::move(others)};
}

Result<void> check_outputs(const std::vector<PlannedOutput>& outputs, const RunInputs& inputs,
                           bool overwrite) {
  if (auto checked = check_inputs(outputs, inputs); !checked) return checked;
  if (auto checked = check_each_other(outputs); !checked) return checked;
  if (overwrite) return {};
  for (const PlannedOutput& output : outputs) {
    if (auto checked = check_existing(output); !checked) return checked;
  }
  return {};
}

}  // namespace firstseen::output
