// Records, names of files and of members that an attacker wrote, through whole commands: nothing that a
// terminal, a browser or a spreadsheet would act on comes out, and nothing is lost.
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <functional>
#include <set>

#include "cli/command_line.h"
#include "cli/commands/hunt_command.h"
#include "cli/commands/inspect_command.h"
#include "cli/commands/normalize_command.h"
#include "json/document.h"
#include "support/captured_output.h"
#include "support/compress.h"
#include "support/json_string.h"
#include "support/read_file.h"
#include "support/render.h"
#include "support/temporary_folder.h"
#include "text/utf8.h"

namespace firstseen {
namespace {

using test::TemporaryFolder;

// In the middle of each stands what it is about.
const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts{
      "a\x1b[2J\x1b[31mred",           // ANSI
      "a\x1b]0;title\x07",             // OSC: the window's title
      "a\x1b]8;;http://x/\x1b\\link",  // OSC: a link
      "a\x1b]52;c;Y2FsYw==\x07",       // OSC: the clipboard
      "a\xc2\x9b"
      "31m\xc2\x9d"
      "0;x\xc2\x9c",                                    // the same in C1
      "a\x7f\x08\x08z",                                 // over what stands before
      "a\rb\nc\td\x0b\x0c",                             // lines of one's own
      std::string("a\0z", 3),                           // an end that is none
      "a\xe2\x80\xaegpj.exe\xe2\x80\xac",               // right to left
      "a\xe2\x81\xa6z\xe2\x81\xa9\xd8\x9c",             // isolates
      "a\xe2\x80\x8b\xe2\x80\x8d\xef\xbb\xbf\xc2\xad",  // of no width
      "a\xf3\xa0\x81\xa1\xf3\xa0\x81\xbf",              // tags
      "a\xe2\x80\xa8"
      "b\xe2\x80\xa9",  // separators of lines
      "=cmd|' /C calc'!A0",
      "+1+1",
      "-1-1",
      "@SUM(A1)",
      "\t=1+1",
      "\r=1+1",
      "\n=1+1",
      "\xef\xbc\x9d"
      "1+1",
      "\xef\xbc\x8b"
      "1",
      "\xef\xbc\x8d"
      "1",
      "\xef\xbc\xa0"
      "x",  // of full width
      "a;=1+1",
      "a\",=1+1",
      "a,=1+1,\"",
      "a\t=1+1",  // cells of their own
      "<script>alert(1)</script>",
      "a\\u001b[2J",
  };
  return texts;
}

// What a terminal or an editor acts on, or does not show.
bool is_unsafe(std::uint32_t point) {
  const auto within = [&](std::uint32_t from, std::uint32_t to) { return point >= from && point <= to; };
  return point < 0x20 || within(0x7f, 0x9f) || point == 0xad || point == 0x61c || within(0x200b, 0x200f) ||
         within(0x2028, 0x202e) || within(0x2060, 0x206f) || point == 0xfeff || within(0xfe00, 0xfe0f) ||
         within(0xe0000, 0xe01ff);
}

// The first character that must not be there, as text; line feeds may.
std::string first_unsafe(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = text::utf8_sequence_length(text.substr(at));
    const std::uint32_t point = length == 0 ? 0 : text::decode_utf8(text.substr(at, length));
    if (text[at] != '\n' && (length == 0 || is_unsafe(point)))
      return test::json_string(text.substr(at < 200 ? 0 : at - 200, 400)) + " at " + std::to_string(at);
    at += std::max<std::size_t>(length, 1);
  }
  return "";
}

// The cells of a file as a spreadsheet reads them that has this separator.
std::vector<std::string> cells_of(std::string_view csv, char separator) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (c == '"' && quoted && i + 1 < csv.size() && csv[i + 1] == '"') {
      cells.back() += csv[++i];
    } else if (c == '"' && (quoted || cells.back().empty())) {
      quoted = !quoted;
    } else if (!quoted && (c == separator || c == '\n')) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

bool is_formula(std::string_view cell) {
  for (const std::string_view begin :
       {"=", "+", "-", "@", "\t", "\r", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"})
    if (cell.starts_with(begin) && cell != "\r") return true;
  return false;
}

std::string without_carriage_returns(std::string text) {
  for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos;) text.erase(at, 1);
  return text;
}

// Calls `change` with every string of the tree.
void for_each_string(config::Node& node, const std::function<void(config::Node&)>& change) {
  if (node.is(config::Node::Kind::kString)) change(node);
  for (config::Node& item : node.items) for_each_string(item, change);
  for (config::Node::Member& member : node.members) for_each_string(member.value, change);
}

// The record with another text in the place of its string number `which`; nothing when it has no such string.
std::optional<std::string> with_hostile_string(const std::string& record, std::size_t which,
                                               const std::string& text) {
  auto tree = json::parse_document(record);
  std::size_t seen = 0;
  for_each_string(*tree, [&](config::Node& node) {
    if (seen++ == which) node.string = text;
  });
  if (seen <= which) return std::nullopt;
  return json::to_json(*tree);
}

// Every shape's record with every hostile text in the place of each of its strings in turn.
std::string hostile_records() {
  const test::Connection connection = test::connections(1).front();
  std::string lines;
  std::size_t turn = 0;
  for (const test::Shape& shape : test::shapes()) {
    const std::string record = shape.render(connection);
    for (std::size_t which = 0;; ++which) {
      const auto first = with_hostile_string(record, which, hostile_texts()[turn++ % hostile_texts().size()]);
      if (!first) break;
      lines += *first + "\n";
    }
  }
  return lines;
}

// One shape's record from hosts of those names.
std::string hostile_hosts() {
  std::string lines;
  const auto& shape = test::shapes().front();
  test::Connection connection = test::connections(1).front();
  for (const std::string& text : hostile_texts()) {
    connection.host = text;
    lines += shape.render(connection) + "\n";
  }
  return lines;
}

// Beside records: keys, texts that are none, shapes that nobody knows, bytes that are no UTF-8.
std::string hostile_rest() {
  std::string lines = "{\"a\":\x1b[31m}\n\x1b]0;x\x07\n\xff\xfe\n{\"a\":\"\xff\x1b\"}\n";
  for (const std::string& text : hostile_texts()) {
    lines += "{" + test::json_string(text) + ":" + test::json_string(text) + "}\n";
    lines += text + "\n";
  }
  return lines;
}

// A folder of all that, under names that are as bad.
class HostileFolder {
 public:
  HostileFolder() {
    folder_.write("in/" + kName + ".ndjson", hostile_records() + hostile_rest());
    folder_.write("in/hosts.ndjson", hostile_hosts());
    folder_.write("in/=1+1\t.ndjson", hostile_hosts());
    const std::string zip = test::archived(
        "zip", "", {{kName + "/" + kName + ".ndjson", hostile_hosts()}, {"@" + kName + ".gz", "\x1f\x8b"}});
    folder_.write("in/" + kName + ".zip", zip);
    folder_.write("in/cut" + kName + ".zip", zip.substr(0, zip.size() / 2));
    folder_.write("in/" + kName + "/" + kName + ".gz", "\x1f\x8b\x08");
    std::filesystem::create_symlink("nowhere\x1b[2J", folder_.path("in/" + kName + "link"));
  }

  std::vector<std::string> inputs() const {
    return {folder_.path("in"), folder_.path("in/" + kName + "link"), folder_.path("missing" + kName)};
  }

  // What `command` says on standard output and on standard error.
  std::pair<std::string, std::string> said(const std::function<int()>& command) const {
    {
      const test::CapturedOutput out(STDOUT_FILENO, folder_.path("out"));
      const test::CapturedOutput error(STDERR_FILENO, folder_.path("err"));
      command();
    }
    return {content("out"), content("err")};
  }

  std::string path(const std::string& name) const { return folder_.path(name); }
  std::string content(const std::string& name) const { return test::read_file(folder_.path(name)); }

 private:
  // No slash and no NUL; 0xff is no UTF-8.
  const std::string kName =
      "=\x1b]0;x\x07\x1b[2J\xe2\x80\xae\xc2\x9b"
      "1m\xff\n\r";
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("hostile text: nothing in a field, a name or a damaged text acts on who reads a hunt") {
  const HostileFolder folder;
  for (const char* const field :
       {"host.name", "user.name", "process.executable", "event.action", "process.entity_id"}) {
    CAPTURE(field);
    cli::Options options;
    options.inputs = folder.inputs();
    options.query = "*";

    options.terms = field;
    options.validate = true;
    options.summary_json = folder.path("summary");
    options.outputs = {"table=" + folder.path("table"), "csv=" + folder.path("csv"),
                       "ndjson=" + folder.path("ndjson")};
    const auto [none, messages] = folder.said([&] { return cli::commands::hunt_command(options); });
    CHECK(none.empty());
    CHECK(messages.find("not read:") != std::string::npos);
    CHECK(first_unsafe(messages) == "");
    for (const char* const file : {"summary", "table", "ndjson"}) {
      CAPTURE(file);
      CHECK(folder.content(file).size() > 500);
      CHECK(first_unsafe(folder.content(file)) == "");
    }
    const std::string csv = without_carriage_returns(folder.content("csv"));
    CHECK(first_unsafe(csv) == "");
    for (const char separator : {',', ';', '\t'}) {
      const auto cells = cells_of(csv, separator);
      CHECK(cells.size() > 1);
      for (const std::string& cell : cells) {
        CAPTURE(separator, cell);
        CHECK_FALSE(is_formula(cell));
      }
    }
  }
}

TEST_CASE("hostile text: nothing acts on who reads what normalize and inspect say") {
  const HostileFolder folder;
  cli::Options normalize;
  normalize.inputs = folder.inputs();
  for (const bool explain : {false, true}) {
    normalize.explain = explain;
    const auto [out, messages] = folder.said([&] { return cli::commands::normalize_command(normalize); });
    CHECK(out.size() > 10'000);
    CHECK(first_unsafe(out) == "");
    CHECK(first_unsafe(messages) == "");
  }
  cli::Options inspect;
  inspect.inputs = folder.inputs();
  for (const char* const format : {"text", "json"}) {
    inspect.format = format;
    const auto [out, messages] = folder.said([&] { return cli::commands::inspect_command(inspect); });
    CHECK(out.size() > 500);
    CHECK(first_unsafe(out) == "");
    CHECK(first_unsafe(messages) == "");
  }
}

TEST_CASE("hostile text: every one is a term of its own, and comes out whole where it is data") {
  const TemporaryFolder folder;
  cli::Options options;
  options.inputs = {folder.write("in.ndjson", hostile_hosts())};
  options.query = "*";

  options.terms = "host.name";
  options.quiet = true;
  options.outputs = {"ndjson=" + folder.path("findings")};
  {
    const test::CapturedOutput silence(STDERR_FILENO, "/dev/null");
    CHECK(cli::commands::hunt_command(options) == 0);
  }
  std::set<std::string> found;
  std::ifstream findings(folder.path("findings"));
  for (std::string line; std::getline(findings, line);) {
    const auto finding = json::parse_document(line);
    REQUIRE(finding);
    found.insert(std::string(finding->find("terms")->text("host.name")));
  }
  CHECK(found == std::set<std::string>(hostile_texts().begin(), hostile_texts().end()));
}

TEST_CASE("hostile text: neither do names on the command line act") {
  const HostileFolder folder;
  const std::string bad = "-x\x1b[2J\xe2\x80\xae\xff";
  for (const std::vector<const char*>& line : {std::vector<const char*>{"firstseen", "hunt", bad.c_str()},
                                               {"firstseen", bad.c_str()},
                                               {"firstseen", "hunt", "--format", bad.c_str(), "a"},
                                               {"firstseen", "hunt", "--max-line", bad.c_str(), "a"}}) {
    const auto [out, messages] = folder.said(
        [&] { return cli::parse_command_line(static_cast<int>(line.size()), line.data()).exit_status; });
    CHECK_FALSE(messages.empty());
    CHECK(first_unsafe(out + messages) == "");
  }
  for (const std::string& name : {bad, "r/" + bad + ".toml"}) {
    cli::Options options;
    options.inputs = {"in"};
    options.rules = {name};
    const auto [out, messages] = folder.said([&] { return cli::commands::hunt_command(options); });
    CHECK(messages.size() > bad.size());
    CHECK(first_unsafe(out + messages) == "");
  }
}

}  // namespace firstseen
