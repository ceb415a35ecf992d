// Which headers of tables are known.
#include "sources/known_columns.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "sources/tables/tables.h"

namespace firstseen {

TEST_CASE("known columns: those of what tools export, and no others") {
  using Names = std::vector<std::string>;
  const csv::KnownColumns known = sources::known_columns(sources::tables::builtin_tables());
  for (const Names& names : {
           Names{"Timestamp", "DeviceName", "ActionType", "RemoteIP"},
           Names{"TimeGenerated [UTC]", "DeviceId", "ActionType"},
           Names{"timestamp", "device_id", "action_type"},
           Names{"Event Time", "Machine Id", "Computer Name", "Action Type", "Remote IP",
                 "Initiating Process Id"},
           Names{"_time", "host", "_raw"},
           Names{"_raw"},
           Names{"event.time", "event.category", "event.type", "src.process.pid"},
           Names{"objectType", "eventType", "agentUuid", "dstPort"},
           Names{"@timestamp", "event.category", "destination.ip", "agent.type"},
           Names{"@timestamp", "winlog.channel", "winlog.event_id"},
           Names{"RecordNumber", "TimeCreated", "EventId", "Provider", "Channel", "Payload"},
           Names{"Message", "Id", "ProviderName", "TimeCreated", "Properties"},
           Names{"EventID", "UtcTime", "Channel", "Image"},
           Names{"event_type_full", "unique_pid"},
       }) {
    CAPTURE(names.back());
    CHECK(known(names));
  }
  for (const Names& names : {Names{"order", "customer", "amount"}, Names{"time", "event"}, Names{"", ""},
                             Names{"Timestamp", "DeviceName"}, Names{"winlog", "x"}, Names{"Payload", "x"},
                             Names{"event_type_full"}}) {
    CAPTURE(names.back());
    CHECK_FALSE(known(names));
  }
}

}  // namespace firstseen
