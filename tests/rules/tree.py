"""What a rule asks of a document: a tree of leaves, each a test of one field; evaluated by walking it."""

from dataclasses import dataclass

from value_tests import STAR, Exists, Test, expression


@dataclass(eq=False)
class Everything:
    holds_for_all: bool = True

    def holds(self, view):
        del view
        return self.holds_for_all


@dataclass(eq=False)
class And:
    children: list

    def holds(self, view):
        return all(child.holds(view) for child in self.children)


@dataclass(eq=False)
class Or:
    children: list

    def holds(self, view):
        return any(child.holds(view) for child in self.children)


@dataclass(eq=False)
class Not:
    child: object

    def holds(self, view):
        return not self.child.holds(view)


@dataclass(eq=False)
class AtLeast:
    needed: int
    children: list

    def holds(self, view):
        return sum(child.holds(view) for child in self.children) >= self.needed


@dataclass(eq=False)
class Nested:
    """One element of the root in which the whole child holds."""

    root: str
    child: object

    def holds(self, view):
        return any(self.child.holds(element) for element in view.elements(self.root))


@dataclass(eq=False)
class Leaf:
    name: list  # pieces: texts, and STAR in a pattern of names
    test: Test

    def __post_init__(self):
        self.is_pattern = STAR in self.name
        self.text = "".join(map(str, self.name))
        self.expression = expression(self.name) if self.is_pattern else None

    def holds(self, view):
        if not self.is_pattern:
            field = view.types.field(self.text)
            if isinstance(self.test, Exists):
                return view.has(field.base)
            return any(self.test.holds(field, value) for value in view.values.get(field.base, ()))
        return any(self.holds_in(name, values, view) for name, values in view.values.items())

    def holds_in(self, name, values, view):
        """A pattern of names: each field by its own type, and those that cannot have the test are left out."""
        for one in (name, *view.types.multi_fields(name)):
            if not self.expression.fullmatch(one):
                continue
            for value in values:
                try:
                    if self.test.holds(view.types.field(one), value):
                        return True
                except ValueError:
                    pass
        return False

    def __str__(self):
        return f"{self.text}: {self.test}"


class View:
    """A document as fields with their values: nested, dotted and in arrays alike."""

    def __init__(self, types, document, prefix=""):
        self.types = types
        self.values = {}
        self.document = document
        self.prefix = prefix
        self._flatten(document, prefix)

    def _flatten(self, value, name):
        if isinstance(value, dict):
            for key, one in value.items():
                self._flatten(one, f"{name}.{key}" if name else key)
        elif isinstance(value, list):
            for one in value:
                self._flatten(one, name)
        elif value is not None:
            self.values.setdefault(name, []).append(value)

    def has(self, name):
        return name in self.values or any(one.startswith(name + ".") for one in self.values)

    def elements(self, root):
        """The objects at a path, each a view of its own."""
        found = [self.document]
        for key in root[len(self.prefix) + 1 if self.prefix else 0:].split("."):
            below = [one[key] for one in found if isinstance(one, dict) and key in one]
            found = [o for one in below for o in (one if isinstance(one, list) else [one])]
        return [View(self.types, one, root) for one in found if isinstance(one, dict)]
