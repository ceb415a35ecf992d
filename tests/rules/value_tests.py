"""Tests of one value by the type of its field, with values that pass and values beside those."""

import re
from dataclasses import dataclass, field as member

from fields import Impossible, address, as_text, network, number, shown_address, shown_date, span, words


class Wild:
    def __init__(self, shown):
        self.shown = shown

    def __repr__(self):
        return self.shown


STAR = Wild("*")  # any run of characters
ANY = Wild("?")  # one character


def expression(pieces, caseless=False):
    parts = {STAR: ".*", ANY: "."}
    body = "".join(parts[p] if isinstance(p, Wild) else re.escape(p) for p in pieces)
    return re.compile(body, re.S | (re.I if caseless else 0))


def equal(a, b, caseless):
    return a.lower() == b.lower() if caseless else a == b


class Test:
    """A test of one value. `holds` may raise Impossible; `candidates` are values that may pass it."""

    def near(self, field):
        """Values beside those that pass."""
        del field
        return []


@dataclass
class Exists(Test):
    def holds(self, field, value):
        del field, value
        return True

    def candidates(self, field):
        return {"long": [7], "double": [7.5], "boolean": [True], "date": ["2026-03-01T12:00:00.000Z"],
                "ip": ["198.51.100.7", "45.83.64.9", "10.9.8.7", "2a0d:5600::9"],
                }.get(field.type, ["some-value", "other-thing"])

    def __str__(self):
        return "*"


@dataclass
class Equals(Test):
    """KQL's `field: value`, and term, match and match_phrase on fields that are not analysed."""

    text: str
    quoted: bool = True
    caseless: bool = False

    def holds(self, field, value):
        return getattr(self, "in_" + field.type, self.in_keyword)(field, value)

    def in_keyword(self, field, value):
        return equal(as_text(value), self.text, field.caseless or self.caseless)

    def text_words(self, field):
        return words(field, self.text)

    def in_text(self, field, value):
        wanted = self.text_words(field)
        found = words(field, value)
        if not self.quoted:  # a match query: any of the words
            return any(word in found for word in wanted)
        starts = range(len(found) - len(wanted) + 1)
        return bool(wanted) and any(found[i:i + len(wanted)] == wanted for i in starts)

    def in_long(self, field, value):
        wanted = number(self.text)
        if wanted is None:
            raise Impossible(f"{self.text} is not a number")
        return number(value) == wanted

    in_double = in_long

    def in_boolean(self, field, value):
        if self.text not in ("true", "false"):
            raise Impossible(f"{self.text} is not a boolean")
        return as_text(value) == self.text

    def in_ip(self, field, value):
        try:
            first, last = network(self.text)
        except ValueError as error:
            raise Impossible(str(error)) from error
        return first <= address(value) <= last

    def in_date(self, field, value):
        wanted, found = span(self.text), span(value)
        if wanted is None:
            raise Impossible(f"{self.text} is not a date")
        return found is not None and wanted[0] <= found[0] <= wanted[1]

    def in_object(self, field, value):
        return False

    def candidates(self, field):
        if field.type == "ip":
            first, last = network(self.text)
            middle = [first + (last - first) * n // 7 for n in range(1, 7)]
            return [shown_address(ip) for ip in (first + (last > first), *middle, first, last)]
        if field.type in ("long", "double"):
            wanted = number(self.text)
            return [int(wanted) if wanted == int(wanted) else float(wanted)]
        if field.type == "date":
            return [shown_date(ms) for ms in span(self.text)]
        if field.type == "boolean":
            return [self.text == "true"]
        if field.type == "text":
            return [self.text, f"before {self.text} after"]
        return [self.text]

    def near(self, field):
        if field.type == "ip":
            first, last = network(self.text)
            outside = [ip for ip in (first - 1, last + 1) if 0 <= ip < 1 << 128]
            return [shown_address(ip) for ip in (*outside, first, last)]
        if field.type in ("long", "double"):
            wanted = int(number(self.text))
            # A number in quotes is a number; with a sign firstseen counts it as unread (docs/sources.md).
            return [wanted + 1, wanted - 1, *([str(wanted)] if wanted >= 0 else [])]
        if field.type == "date":
            first, last = span(self.text)
            return [shown_date(first - 1), shown_date(last + 1), shown_date(last)]
        if field.type == "text":
            # Every second word, words in the other order, words that are longer.
            parts = self.text.split()
            return [self.text.swapcase(), " ".join(parts[::-1]), " ".join(parts[::2]), self.text + "x",
                    "x" + self.text, self.text.replace(" ", "  - ")]
        if field.type == "boolean":
            return [self.text]
        return [self.text.swapcase(), self.text + "x", self.text[:-1], " " + self.text,
                *([int(self.text)] if re.fullmatch(r"[1-9]\d{0,8}", self.text) else [])]

    def __str__(self):
        return f'"{self.text}"' if self.quoted else self.text


@dataclass
class Words(Equals):
    """A match query: as many of the words as it needs."""

    needed: int | None = None  # None: all

    def in_text(self, field, value):
        wanted, found = self.text_words(field), words(field, value)
        there = sum(word in found for word in wanted)
        return bool(wanted) and there >= (len(wanted) if self.needed is None else min(self.needed, len(wanted)))


@dataclass
class Term(Equals):
    """term and terms: not analysed, so that on an analysed field only one of its words can be equal."""

    def in_text(self, field, value):
        return any(equal(word, self.text, self.caseless) for word in words(field, value))


@dataclass
class Pattern(Test):
    """A wildcard. KQL's is a query_string or wildcard query, either of which lower-cases it for analysed text. Kibana
    does not escape white space in a query_string, which splits there; here a pattern is whole, as in a wildcard query.
    """

    pieces: list
    caseless: bool = False
    analysed: bool = True  # whether the pattern is lower-cased like the words of an analysed text
    compiled: dict = member(default_factory=dict)

    def holds(self, field, value):
        if field.type not in ("keyword", "unknown", "text"):
            raise Impossible(f"a wildcard on a field of type {field.type}")
        lowered = field.type == "text" and self.analysed
        caseless = field.caseless or self.caseless or lowered
        if caseless not in self.compiled:
            self.compiled[caseless] = expression(self.pieces, caseless)
        matches = self.compiled[caseless].fullmatch
        if field.type == "text":
            return any(matches(word) for word in words(field, value))
        return matches(as_text(value)) is not None

    def filled(self, run, one):
        fill = {STAR: run, ANY: one}
        return "".join(fill[p] if isinstance(p, Wild) else p for p in self.pieces)

    def candidates(self, field):
        runs = ["x", "", "zz9", "Tools\\app", "a/b", "7", "q.r", "w x", "long-enough-to-be-different"]
        return [self.filled(run, "c") for run in runs]

    def near(self, field):
        broken = ["".join(map(str, [p[:-1] if isinstance(p, str) else p for p in self.pieces])).replace("*", "x")]
        return [self.filled("", "c"), self.filled("x", "c").swapcase(), "y" + self.filled("x", "c"),
                self.filled("x", "c") + "y", self.filled("x", ""), self.filled("\n", "/"), *broken]

    def __str__(self):
        return "".join(map(str, self.pieces))


@dataclass
class Range(Test):
    operator: str
    text: str

    def holds(self, field, value):
        order = getattr(self, "in_" + field.type, self.in_keyword)(field, value)
        return order is not None and self.orders(order)

    def orders(self, order):
        return {"lt": order < 0, "lte": order <= 0, "gt": order > 0, "gte": order >= 0}[self.operator]

    def in_keyword(self, field, value):
        a, b = as_text(value).encode(), self.text.encode()
        if field.caseless:  # bound and values pass the normalizer, which lower-cases them
            a, b = a.lower(), b.lower()
        return (a > b) - (a < b)

    def in_unknown(self, field, value):
        # A keyword compares bytes, but Elastic's rules have such ranges only on fields that an integration maps to a
        # number.
        a, b = number(value), number(self.text)
        return (a > b) - (a < b) if a is not None and b is not None else self.in_keyword(field, value)

    def in_long(self, field, value):
        a, b = number(value), number(self.text)
        if b is None:
            raise Impossible(f"{self.text} is not a number")
        fits = a is not None and (field.type == "double" or -1 << 63 <= a < 1 << 63)
        return (a > b) - (a < b) if fits else None  # Elasticsearch does not index a long of more than 64 bits

    in_double = in_long

    def in_ip(self, field, value):
        try:
            bound = address(self.text)
        except ValueError as error:
            raise Impossible(str(error)) from error
        return (address(value) > bound) - (address(value) < bound)

    def in_date(self, field, value):
        # A bound with parts left out is a span: `lte` reaches to its end, `gt` begins after it.
        bound, found = span(self.text), span(value)
        if bound is None:
            raise Impossible(f"{self.text} is not a date")
        if found is None:
            return None
        edge = bound[1] if self.operator in ("lte", "gt") else bound[0]
        return (found[0] > edge) - (found[0] < edge)

    def in_boolean(self, field, value):
        raise Impossible("a range on a boolean")

    def in_text(self, field, value):
        orders = [(word > self.text) - (word < self.text) for word in words(field, value)]
        return next((order for order in orders if self.orders(order)), None)

    def around(self, field):
        """Values below, at and above the bound."""
        if field.type == "ip":
            bound = address(self.text)
            return [shown_address(ip) for ip in (max(bound - 1, 0), bound, bound + 1)]
        if field.type == "date":
            first, last = span(self.text)
            return [shown_date(ms) for ms in (first - 1, first, last, last + 1)]
        bound = number(self.text)
        if bound is not None and bound == int(bound):
            values = [int(bound) - 1, int(bound), int(bound) + 1, int(bound) + 1000, int(bound) // 2]
            return [float(v) for v in values] if field.type == "double" else values
        if bound is not None:
            return [float(bound) - 0.25, float(bound), float(bound) + 0.25, float(bound) * 100]
        return [self.text[:-1], self.text, self.text + "0", "!", "~~"]

    candidates = near = around

    def __str__(self):
        return f"{self.operator} {self.text}"


@dataclass
class Bounds(Test):
    """A range query: one value has to be within all its bounds."""

    ranges: list

    def holds(self, field, value):
        return all(one.holds(field, value) for one in self.ranges)

    def around(self, field):
        return [value for one in self.ranges for value in one.around(field)]

    candidates = near = around

    def __str__(self):
        return " ".join(map(str, self.ranges))


@dataclass
class Prefix(Test):
    """Every character is itself, and on analysed text too it is not analysed."""

    text: str
    caseless: bool = False

    def holds(self, field, value):
        if field.type not in ("keyword", "unknown", "text"):
            raise Impossible(f"a prefix on a field of type {field.type}")
        values = words(field, value) if field.type == "text" else [as_text(value)]
        size = len(self.text)
        return any(equal(v[:size], self.text, self.caseless or field.caseless) for v in values)

    def candidates(self, field):
        return [self.text, self.text + "x", self.text + " y z"]

    def near(self, field):
        return [self.text[:-1], "x" + self.text, self.text.swapcase(), self.text + "y"]

    def __str__(self):
        return f"{self.text}…"
