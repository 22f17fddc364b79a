"""site.yaml, checked: the settings of a site."""

from __future__ import annotations

import re
from typing import Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from evangelist.model.values import Address, Anything, Line, Many, Structured, Value

_NO_PLACE = {"content", "output", ".evangelist", "themes"}
_SECRETS = {"password", "token", "secret"}


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


class RelaySettings(Value):
    """The mail server that takes what is sent. Passwords and tokens never stand here."""

    host: Line = Field("", description="Its name, as its certificate has it.")
    port: int = Field(
        0, ge=0, le=65535, description="Its port; 0 for 587, with `tls` 465, with `none` 25."
    )
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="`starttls`, `tls` (from the first byte) or `none`."
    )
    user: Line = Field("", description="Who signs in.")
    sign_in: Literal["none", "password", "xoauth2"] = Field(
        "none", description="`none`, `password` or `xoauth2`."
    )
    token_command: Line = Field("", description="A program that prints the token for `xoauth2`.")
    hello: Line = Field("", description="What this computer calls itself; default: its own name.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, dict) and (_SECRETS & {*value}):
            raise ValueError(
                "what is secret never stands in site.yaml: take it out, choose another one, and "
                "set it as EVANGELIST_SMTP_PASSWORD or EVANGELIST_SMTP_TOKEN"
            )
        return {"host": value} if isinstance(value, str) else value

    @field_validator("host")
    @classmethod
    def _without_port(cls, value: str) -> str:
        if ":" in value and not value.startswith("["):
            raise ValueError(f"'{value}' is no name of a server; write the number as port:")
        return value

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.sign_in != "none" and self.security == "none":
            raise ValueError("nobody signs in without TLS; take out security: none, or sign_in")
        if self.sign_in != "none" and not self.user:
            raise ValueError(f"sign_in: {self.sign_in} needs a user")
        if self.token_command and self.sign_in != "xoauth2":
            raise ValueError("token_command is for sign_in: xoauth2")
        return self


class NewsletterSettings(Value):
    """Who sends the newsletter, to whom and how often."""

    sender: Line = Field("", alias="from", description="`Name <address>` of the sender.")
    list: Line = Field("", description="The address of the distribution list.")
    lists: dict[str, Line] = Field(
        {}, description="The list of each audience that gets an e-mail of its own: `staff: a@b.c`."
    )
    every: Literal["", "week", "fortnight", "month", "quarter"] = Field(
        "", description="The promised rhythm. `check` says when an issue is overdue."
    )
    subscribe: Address = Field("", description="Where to join: a mailto: or https: address.")
    unsubscribe: Address = Field("", description="Where to leave: a mailto: or https: address.")
    mark_links: bool = Field(
        False, description="Whether links to your site say that they come from the issue: `?src=`."
    )
    one_click: Address = Field(
        "", description="An https: address that takes a POST to leave (RFC 8058), if you have one."
    )
    images: Literal["link", "embed"] = Field(
        "link", description="`link`: pictures stay on the site; `embed`: they travel along."
    )
    relay: RelaySettings = Field(
        RelaySettings(), description="The mail server that `evangelist send` gives messages to."
    )
    rate: int = Field(25, ge=0, description="Messages a minute; 0 for as many as go.")
    ledger: str = Field(
        "mail/ledger.sqlite", description="The file that remembers who got which issue."
    )

    @field_validator("one_click")
    @classmethod
    def _takes_a_post(cls, value: str) -> str:
        if value and not value.lower().startswith("https://"):
            raise ValueError(f"'{value}' takes no POST; an https: address does (RFC 8058)")
        return value

    @field_validator("ledger")
    @classmethod
    def _kept(cls, value: str) -> str:
        path = value.strip().replace("\\", "/").removeprefix("./")
        names = path.split("/")
        if ".." in names or "" in names or ":" in path:
            raise ValueError(f"'{value}' is no file beside site.yaml or below; write mail/x.sqlite")
        if (first := names[0]).casefold() in _NO_PLACE:
            raise ValueError(f"what lies in {first}/ is published or thrown away; write mail/…")
        return path

    def list_for(self, audience: str) -> str:
        """The address of an audience's list, or nothing; for no audience that of everybody."""
        if not audience:
            return self.list
        found = (
            value for name, value in self.lists.items() if name.casefold() == audience.casefold()
        )
        return next(found, "")


class LinkSettings(Value):
    """Addresses that pages offer."""

    edit: Address = Field("", description="Where a page is edited; `{path}` is the file's path.")
    feedback: Address = Field("", description="Where feedback goes; mailto: or https:.")


class FileSettings(Value):
    """Which files beside entries may be published."""

    allow: Many[str] = Field((), description="Endings that can carry scripts: svg, html.")


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
    links: LinkSettings = Field(LinkSettings(), description="Addresses that pages offer.")
    files: FileSettings = Field(FileSettings(), description="Which files may be published.")
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
