#include "kql/lexer.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/kql/tables.h"

namespace firstseen::kql {
namespace {

std::string lexed(std::string_view query) {
  const auto tokens = lex({query, {}});
  return tokens ? print(*tokens) : to_text(tokens.error());
}

void check(const std::vector<PrintRow>& rows) {
  check_prints(lexed, rows);
}

TEST_CASE("KQL: punctuation and white space", "[kql][lexer]") {
  check({
      {"", ""},
      {" \t\r\n\xc2\xa0 ", ""},
      {"a:b", "a | : | b"},
      {" a : b ", "a | : | b"},
      {"a\xc2\xa0:\xc2\xa0"
       "b",
       "a | : | b"},
      {"(a:b)", "( | a | : | b | )"},
      {"a:{b:c}", "a | : | { | b | : | c | }"},
      {"a<1 b<=2", "a | < | 1 b | <= | 2"},
      {"a > 1", "a | > | 1"},
      {"a >= 1", "a | >= | 1"},
      {"a>=1", "a | >= | 1"},
      {"a: -1.5e3", "a | : | -1.5e3"},
  });
}

TEST_CASE("KQL: unquoted literals hold spaces and are trimmed", "[kql][lexer]") {
  check({
      {"a: b c  d ", "a | : | b c  d"},
      {"a:b\tc", "a | : | b\\tc"},
      {"Program Files", "Program Files"},
      {"a:(b c or d e)", "a | : | ( | b c | or | d e | )"},
      {"a:[x], {", "a | : | [x], | {"},
      {"a:=x&y", "a | : | =x&y"},
      {"a:caf\xc3\xa9", "a | : | caf\xc3\xa9"},
  });
}

TEST_CASE("KQL: keywords in any letter case, as words only", "[kql][lexer]") {
  check({
      {"a:b and c:d or not e:f", "a | : | b | and | c | : | d | or | not | e | : | f"},
      {"a:b AND c:d Or NoT e:f", "a | : | b | and | c | : | d | or | not | e | : | f"},
      {"android or organ", "android | or | organ"},
      {"cannot find", "cannot find"},
      {"a:sand and b:x", "a | : | sand | and | b | : | x"},
      {"a:(b)and(c)", "a | : | ( | b | ) | and | ( | c | )"},
      {"\"a\"and\"b\"", "\"a\" | and | \"b\""},
      {"not(a:b)", "not | ( | a | : | b | )"},
      {"not not a", "not | not | a"},
      {"a:b or* c", "a | : | b or* c"},
      {"a:b not c", "a | : | b | not | c"},
      {"a:b and", "a | : | b | and"},
      {"a:b and not", "a | : | b | and | not"},
  });
}

TEST_CASE("KQL: a keyword where an operand may begin, alone, is a value", "[kql][lexer]") {
  check({
      {"a:or", "a | : | \\or"},
      {"a: or b", "a | : | \\or b"},
      {"a:(or or and)", "a | : | ( | \\or | or | \\and | )"},
      {"a:not", "a | : | \\not"},
      {"a:(not)", "a | : | ( | \\not | )"},
      {"and:x", "\\and | : | x"},
      {"and a:b", "and | a | : | b"},
  });
}

TEST_CASE("KQL: quoted literals", "[kql][lexer]") {
  check({
      {R"("")", R"("")"},
      {R"("a b")", R"("a b")"},
      {R"("a\"b\\c")", R"("a\"b\\c")"},
      {R"("a\tb\rc\nd")", R"("a\tb\rc\nd")"},
      {R"("C:\Windows")", R"("C:\\Windows")"},
      {R"("*")", R"("*")"},
      {R"("\u0041\u00e9\u20ac")", "\"A\xc3\xa9\xe2\x82\xac\""},
      {R"("\ud83d\ude00")", "\"\xf0\x9f\x98\x80\""},
      {R"("\ud83d")", "\"\xef\xbf\xbd\""},
      {R"("\ude00x")", "\"\xef\xbf\xbdx\""},
      {R"("\u00")", R"("\\u00")"},
      {"\"a\nb\"", R"("a\nb")"},
      {R"("a and b")", R"("a and b")"},
  });
}

TEST_CASE("KQL: escapes outside quotes", "[kql][lexer]") {
  check({
      {R"(a:\\\(\)\:\<\>\"\*\{\})", R"(a | : | \\\(\)\:\<\>\"\*\{\})"},
      {R"(a:C\:\\Windows\\*.exe)", R"(a | : | C\:\\Windows\\*.exe)"},
      {R"(a:b\tc)", R"(a | : | b\tc)"},
      {R"(a:\u0041\u002a)", R"(a | : | A\*)"},
      {R"(a:b \and c)", R"(a | : | b \and c)"},
      {R"(a:\or)", R"(a | : | \or)"},
      {R"(a:\NOT x)", R"(a | : | \NOT x)"},
      {R"(a:\nothing)", R"(a | : | \nothing)"},
      {R"(a:\order)", "a | : | order"},
      {R"(a:\ b\ )", R"(a | : | \ b\ )"},
      {R"(fo\:o:x)", R"(fo\:o | : | x)"},
  });
}

TEST_CASE("KQL: wildcards are unquoted stars", "[kql][lexer]") {
  struct Case {
    std::string_view query;
    std::size_t wildcards;
    std::string_view text;
  };
  const std::vector<Case> rows{
      {"*", 1, "*"},       {"a*b*", 2, "a*b*"},   {"\"a*\"", 0, "a*"}, {R"(a\*b)", 0, "a*b"},
      {R"(\**)", 1, "**"}, {R"(\u002a)", 0, "*"}, {"a?b", 0, "a?b"},   {"* a *", 2, "* a *"},
  };
  for (const Case& row : rows) {
    CAPTURE(row.query);
    const auto tokens = lex({row.query, {}});
    REQUIRE(tokens);
    REQUIRE(tokens->size() == 2);
    CHECK(tokens->front().literal.wildcards.size() == row.wildcards);
    CHECK(tokens->front().literal.text == row.text);
  }
}

TEST_CASE("KQL: tokens know where they stand", "[kql][lexer]") {
  const auto tokens = lex({R"( a : "b\n" and  c d )", {}});
  REQUIRE(tokens);
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const Token& token : *tokens) places.emplace_back(token.offset, token.length);
  CHECK(places ==
        std::vector<std::pair<std::size_t, std::size_t>>{{1, 1}, {3, 1}, {5, 5}, {11, 3}, {16, 3}, {20, 0}});
}

TEST_CASE("KQL: what the lexer rejects", "[kql][lexer]") {
  check({
      {"a:\"b",
       "1:3: this quote is never closed\n  a:\"b\n    ^~\n  a quote inside a quoted value is written \\\", "
       "a backslash before the closing quote \\\\"},
      {R"("C:\")",
       "1:1: this quote is never closed\n  \"C:\\\"\n  ^~~~~\n  a quote inside a quoted value is written "
       "\\\", "
       "a backslash before the closing quote \\\\"},
      {R"(a:C\Windows)",
       "1:4: this backslash escapes nothing\n  a:C\\Windows\n     ^~\n  a backslash in an unquoted value is "
       "written \\\\"},
      {"a:b\\",
       "1:4: this backslash escapes nothing\n  a:b\\\n     ^\n  a backslash in an unquoted value is written "
       "\\\\"},
      {R"(a:\u12)",
       "1:3: this backslash escapes nothing\n  a:\\u12\n    ^~\n  a backslash in an unquoted value is "
       "written \\\\"},
  });
}

}  // namespace
}  // namespace firstseen::kql
