// From the text of a query to a program: lex, parse, type, optimize, program.
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
  // Join every positive or negated group of addresses in which the query lists all three networks of RFC
  // 1918.
  std::vector<Cidr> internal_networks;
  // Name the ECS field that an unknown one may be meant for; it takes a fraction of a millisecond for each.
  bool suggest_fields = true;
};

struct Compiled {
  predicate::Predicate
      written;                // as typing made it, without internal_networks: for explaining, see Typed::tree
  predicate::Predicate tree;  // optimized: for the prefilter, and to be joined with filters
  Program program;            // of the optimized tree
  std::vector<Error> warnings;
};

// Compiles a query and adds its fields to `fields`. `file` is where the query stands, for errors.
Result<Compiled> compile(std::string_view query, event::FieldSet& fields, const CompileOptions& options = {},
                         std::string_view file = {});

}  // namespace firstseen::program
