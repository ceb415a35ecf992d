// Messages, help and public headers are in plain sentences and in the words of the field: what a text search
// can hold of that.
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "support/source_tree.h"

namespace firstseen {
namespace {

// A phrase, and what is written instead.
struct Phrase {
  std::string_view words;
  std::string_view instead;
};

constexpr Phrase kUnwanted[] = {
    {"is no", "is not a"},
    {"are no", "are not"},
    {"was no", "was not a"},
    {"were no", "were not"},
    {"behind", "after"},
    {"at hand", "current"},
    {"stand", "is, appears"},
    {"stands", "is, appears"},
    {"stood", "was, appeared"},
    {"say", "report, print"},
    {"says", "reports, prints"},
    {"said", "reported"},
    {"tell", "report, print"},
    {"tells", "reports, prints"},
    {"told", "reported"},
    {"hand out", "return, emit"},
    {"hands out", "returns, emits"},
    {"hands to", "passes to"},
    {"as it is", "unchanged"},
    {"what there is", "the rest"},
    {"all there is", "everything"},
    {"so many", "N"},
    {"texts", "documents, lines"},
    {"record text", "document"},
    {"nobody", "unknown, not read"},
    {"mishap", "loss"},
    {"mishaps", "losses"},
    {"fate", "outcome"},
    {"harvest", "result"},
    {"parting", "gap"},
    {"turns round", "negates"},
    {"pass over", "skip"},
    {"passes over", "skips"},
    {"which is then", "and"},
    {"whatever", "any"},
    {"however", "for any"},
    {"wherever", "in any"},
};

// Words in small letters with one space around each. "There is no X" is plain, and gone.
std::string words_of(std::string_view text) {
  std::string words = " ";
  for (const char c : text) {
    const auto letter = static_cast<unsigned char>(c);
    if (std::isalnum(letter) != 0) {
      words += static_cast<char>(std::tolower(letter));
    } else if (words.back() != ' ') {
      words += ' ';
    }
  }
  words += ' ';
  for (const std::string_view plain : {" there is no ", " there are no "}) {
    for (std::size_t at = 0; (at = words.find(plain)) != std::string::npos;)
      words.replace(at, plain.size(), " ");
  }
  return words;
}

std::vector<std::string> faults_of(std::string_view text) {
  const std::string words = words_of(text);
  std::vector<std::string> faults;
  for (const Phrase& phrase : kUnwanted) {
    if (words.find(" " + std::string(phrase.words) + " ") != std::string::npos)
      faults.push_back("not `" + std::string(phrase.words) + "` but " + std::string(phrase.instead));
  }
  return faults;
}

// The string literals of a line of code, without quotes. Raw literals count up to their first quote.
std::vector<std::string> literals_of(std::string_view line) {
  std::vector<std::string> literals;
  const std::size_t code = line.find_first_not_of(' ');
  if (code == std::string_view::npos || line.substr(code).starts_with("//") || line[code] == '#') return {};
  for (std::size_t at = line.find('"'); at != std::string_view::npos; at = line.find('"', at)) {
    if (at > 0 && line[at - 1] == '\'' && at + 1 < line.size() && line[at + 1] == '\'') {
      at += 2;  // the character '"'
      continue;
    }
    std::string literal;
    for (++at; at < line.size() && line[at] != '"'; ++at) {
      if (line[at] == '\\') ++at;
      if (at < line.size()) literal += line[at];
    }
    literals.push_back(std::move(literal));
    if (at < line.size()) ++at;
  }
  return literals;
}

// Names of JSON keys are not sentences: `texts` of the summary is part of its schema.
bool is_sentence(const std::string& literal) {
  return literal.find(' ') != std::string::npos;
}

TEST_CASE("Messages and help are plain sentences", "[house]") {
  test::Complaints complaints;
  std::size_t sentences = 0;
  for (const test::SourceFile& file : test::read_tree()) {
    if (file.is_public) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      for (const std::string& literal : literals_of(file.lines[i])) {
        if (!is_sentence(literal)) continue;
        ++sentences;
        for (const std::string& fault : faults_of(literal))
          complaints.add(file, i + 1, fault + " in " + literal);
      }
    }
  }
  CHECK(complaints.text() == "");
  CHECK(sentences > 500);
}

TEST_CASE("Public headers are plain sentences", "[house]") {
  test::Complaints complaints;
  for (const test::SourceFile& file : test::read_tree()) {
    if (!file.is_public) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      // A sentence may go on in the next line.
      std::string text = file.lines[i];
      if (i + 1 < file.lines.size()) {
        const std::string& next = file.lines[i + 1];
        const std::size_t words = next.find_first_not_of(" /");
        if (words != std::string::npos) text += " " + next.substr(words);
      }
      for (const std::string& fault : faults_of(text)) complaints.add(file, i + 1, fault);
    }
  }
  CHECK(complaints.text() == "");
}

// `--name` at the start of a word.
bool names_option(std::string_view text) {
  for (std::size_t at = 0; (at = text.find("--", at)) != std::string_view::npos; at += 2) {
    const bool starts = at == 0 || text[at - 1] == ' ' || text[at - 1] == '`' || text[at - 1] == '(';
    const bool letter = at + 2 < text.size() && std::isalpha(static_cast<unsigned char>(text[at + 2])) != 0;
    if (starts && letter) return true;
  }
  return false;
}

// Options belong to the command line: the library names members of its requests.
TEST_CASE("Messages of the library name no option of the program", "[house]") {
  test::Complaints complaints;
  for (const test::SourceFile& file : test::read_tree()) {
    if (file.is_public || file.folder == "cli" || file.folder == "output") continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      for (const std::string& literal : literals_of(file.lines[i])) {
        if (names_option(literal)) complaints.add(file, i + 1, literal);
      }
    }
  }
  CHECK(complaints.text() == "");
}

TEST_CASE("The search for unwanted phrases finds them, and nothing else", "[house]") {
  for (const char* const bad :
       {"this is no rule", "more text behind the JSON", "every text at hand", "a literal that stands in it",
        "the file says so", "Whatever it is", "as it is", "the record text", "2 texts", "so many of them"}) {
    CAPTURE(bad);
    CHECK_FALSE(faults_of(bad).empty());
  }
  for (const char* const good :
       {"this is not a rule", "more text after the JSON", "passed over: a.json", "read as text",
        "standard output", "no known shape", "there is no source named x"}) {
    CAPTURE(good);
    CHECK(faults_of(good).empty());
  }
  CHECK(literals_of(R"(  say("a \"b\" c" + x, "d");  // "e)").at(1) == "d");
}

}  // namespace
}  // namespace firstseen
