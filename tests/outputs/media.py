"""What the page, the feed item, the HTML and the text of an issue show: for comparing them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from tests.sites import Workspace

_OURS = "self::nav or self::header or " + " or ".join(
    f"contains(concat(' ', @class, ' '), ' {name} ')"
    for name in ("subscribe", "neighbours", "head", "top", "foot")
)
"""What a page and an e-mail add to an issue: navigation, title, the way to the browser, footer."""
_ADDRESS = re.compile(r"<((?:https?://|mailto:|tel:)[^<>]*)>")
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
"""A link that leads nowhere stays as written, and has none of these: a check tells of it."""


@dataclass(frozen=True)
class Shown:
    """The headings, the addresses of links and the words of pictures, in order."""

    headings: list[str]
    links: list[str]
    pictures: list[str]


def page(made: Workspace, issue: str) -> Shown:
    """What the article of a page shows."""
    url = f"/newsletters/{issue}/"
    return _shown(made.page(url), address(made, issue), "//main//article")


def mail(made: Workspace, issue: str) -> Shown:
    """What the HTML of an e-mail shows between its head and its foot."""
    return _shown(made.read(f"email/{issue}.html"), address(made, issue), "//*[@role='article']")


def feed(made: Workspace, issue: str) -> Shown:
    """What the feed item shows."""
    items = json.loads(made.read("site/newsletters/feed.json"))["items"]
    whole = address(made, issue)
    content = next(item["content_html"] for item in items if item["url"] == whole)
    return _shown(f"<article>{content}</article>", whole, "//article")


def text(made: Workspace, issue: str) -> Shown:
    """What the text of an e-mail shows between its head and its foot."""
    whole = made.read(f"email/{issue}.txt")
    middle = whole.split(f"<{address(made, issue)}>\n", 1)[1].rpartition("-" * 8)[0]
    lines = [re.sub(r"^(?:> ?| +)+", "", line) for line in middle.split("\n")]
    flat = " ".join(" ".join(lines).split())
    return Shown(
        headings=list(_headings(lines)),
        links=_ADDRESS.findall(flat),
        pictures=re.findall(r"\[Image: ([^\]]*)\]", flat),
    )


def address(made: Workspace, issue: str) -> str:
    """The whole address of an issue."""
    found = re.search(
        r"^url: (\S+)$", made.root.joinpath("site.yaml").read_text("utf-8"), re.MULTILINE
    )
    assert found
    return f"{found[1].rstrip('/')}/newsletters/{issue}/"


def _shown(source: str, whole: str, article: str) -> Shown:
    base = urlsplit(whole).path.split("newsletters/")[0]
    root: Any = lxml_html.document_fromstring(
        source.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    inside = f"{article}//*[not(ancestor-or-self::*[{_OURS}])]"
    links = root.xpath(f"{inside}[self::a][@href][not(starts-with(@class, 'footnote-'))]/@href")
    return Shown(
        headings=_folded(
            each.text_content()
            for each in root.xpath(
                f"{inside}[re:test(name(), '^h[1-6]$')]",
                namespaces={"re": "http://exslt.org/regular-expressions"},
            )
        ),
        links=[
            link if link.startswith(_SCHEMES) else urljoin(whole, link)
            for link in links
            if link.startswith((*_SCHEMES, base, "#"))
        ],
        pictures=_folded(root.xpath(f"{inside}[self::img]/@alt")),
    )


def _folded(texts: Any) -> list[str]:
    return [folded for text in texts if (folded := " ".join(text.split()))]


def _headings(lines: list[str]) -> Any:
    for number, line in enumerate(lines):
        if re.fullmatch("-+|=+", line) and number and lines[number - 1]:
            start = number
            while start and lines[start - 1]:
                start -= 1
            words = " ".join(lines[start:number])
            yield " ".join(re.sub(r"\[Image: [^\]]*\]", "", _ADDRESS.sub("", words)).split())
