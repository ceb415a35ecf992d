"""Parses KQL by Kibana's grammar (kbn-es-query, grammar.peggy)."""

import re

from tree import And, Everything, Leaf, Nested, Not, Or
from value_tests import STAR, Equals, Exists, Pattern, Range

SPACE = " \t\r\n\u00a0"
SPECIAL = '\\():<>"*{}'
KEYWORD = re.compile(f"[{SPACE}]+(?:or|and)[{SPACE}]+|(?<=[{SPACE}])not[{SPACE}]+", re.I)
ESCAPED_WHITE = {"t": "\t", "r": "\r", "n": "\n"}


class SyntaxFault(ValueError):
    pass


class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0
        self.roots = []  # the nested fields around the current place

    def query(self):
        self.spaces()
        if self.at == len(self.text):
            return Everything()
        tree = self.joined("or", self.sub_query)
        self.spaces()
        if self.at != len(self.text):
            raise self.fault("the end")
        return tree

    def fault(self, expected):
        return SyntaxFault(f"expected {expected} at {self.text[self.at:self.at + 30]!r}")

    def spaces(self):
        while self.at < len(self.text) and self.text[self.at] in SPACE:
            self.at += 1

    def take(self, text):
        if not self.text.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def need(self, text):
        self.spaces()
        if not self.take(text):
            raise self.fault(repr(text))

    def word(self, pattern):
        found = re.compile(pattern, re.I).match(self.text, self.at)
        if found:
            self.at = found.end()
        return found is not None

    def joined(self, keyword, operand):
        """`or` of `and` of `not`: the same for queries and for lists of values."""
        def one():
            return self.joined("and", operand) if keyword == "or" else self.negated(operand)

        parts = [one()]
        while self.word(f"[{SPACE}]+{keyword}[{SPACE}]+"):
            parts.append(one())
        return parts[0] if len(parts) == 1 else (Or if keyword == "or" else And)(parts)

    def negated(self, operand):
        return Not(operand()) if self.word(f"not[{SPACE}]+") else operand()

    def sub_query(self):
        if not self.take("("):
            return self.expression()
        self.spaces()
        tree = self.joined("or", self.sub_query)
        self.need(")")
        return tree

    def expression(self):
        begin = self.at
        name = self.literal()
        self.spaces()
        for operator, key in (("<=", "lte"), (">=", "gte"), ("<", "lt"), (">", "gt")):
            if self.take(operator):
                self.spaces()
                value, _ = self.literal()
                return self.leaf(name[0], Range(key, "".join(map(str, value))))
        if self.take(":"):
            self.spaces()
            return self.nested(name[0]) if self.take("{") else self.values(name[0])
        self.at = begin
        return self.values([STAR])

    def nested(self, name):
        self.spaces()
        self.roots.append("".join(map(str, name)))
        root = ".".join(self.roots)
        tree = self.joined("or", self.sub_query)
        self.roots.pop()
        self.need("}")
        return Nested(root, tree)

    def values(self, name):
        if self.take("("):
            self.spaces()
            tree = self.joined("or", lambda: self.values(name))
            self.need(")")
            return tree
        value, quoted = self.literal()
        if value == [STAR]:
            return Everything() if name == [STAR] else self.leaf(name, Exists())
        if STAR in value:
            return self.leaf(name, Pattern(value))
        return self.leaf(name, Equals("".join(value), quoted))

    def leaf(self, name, test):
        parts = [part for root in self.roots for part in (root, ".")] + list(name)
        return Leaf(parts, test)

    def literal(self):
        """A list of pieces, texts and STAR, and whether it was quoted."""
        if self.take('"'):
            return self.quoted(), True
        pieces = []
        while self.at < len(self.text) and not KEYWORD.match(self.text, self.at):
            piece = self.character()
            if piece is None:
                break
            pieces.append(piece)
        while pieces and pieces[0] in tuple(SPACE):
            pieces.pop(0)
        while pieces and pieces[-1] in tuple(SPACE):
            pieces.pop()
        if not pieces:
            raise self.fault("a value")
        return joined_text(pieces), False

    def quoted(self):
        out = ""
        while not self.take('"'):
            if self.at == len(self.text):
                raise self.fault("a closing quote")
            escaped = self.escape('\\"', keywords=False)
            out += self.text[self.at] if escaped is None else escaped
            self.at += escaped is None
        return [out]

    def character(self):
        escaped = self.escape(SPECIAL, keywords=True)
        if escaped is not None:
            return escaped
        if self.take("*"):
            return STAR
        if self.text[self.at] in SPECIAL:
            return None
        self.at += 1
        return self.text[self.at - 1]

    def escape(self, special, keywords):
        rest = self.text[self.at:self.at + 6]
        if not rest.startswith("\\") or len(rest) < 2:
            return None
        unicode = re.match(r"\\u([0-9a-fA-F]{4})", rest)
        keyword = re.match(r"\\(or|and|not)", rest, re.I) if keywords else None
        # In the order of the grammar: `\\not` is a line feed and `ot`.
        if rest[1] in ESCAPED_WHITE:
            length, text = 2, ESCAPED_WHITE[rest[1]]
        elif rest[1] in special:
            length, text = 2, rest[1]
        elif unicode:
            length, text = 6, chr(int(unicode[1], 16))
        elif keyword:
            length, text = keyword.end(), keyword[1]
        else:
            return None
        self.at += length
        return text


def joined_text(pieces):
    out = []
    for piece in pieces:
        if out and piece is not STAR and out[-1] is not STAR:
            out[-1] += piece
        elif not (out and piece is STAR and out[-1] is STAR):
            out.append(piece)
    return out


def parse(text):
    return Parser(text).query()
