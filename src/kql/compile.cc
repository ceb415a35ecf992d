#include "kql/compile.h"

#include "kql/optimize.h"
#include "kql/parser.h"
#include "kql/typing.h"

namespace firstseen::kql {

Result<Compiled> compile(std::string_view query, event::FieldSet& fields, const CompileOptions& options,
                         std::string_view file) {
  const QueryText text{query, file};
  const auto ast = parse(text);
  if (!ast) return fail(ast.error());
  auto typed = type(*ast, text, fields, options.suggest_fields);
  if (!typed) return fail(std::move(typed.error()));
  Compiled compiled;
  compiled.written = std::move(typed->tree);
  compiled.tree = optimize(compiled.written, options.internal_networks);
  compiled.program = Program::program_from(compiled.tree);
  compiled.warnings = std::move(typed->warnings);
  return compiled;
}

}  // namespace firstseen::kql
