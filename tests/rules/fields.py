"""The types of fields, and how Elasticsearch indexes a value of each."""

import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

FOLDED = {"constant_keyword": "keyword", "wildcard": "keyword", "geo_point": "keyword", "match_only_text": "text",
          "integer": "long", "short": "long", "byte": "long", "float": "double", "half_float": "double",
          "scaled_float": "double", "nested": "object"}
# Fields of Elastic's integrations that are mapped to something else than a keyword.
SCRIPT_TEXT = "powershell.file.script_block_text"


class Impossible(ValueError):
    """A test that a field of this type cannot have."""


@dataclass(frozen=True)
class Field:
    name: str
    base: str  # the field of the document that has the values
    type: str  # keyword, text, long, double, boolean, ip, date, object; unknown: not in ECS
    caseless: bool = False
    script: bool = False


class FieldTypes:
    """Reads `field,type` lines, or the rows of src/event/ecs_table.inc."""

    def __init__(self, path):
        rows = re.findall(r'^ECS_FIELD\("([^"]+)", k(\w+)\)$|^([^,\n/ ]+),(\w+)\r?$', path.read_text(), re.M)
        self.types = {a or c: (b or d).lower() for a, b, c, d in rows}
        self.types.pop("field", None)
        self.types = {name: FOLDED.get(kind, kind) for name, kind in self.types.items()}
        self.known = {}
        if len(self.types) < 100:
            raise SystemExit(f"verdicts: {path} is not a list of fields")

    def field(self, name):
        if name not in self.known:
            self.known[name] = self._field(name)
        return self.known[name]

    def _field(self, name):
        if name == SCRIPT_TEXT:
            return Field(name, name, "text", script=True)
        kind = self.types.get(name)
        base, _, suffix = name.rpartition(".")
        if suffix in ("text", "caseless") and self.types.get(base) == "keyword":
            # Multi-fields: another view of the values of the base field.
            return Field(name, base, "text") if suffix == "text" else Field(name, base, "keyword", caseless=True)
        if kind is not None:
            return Field(name, name, "object" if kind == "flattened" else kind)
        parts = name.split(".")
        above = (".".join(parts[:n]) for n in range(1, len(parts)))
        flattened = any(self.types.get(root) == "flattened" for root in above)
        return Field(name, name, "keyword" if flattened else "unknown")

    def multi_fields(self, name):
        """The views of a field that the list knows."""
        return [name + ".text"] if self.types.get(name + ".text") == "text" else []


def as_text(value):
    """A JSON scalar as a keyword."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)


# The standard analyzer: Unicode's word boundaries (UAX #29) for ASCII. A run of letters, digits and `_`; `.`, `'` and
# `:` join letters, `.`, `'`, `,` and `;` join digits. A run of `_` alone is not a word.
STANDARD = re.compile(r"\w(?:\w|(?<=[^\W\d_])[.':](?=[^\W\d_])|(?<=\d)[.',;](?=\d))*")
# powershell_script_analyzer of Elastic's Windows integration: splits at everything but letters, digits, `_` and `-`.
SCRIPT = re.compile(r"[A-Za-z0-9_-]+")


def words(field, text):
    found = (SCRIPT if field.script else STANDARD).findall(as_text(text))
    return [word.lower() for word in found if word.strip("_") or field.script]


def number(text):
    try:
        return Decimal(as_text(text).strip())
    except InvalidOperation:
        return None


def address(text):
    """An address as 128 bits: an IPv4 address is the IPv6 address that maps it."""
    ip = ipaddress.ip_address(text)
    return int(ip) + (0xFFFF << 32 if ip.version == 4 else 0)


def network(text):
    """The first and the last address of a network or of one address."""
    if "/" not in text:
        return address(text), address(text)
    net = ipaddress.ip_network(text, strict=False)
    return address(str(net[0])), address(str(net[-1]))


def shown_address(bits):
    mapped = bits >> 32 == 0xFFFF
    return str(ipaddress.IPv4Address(bits & 0xFFFFFFFF) if mapped else ipaddress.IPv6Address(bits))


TIME = r"T(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?"
DATE = re.compile(rf"(\d{{4}})(?:-(\d\d)(?:-(\d\d)(?:{TIME})?)?)?$")


def span(text):
    """The first and the last millisecond of a date, whose parts may be left out; None if it is not a date."""
    text = as_text(text)
    found = DATE.match(text)
    if not found:
        if not re.fullmatch(r"-?\d{5,}", text):
            return None
        return int(text), int(text)
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    begin = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0),
                     tzinfo=timezone.utc)
    if month is None:
        end = begin.replace(year=begin.year + 1)
    elif day is None:
        end = (begin + timedelta(days=31)).replace(day=1)
    else:
        unit = "seconds" if second else "minutes" if minute else "hours" if hour else "days"
        end = begin + timedelta(**{unit: 1})
    offset = 0
    if zone and zone != "Z":
        offset = (int(zone[1:3]) * 60 + int(zone[-2:])) * 60000 * (-1 if zone[0] == "-" else 1)
    first, last = (round(t.timestamp() * 1000) - offset for t in (begin, end))
    if fraction:
        first += int(fraction.ljust(3, "0")[:3])
        return first, first
    return first, last - 1


def shown_date(milliseconds):
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=milliseconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
