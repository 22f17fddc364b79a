"""What the preview adds to a page: its script, and leave for it to run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

OURS = "/.evangelist"
"""Where the preview's own files are: no entry can have such an address."""
_POLICY = re.compile(rb'(http-equiv="Content-Security-Policy" content=")([^"]*)(")', re.IGNORECASE)
_NEEDED = ("script-src", "connect-src", "worker-src", "style-src")
_END = b"</body>"


def with_script(page: bytes, data: Mapping[str, str]) -> bytes:
    """A page (UTF-8) with the preview's script, which gets `data` as its data attributes.

    A policy that the page gives itself in a meta element gets leave for that script.
    """
    policed = _POLICY.sub(
        lambda m: m[1] + _relaxed(m[2].decode("latin-1")).encode("latin-1") + m[3], page
    )
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    script = f'<script src="{OURS}/client.js"{attributes} defer></script>\n'.encode()
    head, end, tail = policed.rpartition(_END)
    return head + script + end + tail if end else policed + script


def _relaxed(policy: str) -> str:
    """A policy (CSP Level 3) in which this server's own scripts, styles and answers are allowed."""
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    for name in _NEEDED:
        sources = directives.get(name, list(directives.get("default-src", ["'self'"])))
        kept = [source for source in sources if source != "'none'"]
        directives[name] = kept if "'self'" in kept else [*kept, "'self'"]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
