#include "program/compile.h"

#include <iterator>

#include "kql/intent.h"
#include "kql/parser.h"
#include "kql/translation.h"
#include "predicate/typing.h"
#include "program/optimize.h"

namespace firstseen::program {

Result<Compiled> compile(std::string_view query, event::FieldSet& fields, const CompileOptions& options,
                         std::string_view file) {
  const kql::QueryText text{query, file};
  const auto ast = kql::parse(text);
  if (!ast) {
    Error error = ast.error();
    if (const auto meant = kql::as_kql(query)) error.hint = "did you mean `" + *meant + "`?";
    return fail(std::move(error));
  }
  auto typed = predicate::type(*ast, text, fields, options.suggest_fields);
  if (!typed) return fail(std::move(typed.error()));
  Compiled compiled;
  compiled.written = std::move(typed->tree);
  compiled.tree = optimize(compiled.written, options.internal_networks);
  compiled.program = Program::program_from(compiled.tree);
  compiled.warnings = kql::doubtful_parts(text, *ast);
  std::move(typed->warnings.begin(), typed->warnings.end(), std::back_inserter(compiled.warnings));
  compiled.unknown_fields = std::move(typed->unknown_fields);
  return compiled;
}

}  // namespace firstseen::program
