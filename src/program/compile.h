// Compiles the text of a query to a program: lex, parse, type, optimize, generate.
#pragma once

#include <string_view>
#include <vector>

#include "event/field.h"
#include "firstseen/error.h"
#include "firstseen/ip_address.h"
#include "predicate/predicate.h"
#include "program/program.h"

namespace firstseen::program {

struct CompileOptions {
  // Added to every positive or negated group of addresses in which the query lists all three
  // networks of RFC 1918.
  std::vector<Cidr> internal_networks;
  // Warnings name a similar ECS field. Costs a fraction of a millisecond per unknown field.
  bool suggest_fields = true;
};

struct Compiled {
  predicate::Predicate written;  // the output of typing, without internal_networks, for explanations
  predicate::Predicate tree;     // optimized, for the prefilter and for joining with filters
  Program program;               // of the optimized tree
  std::vector<Error> warnings;
  std::vector<Error> unknown_fields;  // one per field that is not in ECS
};

// Compiles a query and adds its fields to `fields`. `file` is the file of the query, for errors.
Result<Compiled> compile(std::string_view query, event::FieldSet& fields, const CompileOptions& options = {},
                         std::string_view file = {});

}  // namespace firstseen::program
