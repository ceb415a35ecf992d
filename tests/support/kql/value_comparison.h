// One value against one literal, read anew each time: the leaves of the tree walker.
#pragma once

#include "event/network_event.h"
#include "kql/ast.h"

namespace firstseen::kql {

struct Comparison {
  const Literal& literal;
  event::FieldType type;  // of the field
  bool pattern;           // the field is a pattern: values have their own types
  bool caseless;
  event::Analyzer analyzer;

  bool equal(const event::Value& value) const;
  bool in_range(RangeOperator op, const event::Value& value) const;

 private:
  bool is_analysed(const event::Value& value) const;
  event::Analyzer analyzer_of(const event::Value& value) const;
  bool text_equal(const event::Value& value) const;
  bool words_equal(const event::Value& value) const;
  bool text_in_range(RangeOperator op, const event::Value& value) const;
};

}  // namespace firstseen::kql
