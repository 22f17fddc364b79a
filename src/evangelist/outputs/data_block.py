"""Data inside a page, for its script or for machines: JSON that no browser runs."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

_ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def data_block(value: Any) -> Markup:
    """A value as JSON to stand between `<script type=…>` and `</script>`.

    The signs that could end the element, or begin another (HTML, 4.12.1.3), are escaped.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup("".join(_ESCAPED.get(sign, sign) for sign in text))  # noqa: S704 - escaped here
