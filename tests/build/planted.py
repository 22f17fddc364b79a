"""Faults in the memory of builds, for the tests that have to find them."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import replace

import pytest

from evangelist.build import current
from evangelist.build.ground import Ground
from evangelist.site import questions
from evangelist.site.index import Site


def forgets_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question about an entry counts as one about the settings."""
    kinds = questions.QUESTIONS
    for name in ("body", "card", "link"):
        monkeypatch.setitem(kinds, name, replace(kinds[name], input="settings"))


def forgets_part_of_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of an entry is that of its card alone."""
    monkeypatch.setattr(questions, "_rest", lambda _site, _path: "")


def forgets_part_of_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list counts as the same while it is as long."""
    kinds = questions.QUESTIONS
    for name in ("cards", "listed", "newest", "section"):
        monkeypatch.setitem(kinds, name, replace(kinds[name], version=_length))


def _length(_site: Site, given: Sized, *_arguments: object) -> str:
    return str(len(given))


def forgets_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """What there is in a site counts as always the same."""
    monkeypatch.setattr(
        current, "inputs_of", lambda site: questions.inputs_of(site) | {"site": "same"}
    )


def forgets_part_of_the_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing at all has changed where no text has."""
    texts = property(lambda ground: repr(ground.found.sources))
    monkeypatch.setattr(Ground, "digest", texts)
