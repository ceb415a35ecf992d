#include "output/output_guard.h"

#include <unistd.h>

#include <compare>
#include <map>
#include <optional>
#include <utility>

#include "file/file.h"
#include "file/status.h"
#include "input/file_list.h"
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

Result<file::Status> status_of(const std::string& path, int descriptor_of_dash) {
  return path == "-" ? file::status_of_descriptor(descriptor_of_dash) : file::status_of(path);
}

// Returns the place of a file whose content writing would destroy. Pipes and character devices keep
// no content.
std::optional<Place> place_of(const file::Status& status) {
  const bool keeps = status.kind == file::Kind::kRegular || status.kind == file::Kind::kBlockDevice;
  return keeps ? std::optional(Place{status.identity, {}}) : std::nullopt;
}

std::optional<Place> place_of_input(const std::string& path) {
  const auto status = status_of(path, STDIN_FILENO);
  return status ? place_of(*status) : std::nullopt;
}

// Also empty if the file cannot be created; opening it reports the error.
std::optional<Place> place_of_output(const std::string& path) {
  if (const auto status = status_of(path, STDOUT_FILENO)) return place_of(*status);
  const auto target = file::follow_links(path);
  if (!target) return std::nullopt;
  const auto [folder, name] = file::entry_of(*target);
  const auto status = file::status_of(folder);
  return status ? std::optional(Place{status->identity, name}) : std::nullopt;
}

std::string as_typed(const PlannedOutput& output) {
  return output.option + " " + output.path;
}

tl::unexpected<Error> overwrites_input(const PlannedOutput& output, const std::string& input) {
  std::string message = as_typed(output) + " would overwrite an input of this run";
  if (input != output.path) message += ": " + (input == "-" ? "standard input" : input);
  return fail(std::move(message), "give " + output.option + " a file of its own: " + output.example);
}

Result<void> check_inputs(const std::vector<PlannedOutput>& outputs, const std::vector<std::string>& inputs) {
  std::map<Place, const PlannedOutput*> places;
  for (const PlannedOutput& output : outputs) {
    if (const auto place = place_of_output(output.path)) places.emplace(*place, &output);
  }
  for (const std::string& input : inputs) {
    const auto place = place_of_input(input);
    if (!place) continue;
    const auto found = places.find(*place);
    if (found != places.end()) return overwrites_input(*found->second, input);
  }
  return {};
}

Result<void> check_each_other(const std::vector<PlannedOutput>& outputs) {
  std::map<Place, const PlannedOutput*> places;
  const PlannedOutput* standard_output = nullptr;
  for (const PlannedOutput& output : outputs) {
    const PlannedOutput* other = nullptr;
    if (output.path == "-") other = std::exchange(standard_output, &output);
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

Result<bool> begins_with(const std::string& path, std::string_view marker) {
  auto file = file::File::open(path);
  if (!file) return fail(file.error());
  const auto head = file->head(marker.size());
  if (!head) return fail(head.error());
  return *head == marker;
}

Result<void> check_existing(const PlannedOutput& output) {
  if (output.path == "-") return {};
  const auto status = file::status_of(output.path);
  if (!status || status->size_bytes == 0) return {};
  const std::string hint = "give another name, or --overwrite to replace it";
  if (output.marker.empty()) return fail(as_typed(output) + " exists and is not empty", hint);
  const auto ours = begins_with(output.path, output.marker);
  if (!ours) return fail(as_typed(output) + " exists and cannot be checked: " + ours.error().message, hint);
  if (*ours) return {};
  return fail(as_typed(output) + " exists and is not " + std::string(output.kind) + " of firstseen", hint);
}

}  // namespace

std::vector<std::string> files_read(const std::vector<std::string>& inputs,
                                    const std::vector<std::string>& rules, std::vector<std::string> others) {
  for (std::string& file : input::list_files(inputs).files) others.push_back(std::move(file));
  for (std::string& file : rules::list_rule_files(rules)) others.push_back(std::move(file));
  return others;
}

Result<void> check_outputs(const std::vector<PlannedOutput>& outputs, const std::vector<std::string>& inputs,
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
