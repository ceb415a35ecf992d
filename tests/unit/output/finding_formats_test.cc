// The formats of findings: how they are named, and that they are written in pieces.
#include "output/finding_formats.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "archive/file_kind.h"
#include "output/inspection.h"
#include "output/summary.h"
#include "support/read_file.h"

namespace firstseen {
namespace {

HuntResult many_findings(std::size_t count) {
  HuntResult result;
  Finding finding;
  finding.rule_id = finding.rule_name = "r";
  finding.terms = {{"host.name", R"("ws-0001")"}};
  finding.event = std::make_shared<const std::string>("{}");
  result.findings.assign(count, finding);
  return result;
}

}  // namespace

TEST_CASE("finding formats: what firstseen writes is not read as an export") {
  std::vector<std::string_view> markers{output::kSummaryMarker, output::kInspectionMarker};
  for (const output::FindingFormat& format : output::finding_formats()) markers.push_back(format.marker);
  for (const std::string_view marker : markers) {
    CAPTURE(marker);
    const archive::FileKind* const kind = archive::kind_of(marker);
    REQUIRE(kind != nullptr);
    CHECK(kind->name.ends_with("of firstseen"));
  }
}

TEST_CASE("finding formats: no two have a name, an ending or a beginning in common") {
  std::set<std::string_view> seen;
  for (const output::FindingFormat& format : output::finding_formats()) {
    CAPTURE(format.name);
    CHECK(seen.insert(format.name).second);
    CHECK(seen.insert(format.marker).second);
    CHECK(output::find_format(format.name) == &format);
    for (const std::string_view ending : format.endings) {
      CHECK(seen.insert(ending).second);
      for (const std::string compression : {"", ".gz", ".zst"})
        CHECK(output::find_format_of_file("a/b" + std::string(ending) + compression) == &format);
    }
  }
  CHECK(output::find_format("") == nullptr);
  CHECK(output::find_format("xml") == nullptr);
  for (const char* const name : {"", "csv", "a.xml.gz", "a.CSV", "-"}) {
    CAPTURE(name);
    CHECK(output::find_format_of_file(name) == nullptr);
  }
}

TEST_CASE("finding formats: output comes in pieces of whole lines, until no more is wanted") {
  const HuntResult result = many_findings(20'000);
  for (const output::FindingFormat& format : output::finding_formats()) {
    CAPTURE(format.name);
    std::string all;
    int pieces = 0;
    output::write_findings(result, format, {}, [&](std::string_view text) {
      CHECK(text.ends_with('\n'));
      CHECK(text.size() < 300'000);
      all += text;
      ++pieces;
      return true;
    });
    CHECK(pieces > 2);
    CHECK(all.starts_with(format.marker));
    int taken = 0;
    output::write_findings(result, format, {}, [&](std::string_view) { return ++taken < 2; });
    CHECK(taken == 2);
  }
}

TEST_CASE("finding formats: docs/output.md names each with its endings and its beginning") {
  const std::string text = test::read_file(FIRSTSEEN_SOURCE_DIR "/docs/output.md");
  for (const output::FindingFormat& format : output::finding_formats()) {
    std::string row = "| `" + std::string(format.name) + "` | ";
    for (const std::string_view ending : format.endings) row += "`" + std::string(ending) + "` ";
    row += "| `" + std::string(format.marker) + "` |\n";
    CAPTURE(row);
    CHECK(text.find(row) != std::string::npos);
  }
}

}  // namespace firstseen
