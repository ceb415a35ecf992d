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

// Splunk's export ends with a line without a result.
SourceTable splunk_close() {
  SourceTable table{"", "splunk-close", {}, {}, {}};
  table.control = true;
  table.marks.all = {key("preview"), key("lastrow"), no(key("result"))};
  return table;
}

}  // namespace

std::vector<SourceTable> control_tables() {
  return tables_of(bulk_action("index"), bulk_action("create"), bulk_action("update"), bulk_action("delete"),
                   splunk_close());
}

std::vector<json::Wrapper> builtin_wrappers() {
  using json::Wrap;
  return {
      {"_source", Wrap::kRecord, ""},          // a search hit, a line of elasticdump
      {"fields", Wrap::kRecord, "_index"},     // a search hit with `fields`
      {"hits.hits", Wrap::kRecords, ""},       // a search response
      {"records", Wrap::kRecords, ""},         // an Event Hub body
      {"Results", Wrap::kRecords, ""},         // Defender's advanced hunting API
      {"results", Wrap::kRecords, ""},         // Microsoft Graph, Splunk
      {"result", Wrap::kRecord, ""},           // Splunk's export
      {"data", Wrap::kRecords, "pagination"},  // SentinelOne's API
      {"message", Wrap::kText, ""},            // the vendor's JSON as an agent shipped it
      {"event.original", Wrap::kText, ""},
  };
}

}  // namespace firstseen::sources::tables
