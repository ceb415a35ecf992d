// `--exclude FILE`: what an analyst knows to be harmless, one line each.
//
//   # comments and blank lines are passed over
//   203.0.114.9                        a value: terms that have it are dropped
//   198.51.96.0/19                     a network: terms with an address in it are dropped
//   host.name: build-* and user.name: svc_build      KQL: matching events are dropped
//   "C:\Tools\sync.exe"                a value in quotes, as it stands: for values that would read as KQL
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "event/field.h"
#include "event/network_event.h"
#include "firstseen/error.h"
#include "program/compile.h"

namespace firstseen::rules {

class Exclusions {
 public:
  // Reads the lines of `text`, the content of `file`, and adds the fields of their queries to `fields`.
  static Result<Exclusions> parse(std::string_view text, event::FieldSet& fields, const std::string& file);

  bool empty() const { return lines_.empty(); }

  // The lines, as written, in order.
  const std::vector<std::string>& lines() const { return lines_; }

  // The first line whose query the event passes.
  std::optional<std::size_t> covers_event(const event::NetworkEvent& event) const;

  // The first line that names the value; `text` is the value's plain text, `ip` the address when it is one.
  std::optional<std::size_t> covers_value(std::string_view text, const std::optional<IpAddress>& ip) const;

  // The lines that are queries, as written.
  std::vector<std::string> queries() const;

  // Slots that the queries ask for.
  const std::vector<predicate::Predicate>& trees() const { return trees_; }

 private:
  struct Network {
    Cidr range;
    std::size_t line;
  };
  struct Query {
    program::Program program;
    std::size_t line;
  };

  Result<void> add_line(std::string_view line, event::FieldSet& fields, const std::string& file,
                        std::size_t number);

  std::vector<std::string> lines_;
  std::unordered_map<std::string, std::size_t> values_;
  std::vector<Network> networks_;
  std::vector<Query> queries_;
  std::vector<predicate::Predicate> trees_;
};

}  // namespace firstseen::rules
