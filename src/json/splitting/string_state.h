// Whether a byte is within a string of JSON, or within one of Kibana's Dev Tools, which stands between three quotes as it is:
//
//   "message": """{"EventID": 3}"""
#pragma once

namespace firstseen::json::splitting {

class StringState {
 public:
  bool open() const { return part_ != Part::kOutside; }
  bool in_literal() const { return part_ == Part::kLiteral; }

  // Whether the next byte is within the string, and its meaning does not depend on those before it.
  bool plain() const { return part_ == Part::kWithin; }

  // Begins after a quote. `literals`: the string may be one between three quotes.
  void begin(bool literals = false) {
    part_ = literals ? Part::kBegun : Part::kWithin;
    quotes_ = 0;
  }

  void end() { part_ = Part::kOutside; }

  // Adds the next byte, and returns whether it belongs to the string, as its quotes do. REQUIRES: it is open.
  bool add(char c) {
    switch (part_) {
      case Part::kOutside: return false;
      case Part::kBegun:
        part_ = Part::kWithin;
        if (c != '"') return add(c);
        part_ = Part::kEmpty;
        return true;
      case Part::kEmpty: part_ = c == '"' ? Part::kLiteral : Part::kOutside; return c == '"';
      case Part::kWithin:
        if (c == '\\') part_ = Part::kEscaped;
        if (c == '"') part_ = Part::kOutside;
        return true;
      case Part::kEscaped: part_ = Part::kWithin; return true;
      case Part::kLiteral: return add_to_literal(c);
    }
    return false;
  }

 private:
  enum class Part : unsigned char { kOutside, kBegun, kEmpty, kWithin, kEscaped, kLiteral };

  // The last three of a run of quotes end it.
  bool add_to_literal(char c) {
    if (c == '"') {
      if (quotes_ < 3) ++quotes_;
      return true;
    }
    if (quotes_ == 3) part_ = Part::kOutside;
    quotes_ = 0;
    return open();
  }

  Part part_ = Part::kOutside;
  unsigned char quotes_ = 0;  // those just read of a literal, as far as they count
};

}  // namespace firstseen::json::splitting
