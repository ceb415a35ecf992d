#include "rules/exclusions.h"

#include <algorithm>
#include <iterator>

#include "file/status.h"
#include "firstseen/rule.h"
#include "text/ascii.h"
#include "text/lines.h"
#include "text/utf8.h"

namespace firstseen::rules {
namespace {

// Calls `visit(offset)` for each character outside of double quotes until it returns true. Returns
// whether a quote is still open at the end.
template <typename Visit>
bool scan(std::string_view line, const Visit& visit) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && visit(i)) {
      return false;
    }
  }
  return quoted;
}

// Whether a line is a query: it has an unquoted colon or comparison.
bool reads_as_query(std::string_view line) {
  bool query = false;
  scan(line, [&](std::size_t i) { return query = line[i] == ':' || line[i] == '<' || line[i] == '>'; });
  return query;
}

// Returns the line without a comment, which begins with a # after a blank.
std::string_view without_comment(std::string_view line) {
  std::size_t end = line.size();
  scan(line, [&](std::size_t i) {
    const bool comment = line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t');
    if (comment) end = i;
    return comment;
  });
  return text::trimmed(line.substr(0, end));
}

bool is_in_quotes(std::string_view line) {
  return line.size() >= 2 && line.front() == '"' && line.back() == '"';
}

// Whether a value is likely meant as an address or a network: digits with dots or colons, and perhaps
// a slash or a dash between two of them.
bool looks_like_network(std::string_view line) {
  const bool only_address_characters =
      line.find_first_not_of("0123456789abcdefABCDEF.:/-") == std::string_view::npos;
  const auto dots = std::count(line.begin(), line.end(), '.');
  const auto colons = std::count(line.begin(), line.end(), ':');
  const bool decimal = line.find_first_not_of("0123456789./-") == std::string_view::npos;
  const bool has_range = line.find('/') != std::string_view::npos;
  return only_address_characters && ((decimal && (dots >= 3 || (dots > 0 && has_range))) || colons >= 2);
}

// Fails if the line is meant as a network and is none, or has host bits, which would hide more than it
// seems to.
Result<std::optional<Cidr>> network_of(std::string_view line) {
  const auto network = Cidr::parse(line);
  if (!network) {
    if (!looks_like_network(line)) return std::nullopt;
    return fail("this is neither an address nor a network",
                "write 203.0.114.9 or 198.51.96.0/19, or a value in double quotes");
  }
  const std::string_view address = line.substr(0, line.find('/'));
  if (IpAddress::parse(address) == network->first) return network;
  return fail("this is an address in a network",
              "write " + network->first.to_string() + std::string(line.substr(address.size())) +
                  " for the network, or " + std::string(address) + " for the address alone");
}

}  // namespace

Result<Exclusions> Exclusions::parse(const std::vector<NamedText>& texts, event::FieldSet& fields,
                                     Errors& warnings) {
  Exclusions exclusions;
  for (const NamedText& named : texts) {
    std::string_view text = named.text;
    if (text.starts_with(text::kByteOrderMark)) text.remove_prefix(text::kByteOrderMark.size());
    // Adds the place of a line to an error, which may have a place within the line.
    std::size_t number = 0;
    const auto at_line = [&](Error error, std::string_view line) {
      if (error.spot.line == 0) error.spot = spot_at(line, 0, line.size());
      if (named.name.empty()) {
        error.member = "exclude";
        return error;
      }
      error.spot.line = number;
      return in_file(std::move(error), named.name);
    };
    while (!text.empty()) {
      const std::string_view line = without_comment(text::take_line(text));
      ++number;
      if (line.empty()) continue;
      Errors doubts;
      if (auto added = exclusions.add_line(line, fields, doubts); !added)
        return fail(at_line(std::move(added.error()), line));
      for (Error& doubt : doubts) warnings.push_back(at_line(std::move(doubt), line));
    }
  }
  return exclusions;
}

Result<void> Exclusions::add_line(std::string_view line, event::FieldSet& fields, Errors& warnings) {
  if (scan(line, [](std::size_t) { return false; }))
    return fail("a quote is not closed", "write \\\" for a quote that is part of the value");
  const auto network = network_of(line);
  if (!network) return fail(network.error());
  const std::size_t index = lines_.size();
  lines_.emplace_back(line);
  if (*network) {
    networks_.push_back({**network, index});
    return {};
  }
  if (is_in_quotes(line)) {
    values_.emplace(line.substr(1, line.size() - 2), index);
    return {};
  }
  if (!reads_as_query(line)) {
    values_.emplace(line, index);
    return {};
  }
  auto compiled = program::compile(line, fields);
  if (!compiled) return fail(std::move(compiled.error()));
  for (Errors* const doubts : {&compiled->warnings, &compiled->unknown_fields})
    std::move(doubts->begin(), doubts->end(), std::back_inserter(warnings));
  trees_.push_back(std::move(compiled->tree));
  queries_.push_back({std::move(compiled->program), index});
  return {};
}

std::vector<std::string> Exclusions::queries() const {
  std::vector<std::string> queries;
  for (const Query& query : queries_) queries.push_back(lines_[query.line]);
  return queries;
}

std::optional<std::size_t> Exclusions::covers_event(const event::NetworkEvent& event) const {
  const auto at = std::find_if(queries_.begin(), queries_.end(),
                               [&](const Query& query) { return query.program.must_match(event); });
  if (at == queries_.end()) return std::nullopt;
  return at->line;
}

std::optional<std::size_t> Exclusions::covers_value(std::string_view text,
                                                    const std::optional<IpAddress>& ip) const {
  if (ip) {
    const auto at = std::find_if(networks_.begin(), networks_.end(), [&](const Network& network) {
      return network.range.first <= *ip && *ip <= network.range.last;
    });
    if (at != networks_.end()) return at->line;
  }
  const auto known = values_.find(std::string(text));
  if (known == values_.end()) return std::nullopt;
  return known->second;
}

}  // namespace firstseen::rules

namespace firstseen {

Result<NamedText> read_exclusions(const std::string& argument) {
  if (const auto status = file::status_of(argument); status && status->kind != file::Kind::kDirectory)
    return read_named_text(argument);
  const std::string_view entry = text::trimmed(argument);
  event::FieldSet fields;
  Errors warnings;
  const bool value = Cidr::parse(entry) || rules::is_in_quotes(entry) || rules::reads_as_query(entry) ||
                     rules::looks_like_network(entry);
  if (!value) {
    return fail(about_member(
        "exclude", argument + " is neither a file nor an address, a network, a quoted value or a query",
        "write a value as '\"" + argument + "\"', a query as 'host.name: " + argument + "'"));
  }
  return NamedText{"", argument};
}

}  // namespace firstseen
