"""The rule rare-smb-to-internet and first-seen runs, as an analyst would write them without firstseen."""

import datetime
import ipaddress
import json
import re
import subprocess

WINDOW_DAYS = 7
TICKS_PER_MS = 10_000  # of 100 ns, the finest that any of the records has
WINDOW_TICKS = WINDOW_DAYS * 86_400_000 * TICKS_PER_MS


class Rule:
    """The two lists of networks of the rule."""

    def __init__(self, private, reserved):
        self.private = [ipaddress.ip_network(text) for text in private]
        self.reserved = [ipaddress.ip_network(text) for text in reserved]
        self._known = {}

    @staticmethod
    def built_in(firstseen):
        """As firstseen itself prints it, so that there is one list."""
        text = subprocess.run([firstseen, "rules", "show", "rare-smb-to-internet"], check=True, capture_output=True,
                              text=True).stdout
        query = text[text.index("query:"):text.index("compiled:")]
        return Rule(*(networks_of(query, field) for field in ("source.ip", "destination.ip")))

    @staticmethod
    def from_json(text):
        return Rule(*json.loads(text))

    def to_json(self):
        return json.dumps([[str(network) for network in networks] for networks in (self.private, self.reserved)])

    def selects(self, source, destination):
        """Whether the rule's two address clauses hold; the same addresses come again and again."""
        return self._is_in("private", source) and not self._is_in("reserved", destination)

    def _is_in(self, which, text):
        if (which, text) not in self._known:
            address = ipaddress.ip_address(text)
            self._known[which, text] = any(address in network for network in getattr(self, which))
        return self._known[which, text]


def networks_of(query, field):
    """The addresses and networks in `FIELD: ( … )` of a printed query."""
    group = re.search(re.escape(field) + r": \((.*?)\)", query, re.DOTALL).group(1)
    return [word.strip('"') for word in group.split() if word != "or"]


def ticks(iso):
    """100 ns since 1970, of 2026-01-05T08:15:00.1234567Z."""
    whole, _, fraction = iso.rstrip("Z").partition(".")
    moment = datetime.datetime.fromisoformat(whole + "+00:00")
    return int(moment.timestamp()) * 1000 * TICKS_PER_MS + int((fraction + "0000000")[:7])


def first_seen(matches):
    """The answer: of matches (address, ticks) the first of every run, as a set of (address, milliseconds)."""
    times = {}
    for address, time in matches:
        times.setdefault(address, []).append(time)
    answer = set()
    for address, of_address in times.items():
        before = None
        for time in sorted(of_address):
            if before is None or time - before > WINDOW_TICKS:
                answer.add((address, time // TICKS_PER_MS))
            before = time
    return answer
