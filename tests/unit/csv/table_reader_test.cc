// Tables as documents: each row a line of input and a line of what it is read as.
#include "csv/table_reader.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "json/document.h"
#include "support/table.h"

namespace firstseen {
namespace {

using namespace std::string_literals;

constexpr std::size_t kMaxRow = 4096;

bool is_known(const std::vector<std::string>& names) {
  return names.front() == "Time" || names.front() == "Other";
}

// What is read of a file: documents with their line, from 1; `!` what may be lost; `?` how often something was odd, and
// where first.
class Read final : public csv::RowSink {
 public:
  // Gives the reader so many bytes more at a time.
  Read(std::string_view file, std::size_t at_a_time, std::size_t max_row = kMaxRow) {
    auto header = csv::header_of(file);
    REQUIRE(header);
    csv::TableReader reader(*header, is_known, max_row);
    bytes::Buffer out;
    std::size_t begin = 0;
    std::size_t end = std::min(file.size(), std::max(at_a_time, header->end));
    while (begin < file.size()) {
      std::size_t size = 0;
      const std::size_t used =
          reader.read(file.substr(begin, end - begin), end == file.size(), out, size, *this);
      REQUIRE((used > 0 || end < file.size()));
      for (const Span& span : spans_)
        documents.push_back(std::string(out.data() + span.begin, span.end - span.begin));
      spans_.clear();
      begin += used;
      offset_ += used;
      lines_ += reader.lines();
      end = std::min(file.size(), end + at_a_time);
    }
  }

  std::string print() const {
    std::string text;
    for (std::size_t i = 0; i < documents.size(); ++i)
      text += std::to_string(places[i].second + 1) + " " + documents[i] + "\n";
    for (const std::string& loss : losses) text += "! " + loss + "\n";
    for (const auto& [what, first] : flaws)
      text += "? " + what + " " + std::to_string(first.first) + " " + std::to_string(first.second + 1) + "\n";
    return text;
  }

  std::vector<std::string> documents;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> places;  // offset and line
  std::vector<std::string> losses;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> flaws;  // count, line

 private:
  struct Span {
    std::size_t begin;
    std::size_t end;
  };

  void document(std::size_t begin, std::size_t end, std::uint64_t offset, std::uint64_t line) override {
    spans_.push_back({begin, end});
    places.emplace_back(offset_ + offset, lines_ + line);
  }
  void loss(std::uint64_t, std::uint64_t line, csv::RowFinder::Loss loss) override {
    losses.push_back((loss == csv::RowFinder::Loss::kTooLong ? "too long " : "unclosed ") +
                     std::to_string(lines_ + line + 1));
  }
  void flaw(std::uint64_t, std::uint64_t line, std::string_view what) override {
    ++flaws.try_emplace(std::string(what), 0, lines_ + line).first->second.first;
  }

  std::vector<Span> spans_;
  std::uint64_t offset_ = 0;
  std::uint64_t lines_ = 0;
};

struct Case {
  const char* name;
  std::string file;
  std::string read;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases{
      {"a row", "a,b,c\n1,2,3\n", R"(2 {"a":"1","b":"2","c":"3"}
)"},
      {"the last line has no end", "a,b\n1,2", R"(2 {"a":"1","b":"2"}
)"},
      {"CRLF, a mark, blank lines, and lines with nothing",
       "\xef\xbb\xbf\r\na,b\r\n\r\n1,2\r\n,\r\n \r\n3,4\r\n",
       R"(4 {"a":"1","b":"2"}
7 {"a":"3","b":"4"}
)"},
      {"CR alone", "a,b\r1,2\r\"3\r\n\",4\r", R"(2 {"a":"1","b":"2"}
3 {"a":"3\u000d\u000a","b":"4"}
)"},
      {"semicolons", "a;b;d\n1;2,5;\"3;4\"\n", R"(2 {"a":"1","b":"2,5","d":"3;4"}
)"},
      {"tabs", "a\tb\n1\t\"2\t3\"\n", R"(2 {"a":"1","b":"2\u00093"}
)"},
      {"quoted delimiters, line ends and doubled quotes", "a,b\n\"1,\"\"x\"\"\r\ny\",2\n\"\",\"3\"\n",
       R"(2 {"a":"1,\"x\"\u000d\u000ay","b":"2"}
4 {"b":"3"}
)"},
      {"only blanks follow a closing quote", "a,b\n\"1\" ,\"2\"  \n", R"(2 {"a":"1","b":"2"}
)"},
      {"blanks around cells do not count, those within them do", "a, b ,c\n1,  2 , \" 3 \" \n x y  , ,z\n",
       R"(2 {"a":"1","b":"2","c":" 3 "}
3 {"a":"x y","c":"z"}
)"},
      {"a quote after a blank opens a cell of several lines", "a, b, c\n1, \"2\n, \"\"x\"\"\", 3\n",
       R"(2 {"a":"1","b":"2\u000a, \"x\"","c":"3"}
)"},
      {"a quote after a blank that nothing closes", "a, b, c\n1, \"2, 3\n4, 5, 6\n",
       R"(2 {"a":"1","b":"\"2","c":"3"}
3 {"a":"4","b":"5","c":"6"}
? bad_quote 1 2
)"},
      {"texts that are kept from being formulas",
       "a,b,c,d\n\"=\"\"445\"\"\",=\"4\",\"=\"\"x \"\"\"\"y\"\"\"\"\"\"\",=\"\"\n'=1+1,'-x,'@y,\"'\t1\"\n"
       "'a',=1+1,=\",'\n",
       R"(2 {"a":"445","b":"4","c":"x \"y\""}
3 {"a":"=1+1","b":"-x","c":"@y","d":"\u00091"}
4 {"a":"'a'","b":"=1+1","c":"=\"","d":"'"}
)"},
      {"numbers that are kept as text", "a,b,c\n'445,'4.5 x,'4'\n",
       R"(2 {"a":"445","b":"4.5 x","c":"'4'"}
)"},
      {"lists of scalars",
       "a,b,c\n\"[\"\"x,y\"\",\"\"\\u0041\\n\"\"]\",\"['x', 'y']\",[4]\n[],\"[1.5, null, true]\",['x']\n",
       R"(2 {"a":["x,y","\u0041\n"],"b":["x", "y"],"c":[4]}
3 {"a":[],"b":[1.5, null, true],"c":["x"]}
)"},
      {"other texts in brackets",
       "a,b,c\n[x],[::1],\"['x', \"\"it's\"\"]\"\n\"['\\x']\",['it's'],[01]\n"
       "\"[{\"\"k\"\":1}]\",[[1]],\"[\"\"x\\y\"\"]\"\n[1,'[',] [\n",
       R"(2 {"a":"[x]","b":"[::1]","c":"['x', \"it's\"]"}
3 {"a":"['\\x']","b":"['it's']","c":"[01]"}
4 {"a":"[{\"k\":1}]","b":"[[1]]","c":"[\"x\\y\"]"}
5 {"a":"[1","b":"'['","c":"] ["}
)"},
      {"what JSON escapes", "a,b\nC:\\x,\"{\"\"k\"\":\"\"v\\n\"\"}\"\n",
       R"(2 {"a":"C:\\x","b":"{\"k\":\"v\\n\"}"}
)"},
      {"a quote within an unquoted cell is text", "a,b\nx\"y\",2\n", R"(2 {"a":"x\"y\"","b":"2"}
)"},
      {"lines of Excel and of PowerShell", "sep=;\na;b\n1;2\n", R"(3 {"a":"1","b":"2"}
)"},
      {"each of several files",
       "#TYPE A.B\r\n\"Time\",\"b\"\r\n\"1\",\"2\"\r\n\xef\xbb\xbf#TYPE "
       "A.B\r\n\"Time\",\"b\"\r\n\"3\",\"4\"\r\n",
       R"(3 {"Time":"1","b":"2"}
6 {"Time":"3","b":"4"}
)"},
      {"another header of known columns",
       "Time,b\n1,2\n\xef\xbb\xbf"
       "Other;x;y\n3;4;5\nTime,b\n6,7\n",
       R"(2 {"Time":"1","b":"2"}
4 {"Other":"3","x":"4","y":"5"}
6 {"Time":"6","b":"7"}
)"},
      {"names of nothing else begin no table", "Time,b\nx,y\n", R"(2 {"Time":"x","b":"y"}
)"},
      {"empty and repeated names", "a,,a\n1,2,3\n", R"(2 {"a":"1","column 2":"2","a":"3"}
? repeated_column 1 1
? unnamed_column 1 1
)"},
      {"ragged rows", "a,b\n1\n1,2,3,,5\n", R"(2 {"a":"1"}
3 {"a":"1","b":"2","column 3":"3","column 5":"5"}
? ragged_row 2 2
)"},
      {"an open quote costs one row", "a,b,c\n1,\"2,3\n4,5,6\n7,\"8\",9\n",
       R"(2 {"a":"1","b":"\"2","c":"3"}
3 {"a":"4","b":"5","c":"6"}
4 {"a":"7","b":"8","c":"9"}
? bad_quote 1 2
)"},
      {"at the end too", "a,b,c\n1,\"2,3\n4,5,6\n", R"(2 {"a":"1","b":"\"2","c":"3"}
3 {"a":"4","b":"5","c":"6"}
? bad_quote 1 2
)"},
      {"quotes that are not doubled", "a,b\n1,\"C:\\x y\" -k \"z\"\n2,\"C:\\x y\" -k\n3,4\n",
       R"(2 {"a":"1","b":"C:\\x y\" -k \"z"}
3 {"a":"2","b":"\"C:\\x y\" -k"}
4 {"a":"3","b":"4"}
? bad_quote 2 2
)"},
      {"what closed the quote may have opened another", "a,b,c,d\n1,\"2,3,4\n5,\",6\",7,8\n",
       R"(2 {"a":"1","b":"\"2","c":"3","d":"4"}
3 {"a":"5","b":",6","c":"7","d":"8"}
? bad_quote 1 2
)"},
      {"no line tells", "a,b,c\n1,\"2\nx\ny\n", R"(2 {"a":"1","b":"\"2"}
3 {"a":"x"}
4 {"a":"y"}
! unclosed 2
? bad_quote 1 2
? ragged_row 3 2
)"},
      {"lines within a cell are no rows, no matter what they look like", "a,b,c\n1,\"2\n4,5,6\n7,8,9\",3\n",
       R"(2 {"a":"1","b":"2\u000a4,5,6\u000a7,8,9","c":"3"}
)"},
      {"lines of JSON", "a,b\n{\"k\":1,\"l\":[\"2\"]}\n1,2\n", R"(2 {"k":1,"l":["2"]}
3 {"a":"1","b":"2"}
)"},
      {"values as Discover shows them",
       "@timestamp,event.type,host.ip,process.pid,user.name,my.number\n"
       "\"Mar 2, 2026 @ 09:15:00.123\",\"start, connection\",\"10.0.0.1, "
       "::1\",\"1,234\",\"1,234\",\"5,678.5\"\n"
       "-, - ,(null),(empty),(blank),-\nx,end,-,\"-12,345,678\",-,\"1,23\"\n"
       "y,\"[\"\"start\"\"]\",'-,[],'-,\"'-1,234\"\n",
       R"(2 {"@timestamp":"Mar 2, 2026 @ 09:15:00.123","event.type":["start","connection"],"host.ip":["10.0.0.1","::1"],"process.pid":["1234"],"user.name":"1,234","my.number":["5678.5"]}
4 {"@timestamp":"x","event.type":"end","process.pid":["-12345678"],"my.number":"1,23"}
5 {"@timestamp":"y","event.type":["start"],"process.pid":[],"my.number":["-1234"]}
)"},
  };
  return kCases;
}

}  // namespace

TEST_CASE("csv: rows are documents, no matter how many bytes come at a time") {
  for (const Case& one : cases()) {
    for (std::size_t at_a_time = 1; at_a_time <= one.file.size() + 1; ++at_a_time) {
      CAPTURE(one.name, one.file, at_a_time);
      REQUIRE(Read(one.file, at_a_time).print() == one.read);
    }
  }
}

TEST_CASE("csv: what is a header") {
  for (const auto& [head, names] : {
           std::pair{"Time,Host,Port\n"s, "Time|Host|Port"s},
           std::pair{"\"Time [UTC]\";\"b\"\r\n1;2"s, "Time [UTC]|b"s},
           std::pair{"a\tb\n"s, "a|b"s},
           std::pair{" \n#TYPE x\nsep=,\n_raw\n"s, "_raw"s},
           std::pair{"\"'@timestamp\",\"it's\"\n"s, "@timestamp|it's"s},
           std::pair{",a,b\n"s, "|a|b"s},
           std::pair{"2026-03-02T09:15:00Z,a\n"s, ""s},
           std::pair{"a,1\n"s, ""s},
           std::pair{"{\"a\":1,\"b\":2}\n"s, ""s},
           std::pair{"a,\"b\n"s, ""s},
           std::pair{"a,<b>\n"s, ""s},
           std::pair{"a," + std::string(200, 'b') + "\n", ""s},
           std::pair{"a," + std::string(70'000, ' ') + "\n", ""s},
           std::pair{"\n\n"s, ""s},
           std::pair{""s, ""s},
       }) {
    CAPTURE(head.substr(0, 100));
    const auto header = csv::header_of(head);
    std::string got;
    if (header) {
      for (const std::string& name : header->names) got += (&name == header->names.data() ? "" : "|") + name;
    }
    CHECK(got == names);
  }
}

TEST_CASE("csv: a row longer than a document may be is cut, and named") {
  const std::string file =
      "a,b\n1," + std::string(50, 'x') + "\n3,\"" + std::string(30, 'y') + "\nz\nzz\n5,6\n";
  for (std::size_t at_a_time = 1; at_a_time < file.size() + 2; ++at_a_time) {
    const Read read(file, at_a_time, 20);
    CAPTURE(at_a_time, read.print());
    // Documents longer than the bound are told by who reads them.
    REQUIRE(read.documents.size() == 5);
    CHECK(read.documents.back() == R"({"a":"5","b":"6"})");
    CHECK(read.documents[0].size() > 20);
    CHECK(read.documents[1].size() > 20);
  }
}

TEST_CASE("csv: tables of any text are read as the plain twin reads them", "[differential]") {
  std::mt19937 random(4180);
  const std::vector<std::string> pieces{"a",
                                        "\"",
                                        ",",
                                        ";",
                                        "\t",
                                        "\n",
                                        "\r\n",
                                        "\r",
                                        "\\",
                                        " ",
                                        "é",
                                        "\x01",
                                        "{\"k\":1}",
                                        "",
                                        "",
                                        "203.0.114.9",
                                        std::string(40, 'x')};
  for (int round = 0; round < 3000; ++round) {
    const char delimiter = ",;\t"[random() % 3];
    const bool quote_all = random() % 3 == 0;
    const std::string line_end = random() % 2 == 0 ? "\n" : "\r\n";
    const test::Cells names{"c1x", "", "c3", "c4", "c3"};
    const std::size_t columns = 2 + random() % 4;
    const test::Cells header(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(columns));
    // A second name, as one alone is no table.
    std::string file =
        test::row_of(columns == 2 ? test::Cells{"c1x", "c2"} : header, delimiter, quote_all) + line_end;
    for (std::size_t left = random() % 8; left > 0; --left) {
      const bool ragged = random() % 8 == 0;  // on one line, since the next one could be a row
      test::Cells cells(ragged ? 1 + random() % 6 : columns);
      for (std::string& cell : cells) {
        for (std::size_t n = random() % 4; n > 0; --n) cell += pieces[random() % pieces.size()];
        if (ragged) std::erase(cell, '\n');
      }
      if (cells[0].starts_with("{\"") || cells[0].starts_with('\r')) cells[0].insert(0, "1");
      file += test::row_of(cells, delimiter, quote_all) + line_end;
    }
    if (random() % 2 == 0) file.resize(file.size() - line_end.size());
    auto rows = test::read_plainly(file, delimiter);
    const test::Cells read_names = rows.front().cells;
    std::vector<std::string> expected;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const std::string document = rows[i].document(read_names);
      if (document.empty() || rows[i].cells == read_names) continue;
      expected.push_back(document);
      places.emplace_back(rows[i].offset, rows[i].line);
    }
    const std::size_t at_a_time = 1 + random() % 50;
    CAPTURE(file, at_a_time);
    const Read read(file, at_a_time);
    REQUIRE(read.documents.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const auto got = json::parse_document(read.documents[i]);
      const auto wanted = json::parse_document(expected[i]);
      REQUIRE(got);
      REQUIRE(wanted);
      REQUIRE(json::to_json(*got) == json::to_json(*wanted));
    }
    REQUIRE(read.places == places);
    REQUIRE(read.losses.empty());
  }
}

TEST_CASE("csv: rows end where they end, no matter how a damaged file comes", "[differential]") {
  std::mt19937 random(15);
  const std::string bytes = "ab1,,,\"\"\"\n\n\r;{  ='[]";
  for (int round = 0; round < 20'000; ++round) {
    std::string file = "a,b,c\n";
    for (std::size_t n = random() % 80; n > 0; --n) file += bytes[random() % bytes.size()];
    const std::size_t max_row = 5 + random() % 60;
    const std::string whole = Read(file, file.size(), max_row).print();
    const std::size_t at_a_time = 1 + random() % 40;
    CAPTURE(file, at_a_time, max_row);
    REQUIRE(Read(file, at_a_time, max_row).print() == whole);
  }
}

TEST_CASE("csv: quotes cost linear time, whatever they are", "[bounds]") {
  const auto seconds = [](const std::string& line, std::size_t lines) {
    std::string file = "a,b,c\n";
    for (std::size_t i = 0; i < lines; ++i) file += line;
    const auto begin = std::chrono::steady_clock::now();
    const Read read(file, file.size(), 16 * 1024 * 1024);
    CHECK(read.documents.size() > 0);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  for (const std::string line : {"x,\"y\n", "\"\n", "x,\"y,\"z\n", "\"x\"y\n", "x,\"y\"z,1\n",
                                 "\"a,\"b,\"c,\"d\n", "\"\"\"\n", "[1,2\n", "=\"x,[\"],\n", " \"x, \"y\n"}) {
    CAPTURE(line);
    CHECK(seconds(line, 400'000) < 5.0);
  }
  CHECK(seconds("x" + std::string(100'000, '"') + ",\"" + std::string(99'999, '"'), 10) < 5.0);
  CHECK(seconds(std::string(1'000'000, '[') + "]," + std::string(1'000'000, ' ') + "x,]\n", 3) < 5.0);
  std::string opens = "1";
  for (int i = 0; i < 100'000; ++i) opens += ",\"x";
  CHECK(seconds(opens + "\n", 3) < 5.0);
}

}  // namespace firstseen
