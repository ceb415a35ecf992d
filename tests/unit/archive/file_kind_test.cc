// What is told from the first bytes of a file, and what is not taken for something else.
#include "archive/file_kind.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "archive/selection.h"
#include "archive/table_head.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/many.h"

namespace firstseen {
namespace {

using namespace std::string_literals;

std::string name_of(const std::string& head) {
  const archive::FileKind* const kind = archive::kind_of(head);
  return kind == nullptr ? "" : std::string(kind->name);
}

}  // namespace

TEST_CASE("file kind: files that are no exports are told by their first bytes") {
  for (const auto& [head, name] : {
           std::pair{"ElfFile\0\1\2"s, "a Windows event log"},
           std::pair{"PAR1\x15\x04"s, "a Parquet file"},
           std::pair{"Obj\1\4"s, "an Avro file"},
           std::pair{"SQLite format 3\0\x10"s, "an SQLite database"},
           std::pair{"Rar!\x1a\x07\x01"s, "a RAR archive"},
           std::pair{"\x89PNG\r\n\x1a\n"s, "a PNG image"},
           std::pair{"\xff\xd8\xff\xe0"s, "a JPEG image"},
           std::pair{"GIF89a"s, "a GIF image"},
           std::pair{"%PDF-1.7\n"s, "a PDF document"},
           std::pair{"\x7f"
                     "ELF\2"s,
                     "a program of Linux"},
           std::pair{"MZ\x90\0\3\0"s, "a program of Windows"},
           std::pair{"<!DOCTYPE html><html>"s, "a web page"},
           std::pair{"[metadata]\ncreation_date = \"2026\"\n[rule]\nrule_id = \"x\"\n"s, "a rule of Elastic"},
           std::pair{
               R"({"id":"1","rule_id":"x","name":"n","risk_score":21,"severity":"low","type":"query"})"s,
               "rules of Elastic"},
           std::pair{"title: x\nlogsource:\n  product: windows\ndetection:\n  a: b\n"s, "a Sigma rule"},
           std::pair{"{\"schema\":\"firstseen.summary/1\""s, "a summary of firstseen"},
           std::pair{"{\"schema\":\"firstseen.inspection/1\""s, "an inspection of firstseen"},
           // What may hold records.
           std::pair{""s, ""},
           std::pair{"text\n"s, ""},
           std::pair{"time,host,destination ip\n1,a,b\n"s, ""},
           std::pair{"MZ is text\n"s, ""},
           std::pair{"one, two\n"s, ""},
           std::pair{"one, two, {3}\n"s, ""},
           std::pair{"a,b,c\n1,2\n"s, ""},
           std::pair{"a,b,c\n{\"d\":1,\"e\":2,\"f\":3}\n"s, ""},
           std::pair{"{\"rule_id\":1,\"risk_score\":2,\"severity\":3,\"@timestamp\":4}\n"s, ""},
           std::pair{"[\n{\"a\":1}]"s, ""},
           std::pair{"<Event xmlns='x'>"s, ""},
       }) {
    CAPTURE(head);
    CHECK(name_of(head) == name);
  }
}

TEST_CASE("file kind: magic bytes in a line before records do not hide them") {
  for (const std::string& magic : {"ElfFile\0\n"s, "%PDF-1.7\n"s, "SQLite format 3\0\r\n"s, "PAR1\n"s,
                                   "{\"schema\":\"firstseen.finding/1\"}\n"s}) {
    CAPTURE(magic);
    CHECK(name_of(magic + "{\"a\":1}\n").empty());
    CHECK(name_of(magic + "[{\"a\":1}]\n").empty());
    CHECK(!name_of(magic + "more\n{\"a\":1}\n").empty());
    CHECK(!name_of(magic + magic).empty());
  }
}

TEST_CASE("file kind: no record of a known shape is taken for something else") {
  for (const std::string& record : test::mixed_records(60)) {
    CAPTURE(record);
    CHECK(name_of(record + "\n") == "");
    CHECK(archive::has_record_line(record + "\n"));
  }
}

TEST_CASE("file kind: every row and every reason has a plural") {
  for (const archive::FileKind& kind : archive::file_kinds()) {
    CAPTURE(kind.name);
    CHECK(kind.plural != kind.name);
    CHECK_FALSE(kind.advice.empty());
    CHECK(kind.magic.empty() == (kind.matches != nullptr));
    CHECK(archive::plural_of(kind.name) == kind.plural);
  }
  CHECK(archive::plural_of(archive::kSkippedHidden) == "hidden files");
}

TEST_CASE("file kind: a file with another name is read if it is packed or has a line of a record") {
  const std::string record = "{\"a\":1}\n";
  for (const auto& [head, reason] : {
           std::pair{record, ""},
           std::pair{"text\n" + record, ""},
           std::pair{" \t\xef\xbb\xbf" + record, ""},
           std::pair{"[{\"a\":1}]"s, ""},
           std::pair{"{\n  \"a\": 1\n}\n"s, ""},
           std::pair{"<14>Mar  2 09:15:00 host tag: " + record, ""},
           std::pair{"<Event xmlns='x'/>"s, ""},
           std::pair{"Mar  2 host tag[1]: <Event xmlns='x'/>"s, ""},
           std::pair{test::compressed("gzip", "text"), ""},
           std::pair{test::compressed("zstd", "text"), ""},
           std::pair{test::compressed("xz", "text"), ""},
           std::pair{test::archived("zip", "", {{"a", "text"}}), ""},
           std::pair{"\xff\xfe{\0\"\0a\0\"\0:\0001\0}\0"s, ""},
           std::pair{std::string(4096, '\0') + record, ""},
           std::pair{std::string(64 * 1024, '\n') + record, ""},
           std::pair{"\"{\"\"a\"\":{},\"\"b\"\":1}\",x\n"s, "a file without a line of JSON"},
           std::pair{"%PDF-1.7\n\n" + record, ""},
           std::pair{std::string(64 * 1024, 'x') + "\n" + record, "a file without a line of JSON"},
           std::pair{"text\n"s, "a file without a line of JSON"},
           std::pair{"[section]\na = 1\n"s, "a file without a line of JSON"},
           std::pair{"int main() {\n  return 0;\n}\n"s, "a file without a line of JSON"},
           std::pair{"\xff\xfet\0e\0x\0t\0"s, "a file without a line of JSON"},
           std::pair{""s, "an empty file"},
           std::pair{"ElfFile\0"s, "a Windows event log"},
       }) {
    CAPTURE(head.substr(0, 100));
    CHECK(archive::why_skipped("name", head, {}) == reason);
  }
}

TEST_CASE("file kind: a table is told by known columns, or by its rows") {
  const csv::KnownColumns known = [](const std::vector<std::string>& names) {
    return names.front() == "known";
  };
  for (const auto& [head, is_table, skipped] : {
           std::tuple{"known,b\n"s, true, ""},
           std::tuple{"known\n"s, true, ""},
           std::tuple{"known,b\n{\"a\":1}\n"s, true, ""},
           std::tuple{"Title\n\nfrom x to y, by z\nknown,b\n1,2\n"s, true, ""},
           std::tuple{"\xef\xbb\xbf" + test::repeated("Title\n", 10) + "known;b\n1;2\n", true, ""},
           std::tuple{test::repeated("Title\n", 11) + "known,b\n1,2\n", false,
                      "a file without a line of JSON"},
           std::tuple{"Title\nother,b\n1,2\n"s, false, "a file without a line of JSON"},
           std::tuple{"Title\nknown\n1\n"s, false, "a file without a line of JSON"},
           std::tuple{"Title\nknown,b\n1\n"s, false, "a file without a line of JSON"},
           std::tuple{"Title\nknown,b\n1,2\nhost app: {\"a\":1}\n"s, false, ""},
           std::tuple{"{\"a\":1}\nknown,b\n1,2\n"s, false, ""},
           std::tuple{"[\nknown,b\n1,2\n"s, false, "a file without a line of JSON"},
           std::tuple{"a,b,c\n1,2,3\nknown,b\n"s, true, "a table of unknown columns"},
           std::tuple{"a,b,c\n1,2,3\n"s, true, "a table of unknown columns"},
           std::tuple{"\xef\xbb\xbf\"a\";\"b\"\r\n1;2\r\n"s, true, "a table of unknown columns"},
           std::tuple{"a\tb\tc\n"s, true, "a table of unknown columns"},
           std::tuple{"a,b\n\"1\n,,\",2\n"s, true, "a table of unknown columns"},
           std::tuple{"a,b\n1,\"{\"\"c\"\":{\"\"d\"\":1}}\"\n"s, true, "a table of unknown columns"},
           std::tuple{"a\tb\n1\t{\"c\":{\"d\":1}}\n"s, false, ""},
           std::tuple{"a,b\n"s, false, "a file without a line of JSON"},
           std::tuple{"a,b,c\n1,2\n"s, false, "a file without a line of JSON"},
           std::tuple{"This file, which has commas,\nis none.\n"s, false, "a file without a line of JSON"},
           std::tuple{"a,b,c\n{\"d\":1,\"e\":2,\"f\":3}\n"s, false, ""},
           std::tuple{"{\"a\":1}\n"s, false, ""},
           std::tuple{"ab\n"s, false, "a file without a line of JSON"},
       }) {
    CAPTURE(head);
    CHECK(archive::table_in(head, known).has_value() == is_table);
    CHECK(archive::why_skipped("name.txt", head, known) == skipped);
    CHECK(archive::why_skipped("NAME.CSV", head, known) == (is_table ? "" : skipped));
  }
}

}  // namespace firstseen
