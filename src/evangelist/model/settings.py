"""site.yaml, checked: the settings of a site."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from evangelist.model.sending import NewsletterSettings
from evangelist.model.values import Address, Anything, Many, Structured, Value


class NavigationItem(Structured):
    """A line of the navigation: a label, and an address or the path of an entry."""

    label: str = Field("", description="The words to press; empty for the entry's title.")
    url: Address = Field("", description="An address within the site, or the path of an entry.")


class CategoryItem(Value):
    """A category of services."""

    id: str = Field(description="The word that services write as their category.")
    title: str = Field("", description="Its name, as readers say it.")
    summary: str = Field("", description="What it is for, in a sentence.")
    order: int | None = Field(None, description="Its place in the catalog; else as written.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"id": str(value)} if isinstance(value, str) else value


class SectionItem(Value):
    """A folder with a listing, and a feed on request."""

    folder: str = Field(description="The folder below content/.")
    title: str = Field("", description="The title of its listing.")
    summary: str = Field("", description="What it is for, in a sentence.")
    feed: bool = Field(False, description="Whether its dated entries get a feed.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"folder": str(value)} if isinstance(value, str) else value

    @field_validator("folder")
    @classmethod
    def _inside(cls, value: str) -> str:
        folder = value.strip().strip("/").removeprefix("content/")
        names = folder.split("/")
        if "\\" in folder or any(name.strip(". ") != name or not name for name in names):
            raise ValueError(f"'{value}' is not a folder below content/")
        return folder


class FeedSettings(Value):
    """How long feeds are."""

    items: int = Field(20, ge=1, description="Entries in the feed of the whole site.")
    items_each: int = Field(50, ge=1, description="Entries in each other feed.")


class MarkdownSettings(Value):
    """How texts are read."""

    engine: Literal["markdown", "gfm"] = Field(
        "markdown",
        description="`markdown`: Python-Markdown; `gfm`: what a code host shows, and much faster.",
    )
    raw_html: str = Field("sanitize", description="`sanitize`, `escape` or `trust`.")
    extensions: Many[str] = Field(
        (), description="More extensions of Python-Markdown, for its engine alone."
    )

    @field_validator("raw_html")
    @classmethod
    def _known_treatment(cls, value: str) -> str:
        if value not in {"sanitize", "escape", "trust"}:
            raise ValueError(f"'{value}' is none of sanitize, escape, trust")
        return value


class LinkSettings(Value):
    """Addresses that pages offer."""

    edit: Address = Field("", description="Where a page is edited; `{path}` is the file's path.")
    feedback: Address = Field(
        "",
        description="Where feedback goes; mailto: or https:. `{title}`, `{url}` and `{path}` are"
        " those of the page; a mail without a subject gets the first two.",
    )


class FileSettings(Value):
    """Which files beside entries may be published."""

    allow: Many[str] = Field(
        (), description="Endings of files that can carry scripts, and that you trust: svg, html."
    )


class PictureSettings(Value):
    """What is made of pictures."""

    avif: bool = Field(
        False,
        description="Whether photos are AVIF too: fewer bytes, and a much longer first build.",
    )


class CatalogSettings(Value):
    """In which forms the catalog is published beside its pages."""

    backstage: bool = Field(False, description="Whether there is a catalog-info.yaml, too.")


class Silence(Value):
    """A code that is not reported, for some paths or for all, and why."""

    code: str = Field(description="The code of the finding.")
    paths: Many[str] = Field(
        (), description="Files below content/, with * for anything; none for all."
    )
    reason: str = Field(description="Why; for whoever reads the file next.")


class Settings(Value):
    """The settings of a site. `title` and `url` are enough to start."""

    title: str = Field(min_length=1, description="The name of the site.")
    url: str = Field(description="Where the site is published, with its path.")
    description: str = Field("", description="What the site is for, in a sentence.")
    lang: str = Field("en", description="The language of the site: en, de, en-IE.")
    timezone: str = Field("UTC", description="The time zone of dates without an offset.")
    currency: str = Field("EUR", description="The currency of prices, three letters.")
    theme: str = Field("lectern", description="A folder below themes/, or a built-in theme.")
    brand: dict[str, Anything] = Field({}, description="Values over the theme's tokens.")
    navigation: Many[NavigationItem] = Field(
        (), description="The main navigation. A listing appears in it once it has entries."
    )
    categories: Many[CategoryItem] = Field((), description="The categories of the catalog.")
    audiences: Many[str] = Field((), description="The audiences that services name.")
    sections: Many[SectionItem] = Field((), description="Folders that get a listing.")
    feeds: FeedSettings = Field(FeedSettings(), description="How long feeds are.")
    markdown: MarkdownSettings = Field(MarkdownSettings(), description="How texts are read.")
    newsletter: NewsletterSettings = Field(
        NewsletterSettings(), description="Who sends the newsletter, and to whom."
    )
    search: bool = Field(True, description="Whether the site has a search.")
    cards: bool = Field(True, description="Whether pictures for shared links are drawn.")
    links: LinkSettings = Field(LinkSettings(), description="Addresses that pages offer.")
    files: FileSettings = Field(FileSettings(), description="Which files may be published.")
    pictures: PictureSettings = Field(PictureSettings(), description="What is made of pictures.")
    catalog: CatalogSettings = Field(CatalogSettings(), description="The catalog as data.")
    cname: str = Field("", description="The own domain of a site on GitHub Pages.")
    silence: Many[Silence] = Field((), description="Findings that are not reported, and why.")
    extra: dict[str, Anything] = Field({}, description="Anything, for templates.")

    @field_validator("url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        return absolute_url(value)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"'{value}' is not a time zone; write one like Europe/Berlin"
            ) from None
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the site."""
        return ZoneInfo(self.timezone)


def absolute_url(value: str) -> str:
    """Check an address of a site; the result ends with a slash and has none twice in its path.

    Raises ValueError unless it is http or https with a host, without a user name, with a port
    that can be, and with nothing after the path.
    """
    text = value.strip()
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or " " in text or not text.isprintable():
        raise ValueError(f"{value!r} is not a web address; write one like https://example.org/")
    if "?" in text or "#" in text:
        raise ValueError(f"'{value}' has something after its path; leave out ? and #")
    if "@" in parts.netloc:
        raise ValueError("everybody would read its user name; leave out @ and what is before it")
    try:
        is_port = parts.port != 0
    except ValueError:
        is_port = False
    if not is_port:
        raise ValueError(f"'{value}' has a port that cannot be; write a number from 1 to 65535")
    path = re.sub("/{2,}", "/", f"{parts.path}/")
    return f"{parts.scheme}://{parts.netloc}{path}"
