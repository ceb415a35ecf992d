"""The filters of a rule: Elasticsearch's query DSL, and what Kibana keeps beside it."""

import re

from tree import And, AtLeast, Everything, Leaf, Not, Or
from value_tests import ANY, STAR, Bounds, Equals, Exists, Pattern, Prefix, Range, Term, Words


class Unread(ValueError):
    """A part of a rule that this evaluator does not know."""


def text_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def one_field(body, *names):
    """`{"FIELD": VALUE}` or `{"FIELD": {NAME: VALUE, …}}` → field, value, parameters."""
    (name, value), = body.items()
    if not isinstance(value, dict):
        return [name], text_of(value), {}
    found = next(value[n] for n in names if n in value)
    return [name], text_of(found), value


def wildcard_pieces(text):
    """`*` and `?`; a backslash makes the next character itself."""
    pieces = []
    for escaped, wild, plain in re.findall(r"\\(.)|([*?])|([^\\*?]+|\\$)", text, re.S):
        pieces.append({"*": STAR, "?": ANY}[wild] if wild else escaped or plain)
    return pieces


def minimum_of(value, clauses):
    """minimum_should_match as a number of clauses: `2`, `-1`, `75%`, `-25%`."""
    text = str(value)
    if text.endswith("%"):
        part = int(int(text[:-1].lstrip("-")) * clauses / 100)
        return clauses - part if text.startswith("-") else part
    return int(text) if int(text) >= 0 else clauses + int(text)


def read_bool(body):
    def clauses(key):
        value = body.get(key, [])
        return [read_query(one) for one in (value if isinstance(value, list) else [value])]

    required = clauses("must") + clauses("filter")
    should = clauses("should")
    # Without a must or filter clause at least one should clause has to match.
    needed = 0 if required else min(1, len(should))
    if "minimum_should_match" in body:
        needed = max(needed, minimum_of(body["minimum_should_match"], len(should)))
    parts = required + [Not(one) for one in clauses("must_not")]
    if needed:
        parts.append(AtLeast(needed, should))
    return And(parts)


def read_match(body):
    name, text, parameters = one_field(body, "query")
    if parameters.get("type") == "phrase":
        return Leaf(name, Equals(text))
    if str(parameters.get("operator", "or")).lower() == "and":
        return Leaf(name, Words(text))
    count = max(1, len(text.split()))
    return Leaf(name, Words(text, needed=minimum_of(parameters.get("minimum_should_match", 1), count)))


def read_terms(body):
    (name, values), = ((n, v) for n, v in body.items() if n not in ("boost", "_name"))
    return Or([Leaf([name], Term(text_of(one))) for one in values])


def read_term(body):
    name, text, parameters = one_field(body, "value")
    return Leaf(name, Term(text, caseless=parameters.get("case_insensitive", False)))


def read_wildcard(body):
    name, text, parameters = one_field(body, "value", "wildcard")
    return Leaf(name, Pattern(wildcard_pieces(text), caseless=parameters.get("case_insensitive", False)))


def read_prefix(body):
    name, text, parameters = one_field(body, "value")
    return Leaf(name, Prefix(text, caseless=parameters.get("case_insensitive", False)))


def read_range(body):
    (name, bounds), = body.items()
    ranges = [Range(key, text_of(bounds[key])) for key in ("gt", "gte", "lt", "lte") if key in bounds]
    return Leaf([name], Bounds(ranges))


def read_query_string(body):
    query = body["query"]
    if re.search(r'[\s":()\[\]{}^~&|!<>=/]', query):
        raise Unread(f"the query_string {query!r}")
    names = body.get("fields", [body["default_field"]] if "default_field" in body else [])
    return Or([Leaf([name], Pattern(wildcard_pieces(query))) for name in names])


READERS = {
    "bool": read_bool,
    "constant_score": lambda body: read_query(body["filter"]),
    "exists": lambda body: Leaf([body["field"]], Exists()),
    "match": read_match,
    "match_all": lambda body: Everything(),
    "match_none": lambda body: Everything(False),
    "match_phrase": lambda body: Leaf(one_field(body, "query")[0], Equals(one_field(body, "query")[1])),
    "prefix": read_prefix,
    "query_string": read_query_string,
    "range": read_range,
    "term": read_term,
    "terms": read_terms,
    "wildcard": read_wildcard,
}


def read_query(query):
    (kind, body), = query.items()
    if kind not in READERS:
        raise Unread(f"a filter of the kind {kind}")
    return READERS[kind](body)


def read_filter(one):
    """A filter as Kibana stores it: negated, disabled, or a combination of filters in its meta."""
    meta = one.get("meta", {})
    if meta.get("disabled"):
        return Everything()
    if meta.get("type") == "combined":
        parts = [read_filter(part) for part in meta["params"]]
        tree = And(parts) if meta["relation"].upper() == "AND" else Or(parts)
    else:
        tree = read_query(one.get("query") or {k: v for k, v in one.items() if k not in ("meta", "$state")})
    return Not(tree) if meta.get("negate") else tree
