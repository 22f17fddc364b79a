"""Marks that differ for each recipient, filled in finished text: `{{first_name}}`.

Filling is no template: a mark is a name and nothing else, and what is put in is put in as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

from evangelist.mail.message import Parts, header_refusal

_MARK = re.compile(r"\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}")


def marks_in(text: str) -> tuple[str, ...]:
    """The names of all marks in a text, each once, in order, in small letters."""
    return tuple(dict.fromkeys(name.lower() for name in _MARK.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A plain text with the marks that have a value; others stay as they are written."""
    return _filled(text, values, str)


def filled_html(html: str, values: Mapping[str, str]) -> str:
    """The same for HTML: what is put in is text, never an element."""
    return _filled(html, values, escape)


def _filled(text: str, values: Mapping[str, str], form: Callable[[str], str]) -> str:
    def value(match: re.Match[str]) -> str:
        found = values.get(match[1].lower())
        return match[0] if found is None else form(found)

    return _MARK.sub(value, text)


def personal(parts: Parts, recipient: str, values: Mapping[str, str]) -> Parts:
    """The message for one recipient, its marks filled.

    Raises ValueError where a value is missing or cannot stand on one line, with all such names.
    """
    wanted = marks_in(f"{parts.subject}\n{parts.text}\n{parts.html}")
    missing = [name for name in wanted if not values.get(name, "").strip()]
    if missing:
        raise ValueError(f"has no {', no '.join(missing)}")
    if broken := [name for name in wanted if header_refusal(values[name])]:
        raise ValueError(f"has a line break or a control character in {', '.join(broken)}")
    return replace(
        parts,
        recipient=recipient,
        subject=filled(parts.subject, values),
        text=filled(parts.text, values),
        html=filled_html(parts.html, values),
    )
