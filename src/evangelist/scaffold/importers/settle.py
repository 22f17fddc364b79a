"""Values that their fields understand, and the rest below `extra:`, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evangelist.content.validate import validate
from evangelist.content.verdicts import Terms
from evangelist.content.written import Written
from evangelist.model.entry import Kind
from evangelist.model.kinds import FOLDERS
from evangelist.model.places import Place
from evangelist.model.values import is_empty, references
from evangelist.scaffold.front import front_matter
from evangelist.scaffold.importers.plan import Known

_FIRST = ("title", "date", "summary")
_FULL = 60_000


@dataclass(frozen=True, slots=True)
class Settled:
    """Front matter in the order of its fields, and why values went below `extra:`, by field."""

    values: Mapping[str, Any]
    moved: Mapping[str, str]

    def text(self, body: str) -> str:
        """The whole file; raises ValueError where its head would be too long to be read."""
        head = front_matter(as_written(self.values))
        if len(head) > _FULL:
            raise ValueError("its fields are longer than front matter may be")
        return head + (f"{body.strip(chr(10))}\n" if body.strip() else "")


def settle(
    kind: Kind,
    values: Mapping[str, Any],
    extra: Mapping[str, Any],
    known: Known,
    names: frozenset[str],
) -> Settled:
    """Keep what the kind's fields understand; `names` are the entries of this import.

    A value that its field does not understand, or that refers to an entry that does not exist,
    is kept below `extra:` under the field's name.
    """
    kept = {key: value for key, value in values.items() if not is_empty(value) and value != []}
    moved: dict[str, str] = {}
    marks: dict[Place, tuple[int, int]] = {
        (key,): (number, 1) for number, key in enumerate(kept, start=1)
    }
    keys = list(kept)
    context = {"zone": known.zone, "folders": FOLDERS}
    front, problems = validate(kind.model, Written(kept, marks, ""), context, Terms())
    for problem in problems:
        moved[keys[problem.line - 1]] = problem.message
    if front is not None:
        for loc, path, _ in references(front):
            if path not in known.entries and path not in names:
                moved[str(loc[0])] = f"'{loc[0]}': there is no entry '{path}'"
    left = dict(extra)
    for key in moved:
        left[_free(key, left)] = kept.pop(key)
    ordered = _ordered(kind, kept)
    return Settled({**ordered, **({"extra": left} if left else {})}, moved)


def _free(key: str, used: Mapping[str, Any]) -> str:
    while key in used:
        key = f"{key} 2"
    return key


def _ordered(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    fields = [*_FIRST, *(name for name in kind.model.model_fields if name not in _FIRST)]
    return {name: values[name] for name in fields if name in values}


def as_written(value: Any) -> Any:
    """Values as front matter holds them: every scalar is text, which its field understands."""
    if isinstance(value, Mapping):
        return {str(key): as_written(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_written(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
