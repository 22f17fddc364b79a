"""Data inside a page, for its script or for machines: JSON that no browser runs."""

from __future__ import annotations

from markupsafe import Markup

_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def data_block(text: str) -> Markup:
    """A text of JSON to stand between `<script type=…>` and `</script>`.

    The signs that could end the element, or begin another (HTML, 4.12.1.3), are escaped; JSON
    has them in strings alone.
    """
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - no sign in it can end the element
