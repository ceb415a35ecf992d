// What options ask of a hunt.
#include "cli/request.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <tuple>

#include "cli/commands/hunt_command.h"
#include "cli/exit_status.h"
#include "support/captured_output.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::TemporaryFolder;

HuntRequest resolved(const cli::Options& options) {
  const auto order = cli::resolve_hunt(options);
  REQUIRE(order);
  return order->request;
}

// The first error of options that do not fit; empty if they do.
std::string first_error(const cli::Options& options) {
  const auto order = cli::resolve_hunt(options);
  return order ? "" : to_text(order.error().front());
}

}  // namespace

TEST_CASE("request: what must see every text is not passed over by the prefilter") {
  cli::Options plain;
  plain.inputs = {"a"};
  CHECK(resolved(plain).prefilter);
  CHECK_FALSE(resolved(plain).validate);
  cli::Options options = plain;
  options.validate = true;
  CHECK(resolved(options).validate);
  CHECK_FALSE(resolved(options).prefilter);
  options = plain;
  options.strict = true;
  CHECK(resolved(options).validate);
  CHECK_FALSE(resolved(options).prefilter);
  options = plain;
  options.rejects = "r";
  CHECK_FALSE(resolved(options).prefilter);
  options = plain;
  options.no_prefilter = true;
  CHECK_FALSE(resolved(options).prefilter);
}

TEST_CASE("request: --no-templates leaves every document to the walk") {
  cli::Options options;
  ReadRequest request;
  REQUIRE(cli::fill_read_request(options, request));
  CHECK(request.templates);
  options.no_templates = true;
  REQUIRE(cli::fill_read_request(options, request));
  CHECK_FALSE(request.templates);
}

TEST_CASE("request: normalize gets the rules of -r and -q, and none when neither was typed") {
  const TemporaryFolder folder;
  const std::string bad = folder.write("bad.toml", "[rule");
  struct Row {
    std::vector<std::string> rules;
    std::optional<std::string> query;
    bool skip_bad_rules;
    std::string expected;  // the names of the rules; `-` where it fails
  };
  for (const auto& [rules, query, skip, expected] : std::vector<Row>{
           {{}, {}, false, ""},
           {{"rare-smb-to-internet"}, {}, false, "rare-smb-to-internet,"},
           {{}, "host.name: a", false, "ad-hoc,"},
           {{}, "", false, "-"},
           {{}, " ", false, "-"},
           {{"rare-smb-to-internet"}, "*", false, "rare-smb-to-internet,ad-hoc,"},
           {{bad}, {}, false, "-"},
           {{bad}, {}, true, "-"},  // not every event
           {{bad}, "*", true, "ad-hoc,"},
       }) {
    cli::Options options;
    options.inputs = {"a"};
    options.rules = rules;
    options.query = query;
    options.skip_bad_rules = skip;
    const auto order = cli::resolve_normalization(options);
    CAPTURE(expected, skip);
    CHECK(order.has_value() == (expected != "-"));
    if (!order) continue;
    std::string names;
    for (const Rule& rule : order->request.rules) names += rule.name + ",";
    CHECK(names == expected);
    CHECK(order->request.inputs == options.inputs);
    if (query) CHECK(order->request.rules.back().query == *query);
    if (query) CHECK(order->request.rules.back().type == RuleType::kQuery);
  }
}

TEST_CASE("request: --strict ends with 3 for a malformed text and for a rejected record alike") {
  const TemporaryFolder folder;
  const std::string good = test::shapes().front().render(test::connections(1).front()) + "\n";
  const test::CapturedOutput silence(STDERR_FILENO, "/dev/null");
  for (const auto& [bad, strict, status] :
       {std::tuple{"", true, cli::kDone}, std::tuple{"{\"a\":1,}\n", true, cli::kIncomplete},
        std::tuple{"{\"a\":1,}\n", false, cli::kDone}, std::tuple{"{\"a\":tru}\n", true, cli::kIncomplete},
        std::tuple{R"({"@timestamp":"x","event":{"category":"network","module":"endpoint"}})", true,
                   cli::kIncomplete}}) {
    CAPTURE(bad, strict);
    cli::Options options;
    options.inputs = {folder.write("in.ndjson", good + bad)};
    options.outputs = {"ndjson=" + folder.path("out")};
    options.strict = strict;
    CHECK(cli::commands::hunt_command(options) == status);
  }
}

TEST_CASE("request: an output has the format before its =, else that of its ending, else that of -f") {
  for (const auto& [typed, format, expected, path] : {
           std::tuple{"csv=a", "", "csv", "a"},
           std::tuple{"table=a.csv", "ndjson", "table", "a.csv"},
           std::tuple{"a.txt", "csv", "table", "a.txt"},
           std::tuple{"a.jsonl", "", "ndjson", "a.jsonl"},
           std::tuple{"a", "", "table", "a"},
           std::tuple{"a", "csv", "csv", "a"},
           std::tuple{"-", "ndjson", "ndjson", "-"},
           std::tuple{"a.csv.gz", "", "csv", "a.csv.gz"},
           std::tuple{"a.json.zst", "table", "ndjson", "a.json.zst"},
           std::tuple{"a.gz", "csv", "csv", "a.gz"},
           std::tuple{"csv=a=b.txt", "", "csv", "a=b.txt"},
           std::tuple{"./xml=a", "csv", "csv", "./xml=a"},
           std::tuple{"x=y/z=a.csv", "", "", ""},
           std::tuple{"xml=a", "csv", "", ""},
           std::tuple{"=a", "csv", "", ""},
           std::tuple{"csv=", "csv", "", ""},
       }) {
    CAPTURE(typed, format);
    cli::Options options;
    options.inputs = {"a"};
    options.outputs = {typed};
    options.format = format;
    const auto order = cli::resolve_hunt(options);
    CHECK(order.has_value() == !std::string_view(expected).empty());
    if (!order) continue;
    REQUIRE(order->outputs.size() == 1);
    CHECK(order->outputs.front().format->name == expected);
    CHECK(order->outputs.front().path == path);
  }
}

TEST_CASE("request: the fields of -t are trimmed") {
  cli::Options options;
  options.inputs = {"a"};
  options.query = "*";
  options.terms = " host.name,\tdestination.ip , user.name";
  CHECK(resolved(options).rules.front().terms ==
        std::vector<std::string>{"host.name", "destination.ip", "user.name"});
}

TEST_CASE("request: times before now, windows and networks") {
  const auto error_of = [](std::string cli::Options::*member, const std::string& text) -> std::string {
    cli::Options options;
    options.inputs = {"a"};
    options.*member = text;
    return first_error(options);
  };
  for (const char* const good :
       {"2026-03-01", "2026-03-01T08:30:00Z", "3d", "12h", "now", "today", "yesterday"}) {
    CAPTURE(good);
    CHECK(error_of(&cli::Options::since, good).empty());
    CHECK(error_of(&cli::Options::until, good).empty());
  }
  for (const char* const bad : {"3", "d", "-3d", "tomorrow", "2026-13-01", "3 days"}) {
    CAPTURE(bad);
    CHECK(
        error_of(&cli::Options::since, bad).starts_with("--since " + std::string(bad) + " is not a time\n"));
  }
  for (const char* const bad : {"0d", "-1d", "7", "week"})
    CHECK(error_of(&cli::Options::window, bad).starts_with("-w " + std::string(bad) + " is not a length"));
  cli::Options options;
  options.inputs = {"a"};
  options.since = "1d";
  options.until = "2d";
  CHECK(first_error(options).starts_with("--since 1d is not before --until 2d"));
  options.since = "2d";
  options.until = "1d";
  const HuntRequest request = resolved(options);
  CHECK(request.since->plus(24 * 3600) == *request.until);
  options.internal_networks = {"10.1.2.3/8"};
  CHECK(first_error(options) ==
        "--internal-cidr 10.1.2.3/8 is an address in a network\n  write 10.0.0.0/8 for the network, or "
        "10.1.2.3 "
        "for the address alone");
  options.internal_networks = {"10.0.0.0/8", "10.1.2.3", "10.1.2.3/32", "fd00::/8", "2001:DB8:0::/48"};
  CHECK(resolved(options).internal_networks.size() == 5);
}

TEST_CASE("request: several windows stand in place of one") {
  const auto error_of = [](const std::string& windows, const std::string& window, const std::string& from) {
    cli::Options options;
    options.inputs = {"a"};
    options.windows = windows;
    options.window = window;
    options.from = from;
    return first_error(options);
  };
  CHECK(error_of("7d,1d", "", "").empty());
  CHECK(error_of("7d,", "", "").starts_with("--windows  is not a length of time"));
  CHECK(error_of("7d,week", "", "").starts_with("--windows week is not a length of time"));
  CHECK(error_of("7d", "1d", "").starts_with("--windows takes the place of -w\n  add 1d to --windows"));
  CHECK(error_of("7d", "", "2026-03-01").starts_with("--windows does not go with --from and --to"));
  cli::Options options;
  options.inputs = {"a"};
  options.windows = "7d, 1d,24h";
  options.gap = "36h";
  options.sort = "hosts";
  const HuntRequest request = resolved(options);
  CHECK(request.windows == std::vector<Seconds>{24 * 3600, 7 * 24 * 3600});
  CHECK(request.gap == 36 * 3600);
  CHECK(request.order == FindingOrder::kHosts);
}

TEST_CASE("request: an unknown format of an output is named with those there are") {
  cli::Options options;
  options.inputs = {"a"};
  options.outputs = {"ndjso=d.xml"};
  const auto order = cli::resolve_hunt(options);
  REQUIRE_FALSE(order);
  CHECK(to_text(order.error().front()) ==
        "-o ndjso=d.xml: there is no format named ndjso, only table, ndjson, csv\n  for a file of that name "
        "write "
        "./ndjso=d.xml; did you mean ndjson?");
}

}  // namespace firstseen
