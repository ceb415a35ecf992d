// KQL, from text to program. Of every text:
//
//   - it is a query, or an error that names a place in the text and is safe for a terminal;
//   - a query that is printed as KQL parses to the same tree;
//   - compiling it twice gives the same program;
//   - the program passes those events that a plain walk over the parsed query passes.
#include "event/network_event.h"
#include "fuzz/support/bytes.h"
#include "fuzz/support/promise.h"
#include "kql/lexer.h"
#include "kql/parser.h"
#include "program/compile.h"
#include "support/kql/query.h"
#include "support/kql/random.h"
#include "support/kql/tree_walker.h"

namespace firstseen::kql {
namespace {

constexpr int kEvents = 8;

void check_print(const Ast& ast, std::string_view text) {
  const std::string printed = as_query(ast);
  if (printed.size() > kMaxQueryBytes) return;  // value lists are written out
  const auto again = parse({printed, {}});
  fuzz::promise(again.has_value(), "a printed query is one", text);
  fuzz::promise_same(print(ast), print(*again), "a printed query is the same query", text);
}

void check_events(const Ast& ast, const program::Program& program, const event::FieldSet& fields,
                  std::string_view text) {
  std::mt19937 random = fuzz::random_of(text);
  RandomEvent events(random, fields, words_of(text));
  for (int i = 0; i < kEvents; ++i) {
    const event::NetworkEvent& event = events.next();
    fuzz::promise(program.matches(event) == TreeWalker(ast, event).matches(),
                  "the program agrees with a walk over the tree", text);
  }
}

void check_compiled(const Ast& ast, const QueryText& query) {
  program::CompileOptions options;
  options.suggest_fields = false;
  event::FieldSet fields;
  const auto compiled = program::compile(query.text, fields, options, query.file);
  if (!compiled) return fuzz::promise_place(compiled.error(), query.text);
  for (const Error& warning : compiled->warnings) fuzz::promise_place(warning, query.text);
  const auto again = program::compile(query.text, fields, options, query.file);
  fuzz::promise_same(compiled->program.print(fields), again->program.print(fields),
                     "compiling again gives the same program", query.text);
  check_events(ast, compiled->program, fields, query.text);
}

}  // namespace
}  // namespace firstseen::kql

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  const std::string_view text = fuzz::text_of(data, size);
  const kql::QueryText query{text, "query"};
  const auto ast = kql::parse(query);
  if (!ast) {
    fuzz::promise_place(ast.error(), text);
    return 0;
  }
  kql::check_print(*ast, text);
  kql::check_compiled(*ast, query);
  return 0;
}
