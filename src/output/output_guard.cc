#include "output/output_guard.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "file/file.h"
#include "input/file_list.h"
#include "output/sink.h"
#include "rules/loader.h"

namespace firstseen::output {
namespace {

// A file by what it is, not by what it is called. One that does not exist yet is a name in a directory.
struct Place {
  dev_t device = 0;
  ino_t inode = 0;
  std::string name;  // empty: the file itself

  bool operator<(const Place& other) const {
    return std::tie(device, inode, name) < std::tie(other.device, other.inode, other.name);
  }
};

bool status_of(const std::string& path, int descriptor_of_dash, struct stat& status) {
  return (path == "-" ? ::fstat(descriptor_of_dash, &status) : ::stat(path.c_str(), &status)) == 0;
}

// Of a file whose content writing would destroy; pipes and character devices keep none.
std::optional<Place> place_of(const struct stat& status) {
  if (!S_ISREG(status.st_mode) && !S_ISBLK(status.st_mode)) return std::nullopt;
  return Place{status.st_dev, status.st_ino, {}};
}

std::optional<Place> place_of_input(const std::string& path) {
  struct stat status {};
  return status_of(path, STDIN_FILENO, status) ? place_of(status) : std::nullopt;
}

// None also where no file can be created: opening it will say so.
std::optional<Place> place_of_output(const std::string& path) {
  struct stat status {};
  if (status_of(path, STDOUT_FILENO, status)) return place_of(status);
  const auto target = follow_links(path);
  if (!target) return std::nullopt;
  const std::filesystem::path file = *target;
  const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  if (::stat(folder.c_str(), &status) != 0) return std::nullopt;
  return Place{status.st_dev, status.st_ino, file.filename().string()};
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
  std::string beginning(marker.size(), '\0');
  const auto size = file->read_at(0, beginning.data(), beginning.size());
  if (!size) return fail(size.error());
  return *size == marker.size() && beginning == marker;
}

Result<void> check_existing(const PlannedOutput& output) {
  struct stat status {};
  if (output.path == "-" || ::stat(output.path.c_str(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode) || status.st_size == 0) return {};
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
