"""Bodies resolved: the same parts for a page, a feed and an e-mail, each in its own way."""

from __future__ import annotations

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


def content(lens: Lens, body: Body, medium: Medium = "page") -> Content:
    """The text of an entry for a medium; addresses are written as the lens writes them."""
    html = "".join(_part(lens, part, medium) for part in body.parts)
    return Content(Markup(html), body.toc, body.text)  # noqa: S704 - sanitized when parsed


def _part(lens: Lens, part: Part, medium: Medium) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Label):
        return escape(lens.t(part.key))
    if isinstance(part, Image):
        return image_html(lens, part, medium)
    if isinstance(part, Embed):
        return _embed(lens, part, medium)
    if isinstance(part, Addressed):
        return _addressed(lens, part, medium)
    return _anchor(lens, part, medium)


def _inside(lens: Lens, around: Addressed | Anchor, medium: Medium) -> str:
    return "".join(_part(lens, part, medium) for part in around.parts)


def _addressed(lens: Lens, part: Addressed, medium: Medium) -> str:
    """A part for some audiences, with their names before it."""
    label = escape(f"{lens.t('common.for')} {', '.join(part.audiences)}")
    inside = _inside(lens, part, medium)
    return f'<div class="for"><p class="for-label">{label}</p>{inside}</div>'


def _anchor(lens: Lens, anchor: Anchor, medium: Medium) -> str:
    inside = _inside(lens, anchor, medium)
    found = lens.resolve(anchor.target)
    if found.state in {"draft", "refused", "outside"}:
        return inside
    href = anchor.target.href if found.state == "dead" else _address(lens, anchor, found, medium)
    return f'<a href="{escape(href)}"{anchor.attributes}>{inside}</a>'


def _address(lens: Lens, anchor: Anchor, found: Resolved, medium: Medium) -> str:
    target = anchor.target
    if target.href.startswith("#") and medium != "feed":
        return target.href
    fragment = f"#{target.fragment}" if target.fragment else ""
    query = urlsplit(target.href).query if found.state != "remote" else ""
    return (
        lens.url(found.url) + (f"?{query}" if query else "") + ("" if target.remote else fragment)
    )


def _embed(lens: Lens, embed: Embed, medium: Medium) -> str:
    found = lens.resolve(embed.anchor.target)
    if found.state != "entry":
        return f"<p>{_anchor(lens, embed.anchor, medium)}</p>"
    return embed_card(lens, lens.card(found.entry), medium)


def embed_card(lens: Lens, card: Card, medium: Medium) -> Markup:
    """An entry's card as it stands within a text of a medium."""
    template = _EMBEDS[medium]
    page = Page(
        template, card.url, card.title, lens.canonical(card.url), lens.setting("lang"), card=card
    )
    html = lens.template(template).render(page=page, site=lens)
    return Markup(html)  # noqa: S704 - escaped by the template
