"""Each newsletter as the e-mail that it will be: HTML at two widths, text, and headers.

It is shown light, dark as its own rules say, and inverted, as some mail programs make it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from html import escape, unescape
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from evangelist.mail.differences import left_out
from evangelist.preview.pages import OURS
from evangelist.preview.shown import Shown
from evangelist.problems import Problem

POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'none'"
"""What the HTML of an e-mail may do in its frame: show its own styles, and our pictures."""
_DARK = re.compile(r"\(\s*prefers-color-scheme\s*:\s*dark\s*\)")
_BOTH = re.compile(r"\blight dark\b")
_INVERSION = (
    "<style>html{background:#fff;filter:invert(1) hue-rotate(180deg)}"
    "img{filter:invert(1) hue-rotate(180deg)}</style>"
)
"""What programs do that turn every colour round and leave pictures alone."""
_PREHEADER = re.compile(r'<div class="preheader"[^>]*>([^<]*)</div>')
_HEADERS = ("From", "To", "Subject", "List-Id", "List-Unsubscribe", "Archived-At")
SCHEMES = ("light", "dark", "inverted")
_PAGES = Environment(
    loader=PackageLoader("evangelist.preview", "client"),
    autoescape=True,
    undefined=StrictUndefined,
)


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue that can be looked at: its name below `email/`, and where."""

    name: str

    @property
    def url(self) -> str:
        """The address of its view."""
        return f"{OURS}/mail/{self.name}"


def issues(names: Mapping[str, str]) -> list[Issue]:
    """The issues of a build, in the order of their names, last first; each before its variants."""
    found = sorted(
        name.removeprefix("email/").removesuffix(".html")
        for name in names
        if name.startswith("email/") and name.endswith(".html")
    )
    return [Issue(name) for name in sorted(found, key=_first_part, reverse=True)]


def _first_part(name: str) -> str:
    return name.partition(".")[0]


def issue_made_from(shown: Shown, source: str) -> Issue | None:
    """The whole issue that was made from a file, if it is one."""
    found = (each for each in issues(shown.names) if shown.origins.get(_html(each.name)) == source)
    return min(found, key=lambda each: len(each.name), default=None)


def _html(name: str) -> str:
    return f"email/{name}.html"


def mail_page(shown: Shown, folder: Path, name: str) -> bytes:
    """The view of an issue. Raises KeyError where there is none of this name."""
    if _html(name) not in shown.names:
        raise KeyError(name)
    text = _text(folder, name)
    source = shown.origins.get(_html(name), "")
    whole = issue_made_from(shown, source) or Issue(name)
    headers = _headers((folder / f"email/{name}.eml").read_bytes())
    html = (folder / _html(name)).read_text("utf-8")
    preheader = _PREHEADER.search(html)
    return (
        _PAGES.get_template("mail.html")
        .render(
            ours=OURS,
            name=name,
            issues=issues(shown.names),
            headers=headers,
            subject=dict(headers).get("Subject", name),
            preheader=unescape(preheader[1]).strip() if preheader else "",
            text=text,
            missing=left_out(_text(folder, whole.name), text),
            posts=(folder / f"email/{whole.name}.posts.txt").read_text("utf-8"),
            kilobytes=round(len(html.encode()) / 1000),
            schemes=SCHEMES,
            findings=_findings(shown, source),
        )
        .encode()
    )


def _text(folder: Path, name: str) -> str:
    return (folder / f"email/{name}.txt").read_text("utf-8")


def _headers(message: bytes) -> list[tuple[str, str]]:
    parsed = message_from_bytes(message)
    return [
        (header, str(make_header(decode_header(parsed[header]))))
        for header in _HEADERS
        if parsed[header]
    ]


def _findings(shown: Shown, source: str) -> list[Problem]:
    """What is wrong with an issue: in its own file, and in the templates of its e-mail."""
    return [
        problem
        for problem in shown.problems
        if problem.path == source
        or (problem.code.startswith("email-") and not problem.path.startswith("content/"))
    ]


def mail_html(shown: Shown, folder: Path, name: str, scheme: str = "") -> bytes:
    """The HTML of an issue, its pictures and links led to this preview. Raises KeyError.

    `scheme` is one of SCHEMES; anything else leaves the choice to the reader's system.
    """
    if _html(name) not in shown.names:
        raise KeyError(name)
    html = (folder / _html(name)).read_text("utf-8")
    ours = re.compile(rf'(\s(?:href|src)="){re.escape(escape(shown.site_url))}')
    return _in_scheme(ours.sub(lambda match: match[1] + escape(shown.base), html), scheme).encode()


def _in_scheme(html: str, scheme: str) -> str:
    if scheme not in SCHEMES:
        return html
    dark = scheme == "dark"
    html = _DARK.sub("(min-width: 0)" if dark else "(max-width: 0)", html)
    html = _BOTH.sub("dark" if dark else "light", html)
    return html.replace("</head>", f"{_INVERSION}</head>", 1) if scheme == "inverted" else html


def nothing_page() -> bytes:
    """The page that stands in where no build has gone well yet."""
    return _PAGES.get_template("nothing.html").render(ours=OURS).encode()
