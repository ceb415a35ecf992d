// Wrappers around records, and lines that are not records (docs/sources.md, "Wrappers").
#include "sources/tables/rows.h"
#include "sources/tables/tables.h"

namespace firstseen::sources::tables {
namespace {

// `{"index": {"_index": …}}`: an action line of a bulk body; the next line is the document.
SourceTable bulk_action(const std::string& action) {
  SourceTable table{"", "bulk-" + action, {}, {}, {}};
  table.control = true;
  table.marks.all = {only_key(action), object(action)};
  table.marks.any = {
      {key(action + "._index"), key(action + "._id"), key(action + "._type"), empty_object(action)}};
  return table;
}

// Splunk's export ends with a line without a result, of no other keys: a record may have these, too.
SourceTable splunk_close(const std::string& shape, std::vector<Condition> keys) {
  SourceTable table{"", shape, {}, {}, {}};
  table.control = true;
  table.key_count = keys.size();
  table.marks.all = std::move(keys);
  return table;
}

}  // namespace

std::vector<SourceTable> control_tables() {
  return tables_of(bulk_action("index"), bulk_action("create"), bulk_action("update"), bulk_action("delete"),
                   splunk_close("splunk-close", {key("preview"), key("lastrow")}),
                   splunk_close("splunk-close-offset", {key("preview"), key("offset"), key("lastrow")}));
}

std::vector<json::Wrapper> builtin_wrappers() {
  return {
      {"hits.hits", ""},       // a search response
      {"records", ""},         // an Event Hub body
      {"Results", ""},         // Defender's advanced hunting API
      {"results", ""},         // Microsoft Graph, Splunk
      {"data", "pagination"},  // SentinelOne's API
  };
}

// The index of a hit, and the host and the time of what is around a record.
std::vector<InheritedPath> inherited_paths() {
  std::vector<InheritedPath> all{{"_index", "_index"}};
  for (const char* const host :
       {"host.name", "host.hostname", "agent.hostname", "Computer", "computer", "ComputerName",
        "computer_name", "hostname", "Hostname", "HostName", "HOST", "host", "DeviceName", "MachineName"})
    all.push_back({host, kHostAround});
  for (const char* const time : {"@timestamp", "TimeGenerated", "timestamp", "Timestamp", "time", "_time",
                                 "TimeCreated", "EventTime", "eventTime", "event_time"})
    all.push_back({time, kTimeAround});
  return all;
}

}  // namespace firstseen::sources::tables
