// A program that embeds firstseen: loads a rule file, hunts records from memory, writes findings as NDJSON, and
// gathers two inputs apart that it merges.
#include <firstseen/firstseen.h>

#include <cstdio>
#include <string>
#include <string_view>

namespace {

// Two hosts whose kernel reaches the same server, as Elastic Defend exports them.
constexpr std::string_view kMonday =
    R"({"@timestamp":"2026-03-02T09:15:00.000Z","event":{"module":"endpoint","category":"network"},)"
    R"("host":{"name":"ws-1","os":{"type":"windows"}},"process":{"pid":4},"network":{"transport":"tcp"},)"
    R"("source":{"ip":"10.0.0.1"},"destination":{"ip":"203.0.114.9","port":445}})"
    "\n";
constexpr std::string_view kTuesday =
    R"({"@timestamp":"2026-03-03T10:00:00.000Z","event":{"module":"endpoint","category":"network"},)"
    R"("host":{"name":"ws-2","os":{"type":"windows"}},"process":{"pid":4},"network":{"transport":"tcp"},)"
    R"("source":{"ip":"10.0.0.2"},"destination":{"ip":"203.0.114.9","port":445}})"
    "\n";

int report(const firstseen::Errors& errors) {
  for (const firstseen::Error& error : errors)
    std::fprintf(stderr, "%s\n", firstseen::to_text(error).c_str());
  return 1;
}

bool print(std::string_view lines) {
  return std::fwrite(lines.data(), 1, lines.size(), stdout) == lines.size();
}

}  // namespace

int main(int argc, char** argv) {
  const auto loaded = firstseen::load_rules({argc > 1 ? argv[1] : "rare-smb-to-internet"});
  if (!loaded) return report(loaded.error());

  // One hunt over records in memory.
  firstseen::HuntRequest request;
  request.rules = loaded->rules;
  request.memory_inputs = {{"monday", kMonday}, {"tuesday", kTuesday}};
  const auto result = firstseen::run_hunt(request);
  if (!result) return report(result.error());
  if (const auto written = firstseen::write_findings(*result, "ndjson", print); !written)
    return report({written.error()});

  // The same in two halves: each day gathered by itself, then merged.
  request.memory_inputs = {{"monday", kMonday}};
  auto monday = firstseen::gather(request);
  if (!monday) return report(monday.error());
  request.memory_inputs = {{"tuesday", kTuesday}};
  auto tuesday = firstseen::gather(request);
  if (!tuesday) return report(tuesday.error());
  if (const auto merged = monday->merge(std::move(*tuesday)); !merged) return report({merged.error()});
  const firstseen::HuntResult both = firstseen::conclude(*monday);

  // One query on one record.
  const auto query = firstseen::Query::compile("destination.port: 445 and host.name: ws-*");
  if (!query) return report({query.error()});
  const auto matches = query->matches(kMonday);
  if (!matches) return report({matches.error()});
  const bool found = result->findings.size() == 1 && both.findings.size() == 1;
  return found && *matches ? 0 : 1;
}
