#include "text/similar.h"

#include <catch2/catch_test_macros.hpp>

namespace firstseen::text {
namespace {

TEST_CASE("similar_name: at most two edits") {
  const std::vector<std::string_view> names{"sysmon-wazuh", "sysmon-linux", "ecs"};
  struct Row {
    std::string_view name;
    std::string_view meant;
  };
  const std::vector<Row> rows{
      {"sysmon-wazu", "sysmon-wazuh"},
      {"sysmon-wazhu", "sysmon-wazuh"},
      {"symon-linx", "sysmon-linux"},
      {"ec", "ecs"},
      {"sysmon", "none"},
      {"wazuh", "sysmon-wazuh"},
      {"es", "ecs"},
      {"eks", "ecs"},
      {"exx", "none"},
      {"zu", "none"},
      {"", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(similar_name(row.name, names).value_or("none") == row.meant);
  }
  CHECK_FALSE(similar_name("a", {}));
}

}  // namespace
}  // namespace firstseen::text
