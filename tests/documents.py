"""Questions that tests ask of a page."""

from __future__ import annotations

from lxml import html

from tests.sites import Workspace


class Document:
    """A page of a built site, parsed."""

    def __init__(self, source: str) -> None:
        self.root = html.document_fromstring(
            source.encode(), parser=html.HTMLParser(encoding="utf-8")
        )

    def texts(self, xpath: str) -> list[str]:
        """The words of every match, blanks folded; attributes as they are."""
        return [
            " ".join((found if isinstance(found, str) else found.text_content()).split())
            for found in self.root.xpath(xpath)
        ]

    def text(self, xpath: str) -> str:
        """The words of the only match."""
        found = self.texts(xpath)
        assert len(found) == 1, f"{xpath}: {found}"
        return found[0]

    def links(self, xpath: str) -> list[tuple[str, str]]:
        """Words and address of every link below a match."""
        found = self.root.xpath(f"{xpath}//a[@href]")
        return [(" ".join(link.text_content().split()), str(link.get("href"))) for link in found]


def document(made: Workspace, url: str) -> Document:
    """The page at an address."""
    return Document(made.page(url))
