"""Makes a document that a tree accepts, and for each leaf documents in which that leaf has another value of truth."""

from copy import deepcopy
from itertools import islice

from tree import And, AtLeast, Everything, Leaf, Nested, Not, View
from value_tests import STAR, Exists

ATTEMPTS = 4000
# Values for a field that only has to differ from something.
DIFFERENT = {
    "long": [65001, 1, 0], "double": [0.5, 65001.5], "boolean": [False, True], "object": [],
    "ip": ["198.51.100.77", "10.99.98.97", "45.83.64.9", "2001:db8::77", "2a0d:5600::9"],
    "date": ["2026-03-01T12:00:00.000Z", "2020-02-02T02:02:02.000Z"],
}
DIFFERENT_TEXT = ["quite-different", "Another Value", "0"]


class Sheet:
    """A document by fields: {field: values}, and the elements of nested fields."""

    def __init__(self):
        self.values = {}
        self.nested = {}

    def render(self, prefix=""):
        document = {}
        for name in sorted(self.values):
            put(document, name[len(prefix):].split("."), self.values[name])
        for root in sorted(self.nested):
            elements = [one.render(root + ".") for one in self.nested[root]]
            put(document, root[len(prefix):].split("."), elements, as_list=True)
        return document


def put(document, keys, values, as_list=False):
    """Nested as far as possible; a field below one that has values is written with a dotted name."""
    for n, key in enumerate(keys[:-1]):
        below = document.get(key)
        if isinstance(below, list) and below and isinstance(below[0], dict):
            document[key] = [*below, {}]
            below = document[key][-1]
        elif below is None:
            below = document[key] = {}
        if not isinstance(below, dict):
            return document.update({".".join(keys[n:]): values})
        document = below
    key = keys[-1]
    if key in document:
        document[key] = [document[key], *values] if isinstance(document[key], dict) else values
    else:
        document[key] = values[0] if len(values) == 1 and not as_list else values
    return None


def ways(node, wanted):
    """Lists of (leaf, wanted), each of which would give the node that value of truth."""
    if isinstance(node, (Leaf, Nested)):
        yield [(node, wanted)]
    elif isinstance(node, Everything):
        if node.holds_for_all == wanted:
            yield []
    elif isinstance(node, Not):
        yield from ways(node.child, not wanted)
    elif isinstance(node, AtLeast):
        count = node.needed if wanted else len(node.children) - node.needed + 1
        yield from some(node.children, wanted, count)
    elif isinstance(node, And) == wanted:
        yield from some(node.children, wanted, len(node.children))
    else:
        for child in node.children:
            yield from ways(child, wanted)


def some(children, wanted, count):
    if count <= 0:
        yield []
        return
    if len(children) < count:
        return
    for first in ways(children[0], wanted):
        for rest in some(children[1:], wanted, count - 1):
            yield first + rest
    yield from some(children[1:], wanted, count)


class Maker:
    def __init__(self, types):
        self.types = types

    def field_of(self, leaf):
        """The field in which a leaf is to hold: of a pattern of names one whose type can have the value."""
        if not leaf.is_pattern:
            return self.types.field(leaf.text)
        inner = "".join("0" if piece is STAR else piece for piece in leaf.name)
        names = ["event.reason", "source.ip", "source.port", "user.name", "host.name", inner, inner.replace("0", "x")]
        names += sorted(name for name in self.types.types if leaf.expression.fullmatch(name))
        for name in names:
            field = self.types.field(name)
            if leaf.expression.fullmatch(name) and field.type != "object" and self.passing(leaf, field):
                return field
        return self.types.field(inner)

    def passing(self, leaf, field):
        try:
            return [value for value in leaf.test.candidates(field) if leaf.test.holds(field, value)]
        except (ValueError, TypeError):
            return []

    def build(self, literals):
        """The document of one way, or None."""
        sheet = Sheet()
        by_base = {}
        for leaf, wanted in literals:
            if isinstance(leaf, Nested):
                if wanted and not self.add_element(sheet, leaf):
                    return None
                continue
            field = self.field_of(leaf)
            by_base.setdefault(field.base, ([], []))[not wanted].append((leaf, field))
        for base, (positive, negative) in by_base.items():
            values = self.values_for(positive, negative)
            if values is None:
                return None
            if self.types.field(base).type != "object":
                sheet.values.update({base: values} if values else {})
            elif values and not any(one.startswith(base + ".") for one in by_base):
                sheet.values[base + ".x"] = values
        return sheet

    def add_element(self, sheet, nested):
        for literals in islice(ways(nested.child, True), ATTEMPTS):
            element = self.build(literals)
            if element is not None:
                sheet.nested.setdefault(nested.root, []).append(element)
                return True
        return False

    def values_for(self, positive, negative):
        def allowed(value):
            return not any(isinstance(leaf.test, Exists) or self.holds(leaf, field, value) for leaf, field in negative)

        def covered(value):
            return sum(self.holds(leaf, field, value) for leaf, field in positive)

        values = []
        for leaf, field in positive:
            if any(self.holds(leaf, field, value) for value in values):
                continue
            fitting = [value for value in self.passing(leaf, field) if allowed(value)]
            if field.type == "text" and len(positive) > 1:
                fitting += [value for value in [self.all_texts(positive)] if allowed(value)]
            if not fitting and field.type != "object":
                return None
            if fitting:
                values.append(max(fitting, key=covered))
        if not positive and negative:
            different = DIFFERENT.get(negative[0][1].type, DIFFERENT_TEXT)
            values = [value for value in different if allowed(value)][:1]
        return values

    def all_texts(self, positive):
        """One text with what every test of an analysed field asks for."""
        return " ; ".join(str((self.passing(leaf, field) or [""])[0]) for leaf, field in positive)

    def holds(self, leaf, field, value):
        try:
            return leaf.test.holds(field, value)
        except ValueError:
            return False

    def matching(self, tree, fillers):
        """The first way whose document the tree accepts, with the fillers that do not change that."""
        for literals in islice(ways(tree, True), ATTEMPTS):
            sheet = self.build(literals)
            if sheet is None:
                continue
            filled = deepcopy(sheet)
            for name, value in fillers.items():
                if name not in filled.values:
                    filled.values[name] = [value]
                    if self.accepts(sheet, tree) and not self.accepts(filled, tree):
                        del filled.values[name]
            if self.accepts(filled, tree):
                return filled
        return None

    def accepts(self, sheet, tree):
        return tree.holds(View(self.types, sheet.render()))

    # ------------------------------------------------------------------------------------------------ variants

    def variants(self, tree, sheet):
        """(leaf, what, document): for each leaf documents that differ from `sheet` in its field alone; in the first of
        them it has another value of truth, if there is such a document."""
        for leaf, roots in placed_leaves(tree):
            yield from self.variants_of(leaf, sheet, roots)

    def variants_of(self, leaf, sheet, roots):
        field = self.field_of(leaf)
        holder = holder_of(sheet, roots)
        there = holder.values.get(field.base, [])
        present = [value for value in there if self.holds(leaf, field, value)]
        rest = [value for value in there if value not in present]
        holds = bool(present) or not roots and leaf.holds(View(self.types, sheet.render()))
        if holds and isinstance(leaf.test, Exists):
            changes = [("absent", [])]
        elif holds:
            different = [v for v in DIFFERENT.get(field.type, DIFFERENT_TEXT) if not self.holds(leaf, field, v)]
            changes = [("another value", rest + different[:1]), ("absent", rest)]
        else:
            good = self.passing(leaf, field) or leaf.test.candidates(field)[:1]
            changes = [("the value", good[:1]), ("one value more", rest + good[-1:])]
        changes += [(f"near: {value!r}", [value]) for value in self.near(leaf, field)]
        for what, values in changes:
            yield leaf, what, self.changed(sheet, roots, field, leaf, values)

    def near(self, leaf, field):
        try:
            return leaf.test.near(field)
        except (ValueError, TypeError):
            return []

    def changed(self, sheet, roots, field, leaf, values):
        copy = deepcopy(sheet)
        holder = holder_of(copy, roots)
        if values:
            holder.values.pop(field.base, None)
            holder.values[field.base + ".x" if field.type == "object" else field.base] = values
        else:
            holder.values = {name: v for name, v in holder.values.items() if not below(leaf, field, name)}
            holder.nested = {root: v for root, v in holder.nested.items() if not below(leaf, field, root)}
        return copy


def holder_of(sheet, roots):
    """The sheet of the first element of nested fields, which is made if there is none."""
    for root in roots:
        sheet = sheet.nested.setdefault(root, [Sheet()])[0]
    return sheet


def below(leaf, field, name):
    if leaf.is_pattern:
        return name != "@timestamp" and leaf.expression.fullmatch(name) is not None
    return name == field.base or name.startswith(field.base + ".")


def placed_leaves(node, roots=()):
    """Each leaf with the nested fields around it, the outermost first."""
    if isinstance(node, Leaf):
        yield node, roots
    elif isinstance(node, Nested):
        yield from placed_leaves(node.child, (*roots, node.root))
    for child in getattr(node, "children", [node.child] if isinstance(node, Not) else []):
        yield from placed_leaves(child, roots)
