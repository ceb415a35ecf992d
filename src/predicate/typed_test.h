// One literal as a test of one type. Absent: the literal cannot be of that type.
#pragma once

#include <optional>
#include <string_view>

#include "kql/literal.h"
#include "predicate/predicate.h"

namespace firstseen::predicate {

// Both sets are filled: which of them counts is the field's matter. An empty set accepts nothing, as
// `port:4.5`.
std::optional<Numbers> number_equal(std::string_view text);
std::optional<Numbers> number_range(kql::RangeOperator op, std::string_view text);

// `true` or `false`, in lower case as Elasticsearch has it.
std::optional<Booleans> boolean_equal(std::string_view text);

// An address, a network or (equal only) a CIDR.
std::optional<Ips> ip_equal(std::string_view text);
std::optional<Ips> ip_range(kql::RangeOperator op, std::string_view text);

std::optional<Dates> date_equal(std::string_view text);
std::optional<Dates> date_range(kql::RangeOperator op, std::string_view text);

Texts text_equal(std::string_view text, bool caseless);
TextRange text_range(kql::RangeOperator op, std::string_view text, bool caseless);

// Quoted: a phrase; unquoted: any word. Empty for a text without words. Wildcards are not looked at.
Analysed analysed_equal(const kql::Literal& literal);
Analysed analysed_range(kql::RangeOperator op, std::string_view text);
bool is_empty(const Analysed& test);

}  // namespace firstseen::predicate
