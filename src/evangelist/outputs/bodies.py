"""Bodies resolved: the same parts for a page, a feed and an e-mail, each in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from markupsafe import Markup

from evangelist.model.body import Addressed, Anchor, Body, Embed, Image, Label, Part
from evangelist.model.card import Card
from evangelist.outputs.images import Medium, image_html
from evangelist.outputs.page import Content, Page
from evangelist.site.lens import Lens
from evangelist.site.links import Resolved

_EMBEDS = {"page": "embed.html", "feed": "feed-embed.html", "mail": "email-embed.html"}


@dataclass(frozen=True, slots=True)
class _View:
    """For whom parts are resolved: a medium, and one audience where it is not everybody."""

    lens: Lens
    medium: Medium
    audience: str


def content(lens: Lens, body: Body, medium: Medium = "page", audience: str = "") -> Content:
    """The text of an entry for a medium; addresses are written as the lens writes them.

    With an `audience`, what is for other audiences is left out.
    """
    view = _View(lens, medium, audience)
    html = "".join(_part(view, part) for part in body.parts)
    return Content(Markup(html), body.toc)  # noqa: S704 - sanitized when parsed


def is_for(audience: str, named: Sequence[str]) -> bool:
    """Whether what is for the audiences `named` is for this one: nobody named means everybody."""
    return not audience or not named or audience.casefold() in {name.casefold() for name in named}


def _part(view: _View, part: Part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Label):
        return escape(view.lens.t(part.key))
    if isinstance(part, Image):
        return image_html(view.lens, part, view.medium)
    if isinstance(part, Embed):
        return _embed(view, part)
    if isinstance(part, Addressed):
        return _addressed(view, part)
    return _anchor(view, part)


def _inside(view: _View, around: Addressed | Anchor) -> str:
    return "".join(_part(view, part) for part in around.parts)


def _addressed(view: _View, part: Addressed) -> str:
    """A part for some audiences, with their names before it."""
    if not is_for(view.audience, part.audiences):
        return ""
    label = escape(f"{view.lens.t('common.for')} {', '.join(part.audiences)}")
    return f'<div class="for"><p class="for-label small">{label}</p>{_inside(view, part)}</div>'


def _anchor(view: _View, anchor: Anchor) -> str:
    inside = _inside(view, anchor)
    found = view.lens.resolve(anchor.target)
    if found.state in {"draft", "refused", "outside"}:
        return inside
    href = anchor.target.href if found.state == "dead" else _address(view, anchor, found)
    return f'<a href="{escape(href)}"{anchor.attributes}>{inside}</a>'


def _address(view: _View, anchor: Anchor, found: Resolved) -> str:
    target = anchor.target
    if target.href.startswith("#") and view.medium != "feed":
        return target.href
    fragment = f"#{target.fragment}" if target.fragment else ""
    query = _query(target.href) if found.state != "remote" else ""
    return (
        view.lens.url(found.url)
        + (f"?{query}" if query else "")
        + ("" if target.remote else fragment)
    )


def _query(href: str) -> str:
    return urlsplit(href).query if "?" in href else ""


def _embed(view: _View, embed: Embed) -> str:
    found = view.lens.resolve(embed.anchor.target)
    if found.state != "entry":
        return f"<p>{_anchor(view, embed.anchor)}</p>"
    return embed_card(view.lens, view.lens.card(found.entry), view.medium)


def embed_card(lens: Lens, card: Card, medium: Medium) -> Markup:
    """An entry's card as it stands within a text of a medium."""
    template = _EMBEDS[medium]
    page = Page(
        template, card.url, card.title, lens.canonical(card.url), lens.setting("lang"), card=card
    )
    html = lens.template(template).render(page=page, site=lens)
    return Markup(html)  # noqa: S704 - escaped by the template
