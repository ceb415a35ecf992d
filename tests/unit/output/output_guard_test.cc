// Outputs that are refused because they would destroy something.
#include "output/output_guard.h"

#include <unistd.h>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "cli/commands/hunt_command.h"
#include "cli/exit_status.h"
#include "output/finding_formats.h"
#include "output/sink.h"
#include "output/summary.h"
#include "support/captured_output.h"
#include "support/read_file.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

namespace fs = std::filesystem;

// A current directory with an input under several names, and with files of every kind to write over.
class Case {
 public:
  Case() : before_(fs::current_path()) {
    fs::current_path(folder_.path());
    fs::create_directories("exports/deep");
    folder_.write("a.ndjson", "{}\n");
    folder_.write("exports/deep/b.ndjson", "{}\n");
    folder_.write("empty", "");
    folder_.write("notes.txt", "notes\n");
    folder_.write("short", "{");
    folder_.write("old.ndjson", std::string(output::find_format("ndjson")->marker) + "1\"}\n");
    folder_.write("old.csv", std::string(output::find_format("csv")->marker) + "first_seen\r\n");
    folder_.write("old.table", std::string(output::find_format("table")->marker) + "  terms\n");
    folder_.write("old.json", std::string(output::kSummaryMarker) + "1\"}\n");
    fs::create_hard_link("a.ndjson", "hard");
    fs::create_symlink("a.ndjson", "soft");
    fs::create_symlink("notes.txt", "to-notes");
    fs::create_symlink("new", "to-new");
    fs::create_directory_symlink("exports", "to-exports");
  }
  ~Case() { fs::current_path(before_); }
  Case(const Case&) = delete;
  Case& operator=(const Case&) = delete;

 private:
  test::TemporaryFolder folder_;
  fs::path before_;
};

output::PlannedOutput findings(const std::string& path, std::string_view format = "ndjson") {
  return {"-o", "-o x=y", path, "findings", output::find_format(format)->marker};
}
output::PlannedOutput summary(const std::string& path) {
  return {"--summary-json", "--summary-json y", path, "a summary", output::kSummaryMarker};
}
output::PlannedOutput rejects(const std::string& path) {
  return {"--rejects", "--rejects y", path, "rejects", ""};
}

std::string refusal(const std::vector<output::PlannedOutput>& outputs, const std::vector<std::string>& inputs,
                    bool overwrite) {
  const auto checked = output::check_outputs(outputs, {inputs, inputs}, overwrite);
  return checked ? "" : checked.error().message;
}

}  // namespace

TEST_CASE("output guard: no output is an input, by any name, also with --overwrite") {
  const Case folder;
  struct Row {
    output::PlannedOutput output;
    std::string input;
    std::string refusal;
  };
  const std::string of_this_run = " would overwrite an input of this run";
  for (const auto& [output, input, expected] : std::vector<Row>{
           {findings("a.ndjson"), "a.ndjson", "-o a.ndjson" + of_this_run},
           {findings("./a.ndjson"), "a.ndjson", "-o ./a.ndjson" + of_this_run + ": a.ndjson"},
           {findings(fs::absolute("a.ndjson")), "a.ndjson",
            "-o " + fs::absolute("a.ndjson").string() + of_this_run + ": a.ndjson"},
           {findings("hard"), "a.ndjson", "-o hard" + of_this_run + ": a.ndjson"},
           {findings("soft"), "a.ndjson", "-o soft" + of_this_run + ": a.ndjson"},
           {findings("a.ndjson"), "soft", "-o a.ndjson" + of_this_run + ": soft"},
           {findings("to-exports/deep/b.ndjson"), "exports/deep/b.ndjson",
            "-o to-exports/deep/b.ndjson" + of_this_run + ": exports/deep/b.ndjson"},
           {findings("empty"), "empty", "-o empty" + of_this_run},
           {findings("old.ndjson"), "old.ndjson", "-o old.ndjson" + of_this_run},
           {summary("hard"), "a.ndjson", "--summary-json hard" + of_this_run + ": a.ndjson"},
           {rejects("hard"), "a.ndjson", "--rejects hard" + of_this_run + ": a.ndjson"},
           {findings("new"), "a.ndjson", ""},
           {findings("new"), "new", ""},
           {findings("/dev/null"), "/dev/null", ""},
       }) {
    CAPTURE(output.path, input);
    CHECK(refusal({output}, {"exports/deep/b.ndjson", input}, false) == expected);
    CHECK(refusal({output}, {"exports/deep/b.ndjson", input}, true) == expected);
  }
}

TEST_CASE("output guard: no two outputs are one file, also with --overwrite") {
  const Case folder;
  struct Row {
    output::PlannedOutput first;
    output::PlannedOutput second;
    std::string refused;  // `` where both are written
  };
  for (const auto& [first, second, expected] : std::vector<Row>{
           {findings("x.csv"), summary("x.csv"), "-o x.csv and --summary-json x.csv"},
           {findings("x"), findings("./x"), "-o x and -o ./x"},
           {findings("exports/x"), findings("to-exports/x"), "-o exports/x and -o to-exports/x"},
           {findings("to-new"), rejects("new"), "-o to-new and --rejects new"},
           {findings("empty"), findings(fs::absolute("empty")),
            "-o empty and -o " + fs::absolute("empty").string()},
           {findings("hard"), summary("soft"), "-o hard and --summary-json soft"},
           {findings("-"), summary("-"), "-o - and --summary-json -"},
           {findings("-"), findings("x"), ""},
           {findings("x"), summary("y"), ""},
           {findings("exports/x"), summary("x"), ""},
           {findings("missing/x"), summary("missing/y"), ""},
           {findings("/dev/null"), summary("/dev/null"), ""},
       }) {
    CAPTURE(first.path, second.path);
    const std::string text = expected.empty() ? "" : expected + " write the same file";
    CHECK(refusal({first, second}, {}, true) == text);
    CHECK(refusal({first, second}, {}, false) == text);
  }
}

TEST_CASE("output guard: only a file of its own kind is replaced without --overwrite") {
  const Case folder;
  struct Row {
    output::PlannedOutput output;
    std::string refused;  // `` where it is written
  };
  for (const auto& [output, expected] : std::vector<Row>{
           {findings("new"), ""},
           {findings("to-new"), ""},
           {findings("empty"), ""},
           {rejects("empty"), ""},
           {findings("-"), ""},
           {findings("/dev/null"), ""},
           {findings("old.ndjson"), ""},
           {findings("old.csv", "csv"), ""},
           {findings("old.table", "table"), ""},
           {summary("old.json"), ""},
           {findings("notes.txt"), "-o notes.txt exists and is not findings of firstseen"},
           {findings("to-notes"), "-o to-notes exists and is not findings of firstseen"},
           {findings("short"), "-o short exists and is not findings of firstseen"},
           {findings("old.csv"), "-o old.csv exists and is not findings of firstseen"},
           {findings("old.json"), "-o old.json exists and is not findings of firstseen"},
           {findings("old.ndjson", "csv"), "-o old.ndjson exists and is not findings of firstseen"},
           {findings("old.csv", "table"), "-o old.csv exists and is not findings of firstseen"},
           {summary("old.ndjson"), "--summary-json old.ndjson exists and is not a summary of firstseen"},
           {rejects("notes.txt"), "--rejects notes.txt exists and is not empty"},
       }) {
    CAPTURE(output.option, output.path);
    CHECK(refusal({output}, {"a.ndjson"}, false) == expected);
    CHECK(refusal({output}, {"a.ndjson"}, true) == "");
  }
}

TEST_CASE("output guard: what an earlier run wrote below a directory is not an input") {
  const Case in_folder;
  fs::copy_file("old.ndjson", "exports/old.ndjson");
  fs::copy_file("old.ndjson", "exports/deep/as-named.ndjson");
  const std::vector<std::string> inputs{"exports", "exports/deep/as-named.ndjson"};
  const std::vector<std::string> files{"exports/deep/b.ndjson", "exports/old.ndjson",
                                       "exports/deep/as-named.ndjson"};
  for (const bool overwrite : {false, true}) {
    CHECK(output::check_outputs({findings("exports/old.ndjson")}, {inputs, files}, overwrite));
    CHECK_FALSE(output::check_outputs({findings("exports/deep/b.ndjson")}, {inputs, files}, overwrite));
    CHECK_FALSE(
        output::check_outputs({findings("exports/deep/as-named.ndjson")}, {inputs, files}, overwrite));
    CHECK_FALSE(output::check_outputs({rejects("exports/old.ndjson")}, {inputs, files}, overwrite));
  }
}

TEST_CASE("output guard: a compressed file of its own kind is replaced") {
  const Case folder;
  for (const auto& [marker, refused] :
       {std::pair{std::string(output::find_format("csv")->marker), false}, std::pair{std::string(), false},
        std::pair{std::string("notes"), true}}) {
    CAPTURE(marker);
    for (const std::string path : {"c.gz", "c.zst"}) {
      {
        auto file = output::Output::open(path);
        REQUIRE(file);
        file->write(marker);
        REQUIRE(file->finish());
      }
      CHECK(refusal({findings(path, "csv")}, {}, false).empty() == !refused);
      CHECK(refusal({findings(path, "csv")}, {}, true).empty());
    }
  }
}

TEST_CASE("output guard: a file named - is no standard input unless it is an input") {
  const Case folder;
  std::ofstream("-") << "notes";
  CHECK(output::inputs_of({"-"}, {"-"}, {"-"}).files == std::vector<std::string>{"./-", "./-", "-"});
  const auto inputs = output::inputs_of({"a.ndjson"}, {}, {"-"});
  const auto checked = output::check_outputs({findings("./-")}, inputs, true);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().message == "-o ./- would overwrite an input of this run");
}

TEST_CASE("output guard: standard output without an option may be a file below a directory") {
  const Case folder;
  const test::CapturedOutput appended(STDOUT_FILENO, "exports/deep/b.ndjson");
  output::PlannedOutput implied = findings("-");
  implied.option.clear();
  const output::RunInputs below{{"exports"}, {"exports/deep/b.ndjson"}};
  CHECK(output::check_outputs({implied}, below, false));
  const output::RunInputs named{{"exports/deep/b.ndjson"}, {"exports/deep/b.ndjson"}};
  const auto checked = output::check_outputs({implied}, named, false);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().message ==
        "standard output would overwrite an input of this run: exports/deep/b.ndjson");
  CHECK(refusal({implied, summary("exports/deep/b.ndjson")}, {}, true) ==
        "standard output and --summary-json exports/deep/b.ndjson write the same file");
  CHECK(refusal({implied, rejects("/dev/stdout")}, {}, true) ==
        "standard output and --rejects /dev/stdout write the same file");
}

TEST_CASE("output guard: a stream that was redirected to a file is that file") {
  const Case folder;
  const test::CapturedOutput appended(STDOUT_FILENO, "a.ndjson");
  CHECK(refusal({findings("-")}, {"hard"}, true) == "-o - would overwrite an input of this run: hard");
  CHECK(refusal({findings("-"), summary("soft")}, {}, true) ==
        "-o - and --summary-json soft write the same file");
}

TEST_CASE("output guard: hunt spares each file that it reads, with --overwrite too") {
  const Case folder;
  const std::string record = test::shapes().front().render(test::connections(1).front()) + "\n";
  std::ofstream("a.ndjson") << record;
  std::ofstream("exports/deep/b.ndjson") << record;
  fs::create_directory("rules");
  const std::string rule =
      "[rule]\nname = \"r\"\nrule_id = \"r\"\ntype = \"query\"\nlanguage = \"kuery\"\nquery = \"*\"\n";
  std::ofstream("rules/r.toml") << rule;
  std::ofstream("rules/skipped.toml") << "[rule]\nname = \"s\"\nrule_id = \"s\"\ntype = \"eql\"\n";
  std::ofstream("one.toml") << rule;
  std::ofstream("exclude") << "203.0.114.9\n";
  std::ofstream("mapping.toml") << "not read before the refusal";
  cli::Options options;
  options.inputs = {"a.ndjson", "exports"};
  options.rules = {"rules", "one.toml", "rare-smb-to-internet"};
  options.exclude = {"exclude"};
  options.mappings = {"mapping.toml"};
  options.overwrite = true;
  for (const std::string path : {"a.ndjson", "exports/deep/b.ndjson", "rules/r.toml", "rules/skipped.toml",
                                 "one.toml", "exclude", "mapping.toml"}) {
    CAPTURE(path);
    const std::string before = test::read_file(path);
    for (const int which : {0, 1, 2}) {
      cli::Options unlucky = options;
      if (which == 0) unlucky.outputs = {"csv=" + path};
      if (which == 1) unlucky.summary_json = path;
      if (which == 2) unlucky.rejects = path;
      {
        const test::CapturedOutput messages(STDERR_FILENO, "messages");
        CHECK(cli::commands::hunt_command(unlucky) == cli::kNotRun);
      }
      CHECK(test::read_file("messages").find(path + " would overwrite an input of this run\n") !=
            std::string::npos);
      CHECK(test::read_file(path) == before);
      fs::remove("messages");
    }
  }
}

}  // namespace firstseen
