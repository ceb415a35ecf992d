#include "windows_event/parts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "text/ascii.h"
#include "text/spelling.h"
#include "windows_event/event_xml.h"
#include "windows_event/sysmon_fields.h"

namespace firstseen::windows_event {
namespace {

// Groups of data beyond this number are not read: they would be of several events.
constexpr std::size_t kMaxGroups = 64;

using Synonyms = std::vector<std::string_view>;

// Names of the parts, in order of preference: of the last one, two or three names of a path, put together.
const Synonyms kProvider{"providername", "provider",      "sourcename", "eventsourcename",
                         "eventsource",  "eventprovider", "source"};
const Synonyms kChannel{"channel",      "logname", "eventlog", "eventchannel",
                        "eventlogname", "logfile", "log",      "source"};
const Synonyms kEventId{"eventid", "eventcode", "eventidentifier", "winlogeventid", "eid", "evtid", "id"};
const Synonyms kComputer{"computer",    "computername", "systemcomputer", "machinename",
                         "hostname",    "host",         "fqdn",           "devicename",
                         "workstation", "agentname",    "hostident",      "hostidentifier"};
const Synonyms kTime{"systemtime",   "timecreated",  "timegenerated", "eventtime", "timewritten",
                     "eventcreated", "eventdate",    "createdat",     "datetime",  "timestamp",
                     "time",         "calendartime", "date",          "utctime",   "receivedtime",
                     "timereceived", "ts",           "unixtime",      "epoch",     "utc"};
const Synonyms kUser{"securityuserid", "userid", "usersid", "useridentifier", "sid"};

// Names that say how a value is written, not what it is.
constexpr std::array<std::string_view, 6> kForms{"attributes", "text", "value", "xmlattr", "content", "s"};

// A field's own name by its letters.
const std::map<std::string, std::string, std::less<>>& fields_by_letters() {
  static const auto kByLetters = [] {
    std::map<std::string, std::string, std::less<>> all;
    for (const std::string_view field : kSysmonFields) all.emplace(text::letters_of(field), field);
    return all;
  }();
  return kByLetters;
}

// A value's text, without the quotes of a string.
std::string_view text_of(std::string_view json) {
  return json.size() >= 2 && json.front() == '"' ? json.substr(1, json.size() - 2) : json;
}

bool contains_any_case(std::string_view text, std::string_view lower) {
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                     [](char a, char b) { return text::ascii_lower(a) == b; }) != text.end();
}

bool is_scalar_with_text(std::string_view json) {
  const std::string_view text = text_of(json);
  return !text.empty() && text != "null" && text != "-" && json.front() != '{' && json.front() != '[';
}

// Whether a value may be a time: it begins with a date or counts since 1970. A time of day does not.
bool may_be_time(std::string_view json) {
  constexpr std::ptrdiff_t kFewestDigits = 7;  // 1/1/2026 9:00 AM
  const std::string_view date = text_of(json).substr(0, text_of(json).find(':'));
  return is_scalar_with_text(json) &&
         std::count_if(date.begin(), date.end(), text::is_digit) >= kFewestDigits;
}

// The fields of a record's data, by their own names.
class Data {
 public:
  void add(std::string_view name, std::string_view json) {
    const auto [at, is_new] = fields_.try_emplace(std::string(name), json);
    if (is_new || !is_scalar_with_text(json) || text_of(at->second) == text_of(json)) return;
    if (is_scalar_with_text(at->second)) {
      ambiguous_ = true;
    } else {
      at->second = json;
    }
  }
  bool has(std::string_view name) const {
    const auto at = fields_.find(name);
    return at != fields_.end() && is_scalar_with_text(at->second);
  }
  bool ambiguous() const { return ambiguous_; }

  void write(std::string& out) const {
    std::string_view separator;
    for (const auto& [name, json] : fields_) {
      ((((out += separator) += '"') += name) += "\":") += json;
      separator = ",";
    }
  }

 private:
  std::map<std::string, std::string_view, std::less<>> fields_;
  bool ambiguous_ = false;
};

// A name that begins with that of what contains it, `EventData_UtcTime`: where the field's own begins.
std::optional<std::size_t> begin_of_mark(std::string_view letters) {
  for (const std::string_view mark : {"utctime", "processguid"}) {
    if (!letters.ends_with(mark)) continue;
    const std::size_t begin = letters.size() - mark.size();
    // Other fields of the data end likewise.
    const bool is_other = fields_by_letters().contains(letters) && begin != 0;
    if (!is_other) return begin;
  }
  return std::nullopt;
}

// How a field of the data is spelled. Of several, those of the first way that there is are it: beside `processid`,
// `ProcessID` is that of the service.
enum class Spelling : unsigned char { kOwn, kAlike, kOther };

// Alike are names with capitals or without, with something between words or without, as the mark's.
Spelling spelling_of(std::string_view name, std::string_view field, std::string_view mark) {
  if (name.ends_with(field)) return Spelling::kOwn;
  const auto way = [](std::string_view one) {
    const bool capitals = std::ranges::any_of(one, [](char c) { return text::ascii_lower(c) != c; });
    const bool divided =
        std::ranges::any_of(one, [](char c) { return !text::is_digit(c) && !text::is_ascii_letter(c); });
    return std::pair{capitals, divided};
  };
  return way(name) == way(mark) ? Spelling::kAlike : Spelling::kOther;
}

// Whether a name is that of the service's process, not of the data's: `ProcessID`, `process_id`.
bool is_of_service(std::string_view name) {
  return name.ends_with("ProcessID") || name.ends_with("process_id");
}

}  // namespace

void EventParts::clear() {
  values_.clear();
}

void EventParts::add(std::string_view path, std::string_view json) {
  if (values_.size() >= kMaxValues || path.size() > kMaxPathBytes || json.empty()) return;
  Value value;
  value.json = json;
  std::vector<std::string> names;
  std::size_t last = 0;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    std::string letters = text::letters_of(name);
    if (letters.ends_with("attributes"))
      letters.resize(letters.size() - std::string_view("attributes").size());
    const bool is_form = letters.empty() || std::find(kForms.begin(), kForms.end(), letters) != kForms.end();
    if (!is_form || names.empty()) {
      names.push_back(std::move(letters));
      value.name = text::without_type(name);
      last = begin;
    }
    begin = end + 1;
  }
  value.path = path;
  value.parent = path.substr(0, last);
  value.depth = names.size();
  for (std::size_t i = 0; i < std::min(names.size(), value.tail_sizes.size()); ++i) {
    value.tail.insert(0, names[names.size() - 1 - i]);
    value.tail_sizes[i] = value.tail.size();
  }
  values_.push_back(std::move(value));
}

// Returns the accepted value that the first synonym names; of several the one that is the least deep.
const EventParts::Value* EventParts::part(const std::vector<std::string_view>& synonyms,
                                          Accepts accepts) const {
  for (const std::string_view synonym : synonyms) {
    const Value* found = nullptr;
    for (const Value& value : values_) {
      if (!value.tail.ends_with(synonym) || !accepts(value.json)) continue;
      // A long synonym tells at the end of a longer name; others are one, two or three names.
      constexpr std::size_t kTelling = 6;
      const bool names_it = synonym.size() > kTelling ||
                            std::find(value.tail_sizes.begin(), value.tail_sizes.end(), synonym.size()) !=
                                value.tail_sizes.end();
      if (names_it && (found == nullptr || value.depth < found->depth)) found = &value;
    }
    if (found != nullptr) return found;
  }
  return nullptr;
}

const EventParts::Value* EventParts::what_says_sysmon() const {
  for (const Synonyms* const part_names : {&kProvider, &kChannel}) {
    for (const std::string_view synonym : *part_names) {
      const Value* const value = part({synonym}, is_scalar_with_text);
      if (value != nullptr && contains_any_case(value->json, "sysmon")) return value;
    }
  }
  return nullptr;
}

// Returns the value as an event id, an integer; empty if it is none.
std::string_view EventParts::id_of(const Value& value) {
  std::string_view text = text_of(value.json);
  if (const std::size_t dot = text.find('.');
      dot != std::string_view::npos && text.find_first_not_of('0', dot + 1) == std::string_view::npos)
    text = text.substr(0, dot);
  const bool is_id = !text.empty() && text.size() <= 5 &&
                     std::all_of(text.begin(), text.end(), [](char c) { return text::is_digit(c); });
  return is_id ? text : std::string_view();
}

const EventParts::Value* EventParts::event_id() const {
  for (const std::string_view synonym : kEventId) {
    const Value* const value = part({synonym}, is_scalar_with_text);
    if (value != nullptr && !id_of(*value).empty()) return value;
  }
  return nullptr;
}

bool EventParts::is_titled_connection() const {
  return std::ranges::any_of(values_, [](const Value& value) {
    return value.name_letters() == "title" && contains_any_case(value.json, "network connection");
  });
}

std::optional<std::string_view> EventParts::time() const {
  const Value* const value = part(kTime, may_be_time);
  return value == nullptr ? std::nullopt : std::optional(value->json);
}

bool EventParts::Event::has_part_in(const std::string& path) const {
  const auto first = std::lower_bound(paths.begin(), paths.end(), path);
  if (first != paths.end() && *first == path) return true;
  const auto below = std::lower_bound(first, paths.end(), path + '.');
  return below != paths.end() && below->starts_with(path + '.');
}

std::optional<EventParts::Event> EventParts::event() const {
  Event event;
  // By what is around it, the values.
  std::map<std::string_view, std::vector<const Value*>> siblings;
  for (const Value& value : values_) siblings[value.parent].push_back(&value);
  std::set<std::pair<std::string_view, std::string_view>> read;
  Data data;
  // What is beside a mark is data.
  for (const Value& mark : values_) {
    const auto begin = begin_of_mark(mark.name_letters());
    if (!begin || !is_scalar_with_text(mark.json)) continue;
    const std::string_view prefix = mark.name_letters().substr(0, *begin);
    if (read.size() > kMaxGroups || !read.insert({mark.parent, prefix}).second) continue;
    const bool is_own = mark.name.ends_with("UtcTime") || mark.name.ends_with("ProcessGuid");
    for (const Spelling spelling : {Spelling::kOwn, Spelling::kAlike, Spelling::kOther}) {
      for (const Value* const sibling : siblings[mark.parent]) {
        const Value& value = *sibling;
        if (!value.name_letters().starts_with(prefix)) continue;
        const auto field = fields_by_letters().find(value.name_letters().substr(prefix.size()));
        if (field == fields_by_letters().end()) continue;
        if (spelling_of(value.name, field->second, mark.name) != spelling) continue;
        if (spelling != Spelling::kOwn && data.has(field->second)) continue;
        if ((is_own || spelling == Spelling::kOther) && is_of_service(value.name)) continue;
        data.add(field->second, value.json);
        event.paths.push_back(value.path);
      }
    }
  }
  const bool has_marks = data.has("UtcTime") && (data.has("ProcessGuid") || data.has("SourceProcessGuid") ||
                                                 data.has("SourceProcessGUID"));
  const Value* const sysmon = what_says_sysmon();
  if (!has_marks && (sysmon == nullptr || !(data.has("UtcTime") || data.has("ProcessGuid"))))
    return std::nullopt;
  const Value* const id = event_id();
  if (id == nullptr) return std::nullopt;
  // Other things have an `id`, too, but a rendered text has a title.
  const bool connects = id->name_letters() == "id" && is_titled_connection();
  const Value* const computer = part(kComputer, is_scalar_with_text);
  const Value* const time_created = part(kTime, may_be_time);
  const Value* const user = part(kUser, is_scalar_with_text);
  event.paths.push_back(id->path);
  if (sysmon != nullptr) event.paths.push_back(sysmon->path);
  std::sort(event.paths.begin(), event.paths.end());

  std::string& out = event.json;
  out = R"({"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":)";
  (out += connects ? "3" : id_of(*id)) += R"(,"Channel":"Microsoft-Windows-Sysmon/Operational")";
  if (computer != nullptr) (out += ",\"Computer\":") += computer->json;
  if (time_created != nullptr)
    ((out += R"(,"TimeCreated":{"#attributes":{"SystemTime":)") += time_created->json) += "}}";
  if (user != nullptr) ((out += R"(,"Security":{"#attributes":{"UserID":)") += user->json) += "}}";
  out += "},\"EventData\":{";
  data.write(out);
  out += "}}}";
  event.ambiguous = data.ambiguous();
  return event;
}

}  // namespace firstseen::windows_event
