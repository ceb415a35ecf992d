// Makes a test of one type from one literal. Returns nullopt if the literal is invalid for the
// type.
#pragma once

#include <optional>
#include <string_view>

#include "kql/literal.h"
#include "predicate/predicate.h"

namespace firstseen::predicate {

// Fill both sets; the field's type decides which is used. An empty set accepts nothing, such as for
// `port:4.5`.
std::optional<Numbers> number_equal(std::string_view text);
std::optional<Numbers> number_range(kql::RangeOperator op, std::string_view text);

// Accepts `true` and `false`, in lower case as in Elasticsearch.
std::optional<Booleans> boolean_equal(std::string_view text);

// ip_equal() accepts an address or a network in CIDR notation, ip_range() only an address.
std::optional<Ips> ip_equal(std::string_view text);
std::optional<Ips> ip_range(kql::RangeOperator op, std::string_view text);

std::optional<Dates> date_equal(std::string_view text);
std::optional<Dates> date_range(kql::RangeOperator op, std::string_view text);

Texts text_equal(std::string_view text, bool caseless);
TextRange text_range(kql::RangeOperator op, std::string_view text, bool caseless);

// A quoted literal is a phrase; an unquoted one matches any of its words. Empty for a text without
// words. Wildcards are ignored.
Analysed analysed_equal(event::Analyzer analyzer, const kql::Literal& literal);
Analysed analysed_range(event::Analyzer analyzer, kql::RangeOperator op, std::string_view text);
bool is_empty(const Analysed& test);

}  // namespace firstseen::predicate
