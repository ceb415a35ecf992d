// Where inspect and normalize write to, and what they do not write over.
#include "cli/outputs.h"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "cli/commands/hunt_command.h"
#include "cli/commands/inspect_command.h"
#include "cli/commands/normalize_command.h"
#include "cli/exit_status.h"
#include "support/captured_output.h"
#include "support/read_file.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using Run = int (*)(const cli::Options&);

// A folder with an input, in which commands run and say what they say.
class Case {
 public:
  Case() {
    options_.inputs = {folder_.write("in.ndjson", record())};
    options_.quiet = true;
    options_.threads = 1;
  }

  static std::string record() { return test::shapes().front().render(test::connections(1).front()) + "\n"; }

  cli::Options options() const { return options_; }
  std::string path(const std::string& name) const { return folder_.path(name); }

  // The status, and what goes to standard output.
  std::pair<int, std::string> run(Run command, const cli::Options& options) const {
    int status = 0;
    {
      const test::CapturedOutput out(STDOUT_FILENO, path("out"));
      const test::CapturedOutput messages(STDERR_FILENO, path("messages"));
      status = command(options);
    }
    const std::string text = test::read_file(path("out"));
    std::filesystem::remove(path("out"));
    return {status, text};
  }

 private:
  test::TemporaryFolder folder_;
  cli::Options options_;
};

}  // namespace

TEST_CASE("outputs: -o has what goes to standard output without it") {
  const Case folder;
  for (const Run command : {cli::commands::inspect_command, cli::commands::normalize_command}) {
    cli::Options options = folder.options();
    const auto [status, text] = folder.run(command, options);
    REQUIRE(status == cli::kDone);
    REQUIRE_FALSE(text.empty());
    options.output = folder.path("file");
    CHECK(folder.run(command, options) == std::pair{0, std::string()});
    CHECK(test::read_file(options.output) == text);
    options.output = "-";
    CHECK(folder.run(command, options) == std::pair{0, text});
    std::filesystem::remove(folder.path("file"));
  }
}

TEST_CASE("outputs: only an inspection as JSON is replaced without --overwrite") {
  const Case folder;
  for (const auto& [command, format, replaced] :
       {std::tuple{Run{cli::commands::inspect_command}, "json", true},
        std::tuple{Run{cli::commands::inspect_command}, "", false},
        std::tuple{Run{cli::commands::normalize_command}, "", false}}) {
    CAPTURE(format, replaced);
    cli::Options options = folder.options();
    options.format = format;
    options.output = folder.path("file");
    CHECK(folder.run(command, options).first == cli::kDone);
    CHECK(folder.run(command, options).first == (replaced ? cli::kDone : cli::kNotRun));
    std::ofstream(options.output) << "notes";
    CHECK(folder.run(command, options).first == cli::kNotRun);
    CHECK(test::read_file(options.output) == "notes");
    options.overwrite = true;
    CHECK(folder.run(command, options).first == cli::kDone);
    CHECK(test::read_file(options.output) != "notes");
    std::filesystem::remove(options.output);
  }
}

TEST_CASE("outputs: complete is true exactly for status 0 and 1, and the number of findings comes last") {
  const test::TemporaryFolder folder;
  const std::string good = folder.write("good.ndjson", Case::record());
  const std::string broken = folder.write("broken.ndjson", Case::record() + "{\"a\":}\n");
  struct Row {
    std::vector<std::string> inputs;
    bool strict = false;
    bool exit_code = false;
    std::string output;
    int status;
  };
  for (const Row& row : std::vector<Row>{
           {{good}, false, false, "", 0},
           {{good}, false, true, "", 1},
           {{broken}, false, false, "", 0},
           {{broken}, true, false, "", 3},
           {{good, folder.path("missing")}, false, true, "", 3},
           {{folder.path("missing")}, false, false, "", 2},
           {{good}, false, false, "/dev/full", 4},
           {{folder.write("unknown.ndjson", "{\"a\":1}\n")}, false, false, "", 3},
           {{folder.write("empty.ndjson", "")}, false, false, "", 3},
       }) {
    CAPTURE(row.inputs, row.strict);
    cli::Options options;
    options.inputs = row.inputs;
    options.query = "*";
    options.strict = row.strict;
    options.exit_code = row.exit_code;
    options.overwrite = true;
    options.outputs = {"ndjson=" + (row.output.empty() ? folder.path("out") : row.output)};
    options.summary_json = folder.path("summary");
    for (const char* const name : {"summary", "summary.incomplete", "messages"})
      std::filesystem::remove(folder.path(name));
    {
      const test::CapturedOutput messages(STDERR_FILENO, folder.path("messages"));
      CHECK(cli::commands::hunt_command(options) == row.status);
    }
    const bool kept = std::filesystem::exists(folder.path("summary.incomplete"));
    CHECK(kept == (row.status == 2 || row.status == 4));
    const std::string summary = test::read_file(folder.path(kept ? "summary.incomplete" : "summary"));
    CHECK((summary.find("\"complete\":true") != std::string::npos) == (row.status <= 1));
    const std::string said = test::read_file(folder.path("messages"));
    const std::size_t last = said.rfind('\n', said.size() - 2);
    CHECK(said.substr(last + 1).starts_with("findings:  "));
    CHECK((said.find("NOT COMPLETE") != std::string::npos) == (row.status > 1));
  }
}

TEST_CASE("outputs: below a directory that is read, none is an input") {
  const Case folder;
  const std::string below = folder.path("below");
  std::filesystem::create_directory(below);
  std::ofstream(below + "/in.ndjson") << Case::record();
  for (const std::string name : {"n.tar.ndjson", "n.json", "n.json.gz"}) {
    for (const bool repeated : {false, true}) {
      CAPTURE(name, repeated);
      cli::Options options = folder.options();
      options.inputs = {below};
      options.output = below + "/" + name;
      options.overwrite = repeated;
      // The second run would replace events, which it cannot tell from an export.
      CHECK(folder.run(cli::commands::normalize_command, options).first ==
            (repeated ? cli::kNotRun : cli::kDone));
    }
    const std::string text = test::read_file(below + "/" + name);
    if (!name.ends_with(".gz")) CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    std::filesystem::remove(below + "/" + name);
  }
  cli::Options options = folder.options();
  options.inputs = {below};
  const test::CapturedOutput messages(STDERR_FILENO, folder.path("messages"));
  {
    const test::CapturedOutput out(STDOUT_FILENO, below + "/out.ndjson");
    CHECK(cli::commands::normalize_command(options) == cli::kDone);
  }
  const std::string text = test::read_file(below + "/out.ndjson");
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("outputs: an input is never replaced, nor is an output opened where there is no folder") {
  const Case folder;
  for (const Run command : {cli::commands::inspect_command, cli::commands::normalize_command}) {
    cli::Options options = folder.options();
    options.overwrite = true;
    options.output = folder.path("./in.ndjson");
    CHECK(folder.run(command, options).first == cli::kNotRun);
    CHECK(test::read_file(options.output) == Case::record());
    options.output = folder.path("missing/file");
    CHECK(folder.run(command, options).first != cli::kDone);
  }
}

}  // namespace firstseen
