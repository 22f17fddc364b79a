"""One message for one recipient, its marks filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evangelist.content.marks import filled, filled_html, marks_in
from evangelist.mail.message import Parts, header_refusal


def personal(parts: Parts, recipient: str, values: Mapping[str, str]) -> Parts:
    """The message for one recipient, its marks filled; what is no key of `values` is no mark.

    Raises ValueError where a value that is needed is empty or cannot stand on one line, with all
    such names.
    """
    wanted = [name for name in used(parts) if name in values]
    missing = [name for name in wanted if not values[name].strip()]
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


def used(parts: Parts) -> tuple[str, ...]:
    """The names of everything in a message that is written like a mark."""
    return marks_in(f"{parts.subject}\n{parts.text}\n{parts.html}")
