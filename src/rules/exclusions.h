// Known harmless activity, one entry per line.
//
//   # comments and blank lines are skipped
//   203.0.114.9        # so is this    a value: terms that have it are dropped
//   198.51.96.0/19                     a network: terms with an address in it are dropped
//   host.name: build-* and user.name: svc_build      KQL: matching events are dropped
//   "C:\Tools\sync.exe"                a quoted value, taken literally: for values that look like KQL
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "event/field.h"
#include "event/network_event.h"
#include "firstseen/error.h"
#include "firstseen/named_text.h"
#include "program/compile.h"

namespace firstseen::rules {

class Exclusions {
 public:
  // Parses the texts, adds the fields of their queries to `fields`, and what is doubtful in them to
  // `warnings`. A line that looks like a network and is none, or with a quote that is not closed, is an
  // error.
  static Result<Exclusions> parse(const std::vector<NamedText>& texts, event::FieldSet& fields,
                                  Errors& warnings);

  bool empty() const { return lines_.empty(); }

  // The lines as written, in order.
  const std::vector<std::string>& lines() const { return lines_; }

  // Returns the index of the first line whose query matches the event, no matter which values of repeated fields count.
  std::optional<std::size_t> covers_event(const event::NetworkEvent& event) const;

  // Returns the index of the line that covers the value: the first matching network, else the first
  // equal value. `text` is the plain text of the value; `ip` is the address, if it is one.
  std::optional<std::size_t> covers_value(std::string_view text, const std::optional<IpAddress>& ip) const;

  // Returns the lines that are queries, as written.
  std::vector<std::string> queries() const;

  // The optimized trees of the queries, from which callers collect the slots that they use.
  const std::vector<predicate::Predicate>& trees() const { return trees_; }

 private:
  // `line` is an index into lines_.
  struct Network {
    Cidr range;
    std::size_t line;
  };
  struct Query {
    program::Program program;
    std::size_t line;
  };

  Result<void> add_line(std::string_view line, event::FieldSet& fields, Errors& warnings);

  std::vector<std::string> lines_;
  std::unordered_map<std::string, std::size_t> values_;  // by value, the index into lines_
  std::vector<Network> networks_;
  std::vector<Query> queries_;
  std::vector<predicate::Predicate> trees_;
};

}  // namespace firstseen::rules
