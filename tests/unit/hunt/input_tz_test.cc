// Times without a zone in the zone of --input-tz, unless a column's name has one.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "support/hunting.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

std::string first_seen(const std::string& column, const std::string& time) {
  const test::TemporaryFolder folder;
  const std::string table =
      column +
      ",DeviceId,DeviceName,ActionType,RemoteIP,RemotePort,LocalIP,LocalPort,Protocol,InitiatingProcessId,"
      "InitiatingProcessFileName\n" +
      time + ",d,ws-1,ConnectionSuccess,203.0.114.7,445,10.0.0.5,50000,Tcp,4,System\n";
  HuntRequest request = test::request_for({folder.write("a.csv", table)});
  request.input_tz = "Europe/Berlin";
  const HuntResult result = test::run(request);
  return result.findings.size() == 1 ? result.findings.front().first_seen.to_string() : "";
}

}  // namespace

TEST_CASE("input-tz: a zone in the time or in the name of its column comes first") {
  CHECK(first_seen("Timestamp", "\"3/2/2026, 9:15:00.123 AM\"") == "2026-03-02T08:15:00.123Z");
  CHECK(first_seen("\"Timestamp [UTC]\"", "\"3/2/2026, 9:15:00.123 AM\"") == "2026-03-02T09:15:00.123Z");
  CHECK(first_seen("\"Timestamp [UTC]\"", "2026-03-02 09:15:00.123") == "2026-03-02T09:15:00.123Z");
  CHECK(first_seen("\"Timestamp [UTC]\"", "2026-03-02T09:15:00.123Z") == "2026-03-02T09:15:00.123Z");
  CHECK(first_seen("Timestamp", "2026-03-02T09:15:00.123+02:00") == "2026-03-02T07:15:00.123Z");
}

}  // namespace firstseen
