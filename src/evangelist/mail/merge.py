"""One message for one recipient, its marks filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evangelist.content.marks import filled, filled_html, marks_in
from evangelist.mail.message import Parts, header_refusal


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
