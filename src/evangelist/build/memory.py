"""What a process that builds a site again and again keeps in mind between two builds.

Each thing stands beside what it was made of and is used only where that is the same, so a build
with a memory makes what one without makes. The one exception is the output folder: see `standing`.
"""

from __future__ import annotations

from typing import TypeVar, cast

_Value = TypeVar("_Value")


class Memory:
    """One value of each class, for builds with the same root and output folder.

    One that is not `lasting` keeps nothing: it is for a build that is alone.
    """

    def __init__(self, *, lasting: bool = False) -> None:
        self._lasting = lasting
        self._values: dict[type, object] = {}

    def keep(self, value: object) -> None:
        """Keep a value in the place of the one of its class."""
        if self._lasting:
            self._values[type(value)] = value

    def recall(self, kind: type[_Value]) -> _Value | None:
        """The value of a class that was kept last, or None."""
        return cast("_Value | None", self._values.get(kind))

    def forget(self, kind: type[object]) -> None:
        """Keep no value of a class any more."""
        self._values.pop(kind, None)
