#include "rules/exclusions.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/lines.h"

namespace firstseen::rules {
namespace {

// Whether a line is a query: it has an unquoted colon or comparison.
bool reads_as_query(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && (line[i] == ':' || line[i] == '<' || line[i] == '>')) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<Exclusions> Exclusions::parse(std::string_view text, event::FieldSet& fields,
                                     const std::string& file) {
  Exclusions exclusions;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text::trimmed(text::take_line(text));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (auto added = exclusions.add_line(line, fields, file, number); !added) return fail(added.error());
  }
  return exclusions;
}

Result<void> Exclusions::add_line(std::string_view line, event::FieldSet& fields, const std::string& file,
                                  std::size_t number) {
  const std::size_t index = lines_.size();
  lines_.emplace_back(line);
  if (const auto network = Cidr::parse(line)) {
    networks_.push_back({*network, index});
    return {};
  }
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"') {
    values_.emplace(line.substr(1, line.size() - 2), index);
    return {};
  }
  if (!reads_as_query(line)) {
    values_.emplace(line, index);
    return {};
  }
  auto compiled = program::compile(line, fields);
  if (!compiled) {
    Error error = in_file(compiled.error(), file);
    error.spot.line += number - 1;
    return fail(std::move(error));
  }
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
                               [&](const Query& query) { return query.program.matches(event); });
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
