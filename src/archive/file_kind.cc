#include "archive/file_kind.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/ascii.h"
#include "text/lines.h"
#include "text/utf8.h"

namespace firstseen::archive {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxPrefixBytes = 512;  // that a log writes before an object

constexpr std::string_view kWithDuckdb =
    "convert it: duckdb -c \"COPY (FROM 'FILE') TO '/dev/stdout' (FORMAT json)\" | firstseen hunt -";
constexpr std::string_view kNoRecords = "it holds no records";
constexpr std::string_view kOwn = "firstseen wrote it; name the exports instead";
constexpr std::string_view kRule = "use it as a rule, and name the exports instead";

std::string_view without_mark(std::string_view head) {
  if (head.starts_with(text::kByteOrderMark)) head.remove_prefix(text::kByteOrderMark.size());
  return head;
}

std::string_view first_line(std::string_view head) {
  return text::without_cr(text::line_at(without_mark(head), 0).text);
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_program_of_windows(std::string_view head) {
  return head.starts_with("MZ") && has(head.substr(0, 64), "\0"sv);
}

bool is_web_page(std::string_view head) {
  const std::string begin = text::lowered(std::string(without_mark(head).substr(0, 15)));
  return begin.starts_with("<!doctype html") || begin.starts_with("<html");
}

// Rules of Elastic: a table of TOML, or a line of an export of rules.
bool is_toml_rule(std::string_view head) {
  const std::string_view line = first_line(head);
  return (line == "[metadata]" || line == "[rule]") && has(head, "rule_id = ");
}

bool is_json_rule(std::string_view head) {
  const std::string_view line = first_line(head);
  return line.starts_with('{') && has(line, "\"rule_id\"") && has(line, "\"risk_score\"") &&
         has(line, "\"severity\"") && !has(line, "@timestamp");
}

bool is_sigma_rule(std::string_view head) {
  return !without_mark(head).starts_with('{') && has(head, "\nlogsource:") && has(head, "\ndetection:") &&
         has(head, "title:");
}

// A tar archive ends with two blocks of zeros, and is written in pieces of twenty.
bool is_empty_tar(std::string_view head) {
  constexpr std::size_t kBlocks = 1024;
  return head.size() >= kBlocks && head.size() < kKindHeadBytes &&
         head.find_first_not_of('\0') == std::string_view::npos;
}

// Whether an object or array begins with `text`. In programs and settings, brackets enclose other
// things.
bool begins_json(std::string_view text) {
  const bool object = text.starts_with('{');
  if (!object && !text.starts_with('[')) return false;
  text.remove_prefix(1);
  // Quotes are doubled within the cells of a table.
  if (object && text.starts_with("\"\"") && !text.starts_with("\"\":")) return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n");
  if (next == std::string_view::npos) return true;
  return (object ? "\"}"sv : "{[]\""sv).find(text[next]) != std::string_view::npos;
}

// `text` begins with the line.
bool is_record_line(std::string_view line, std::string_view text) {
  std::size_t at = 0;
  while (at < line.size() && has(" \t,\0\f\x1e\xef\xbb\xbf"sv, line.substr(at, 1))) ++at;
  if (line.substr(at).starts_with("<Event") || begins_json(text.substr(at))) return true;
  // Behind the prefix of a log there is an object with a key, or an event.
  for (at = line.find_first_of("{<", at + 1); at < std::min(line.size(), kMaxPrefixBytes);
       at = line.find_first_of("{<", at + 1)) {
    if (!has(" \t:]>=|", line.substr(at - 1, 1))) continue;
    const std::string_view rest = line.substr(at);
    const bool object = rest.size() > 1 && rest[0] == '{' && rest[1] != '}' && begins_json(rest);
    if (object || rest.starts_with("<Event ")) return true;
  }
  return false;
}

struct Reason {
  std::string_view name;
  std::string_view plural;
};

constexpr std::array<Reason, 10> kReasons{{{kSkippedHidden, "hidden files"},
                                           {kSkippedLink, "symbolic links"},
                                           {kSkippedHardLink, "hard links"},
                                           {kSkippedSpecial, "pipes, devices or sockets"},
                                           {kSkippedNoBytes, "empty files"},
                                           {kSkippedNoMember, "empty archives"},
                                           {kSkippedOther, "files without a line of JSON"},
                                           {kSkippedTable, "tables of unknown columns"},
                                           {kSkippedOutput, "outputs of this run"},
                                           {kSkippedRepeated, "further names of files that are read"}}};

}  // namespace

const std::vector<FileKind>& file_kinds() {
  static const std::vector<FileKind> rows{
      {"a Windows event log", "Windows event logs", "convert it: evtx_dump -o jsonl FILE | firstseen hunt -",
       "ElfFile\0"sv},
      {"a Windows event log of the old format", "Windows event logs of the old format",
       "convert it to EVTX: wevtutil epl FILE NEW.evtx /lf:true", "LfLe", 4},
      {"a Parquet file", "Parquet files", kWithDuckdb, "PAR1"},
      {"an Avro file", "Avro files", "convert it: avro-tools tojson FILE | firstseen hunt -", "Obj\1"},
      {"an Arrow file", "Arrow files", "convert it to NDJSON first", "ARROW1"},
      {"an SQLite database", "SQLite databases",
       "convert a table of it: sqlite3 -json FILE 'SELECT * FROM TABLE' | firstseen hunt -",
       "SQLite format 3\0"sv},
      {"a RAR archive", "RAR archives", "unpack it: unrar p -inul FILE | firstseen hunt -", "Rar!\x1a\x07", 0,
       nullptr, true},
      {"a cabinet", "cabinets", "unpack it first: cabextract FILE", "MSCF\0\0\0\0"sv, 0, nullptr, true},
      {"an empty tar archive", "empty tar archives", "check how it was made", "", 0, is_empty_tar, true},
      {"a PNG image", "PNG images", kNoRecords, "\x89PNG\r\n"},
      {"a JPEG image", "JPEG images", kNoRecords, "\xff\xd8\xff"},
      {"a GIF image", "GIF images", kNoRecords, "GIF8"},
      {"a PDF document", "PDF documents", kNoRecords, "%PDF-"},
      {"a program of Linux", "programs of Linux", kNoRecords,
       "\x7f"
       "ELF"},
      {"a program of Windows", "programs of Windows", kNoRecords, "", 0, is_program_of_windows},
      {"a packet capture", "packet captures", kNoRecords, "\xd4\xc3\xb2\xa1"},
      {"a packet capture", "packet captures", kNoRecords, "\xa1\xb2\xc3\xd4"},
      {"a packet capture", "packet captures", kNoRecords, "\x0a\x0d\x0d\x0a"},
      {"a registry hive", "registry hives", kNoRecords, "regf"},
      {"a web page", "web pages", "download the export again; this may be a page of an error", "", 0,
       is_web_page},
      {"findings of firstseen", "files of findings of firstseen", kOwn, R"({"schema":"firstseen.finding/)"},
      {"findings of firstseen", "files of findings of firstseen", kOwn,
       "rule.id,rule.name,severity,risk_score,terms,"},
      {"findings of firstseen", "files of findings of firstseen", kOwn, "first seen (UTC)"},
      {"a summary of firstseen", "summaries of firstseen", kOwn, R"({"schema":"firstseen.summary/)"},
      {"an inspection of firstseen", "inspections of firstseen", kOwn, R"({"schema":"firstseen.inspection/)"},
      {"a rule of Elastic", "rules of Elastic", kRule, "", 0, is_toml_rule},
      {"rules of Elastic", "files of rules of Elastic", kRule, "", 0, is_json_rule},
      {"a Sigma rule", "Sigma rules", "convert it to a rule of Elastic, and name the exports instead", "", 0,
       is_sigma_rule},
  };
  return rows;
}

// Whether records begin in the second line, or after some with hardly a byte: magic bytes that were put before an export must
// not hide it.
bool precedes_records(const FileKind& kind, std::string_view head) {
  constexpr std::size_t kHardlyAny = 2;
  const std::string_view first = text::take_line(head);
  // Lines of rules are JSON, too.
  if (kind.matches != nullptr && first.starts_with('{')) return false;
  while (!head.empty() && head.find('\n') <= kHardlyAny) text::take_line(head);
  return begins_json(head) && (kind.magic.empty() || !head.starts_with(kind.magic));
}

const FileKind* kind_of(std::string_view head) {
  head = head.substr(0, kKindHeadBytes);
  const std::string_view unmarked = without_mark(head);
  for (const FileKind& kind : file_kinds()) {
    const std::string_view at = unmarked.substr(std::min(kind.offset, unmarked.size()));
    const bool matches = kind.matches != nullptr ? kind.matches(head) : at.starts_with(kind.magic);
    if (matches && !precedes_records(kind, unmarked)) return &kind;
  }
  return nullptr;
}

bool has_record_line(std::string_view head) {
  head = head.substr(0, kKindHeadBytes);
  // Behind so many blanks or lost blocks anything may begin.
  if (head.size() == kKindHeadBytes && head.find_first_not_of(" \t\r\n\0"sv) == std::string_view::npos)
    return true;
  while (!head.empty()) {
    const std::string_view text = head;
    if (is_record_line(text::take_line(head), text)) return true;
  }
  return false;
}

std::string_view plural_of(std::string_view reason) {
  for (const FileKind& kind : file_kinds()) {
    if (kind.name == reason) return kind.plural;
  }
  for (const Reason& row : kReasons) {
    if (row.name == reason) return row.plural;
  }
  return reason;
}

}  // namespace firstseen::archive
