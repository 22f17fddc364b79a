"""What an issue shows besides its text: decided once for page, feed item, e-mail and text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evangelist.model.body import Addressed, Anchor, Embed, Part
from evangelist.model.card import Card, link_to
from evangelist.outputs.bodies import content, embed_card, is_for
from evangelist.outputs.calendars import calendar_url, dated_events
from evangelist.outputs.images import Medium
from evangelist.outputs.page import Issue, Page
from evangelist.site.lens import Lens

_WITH_CARD = frozenset(["service", "case-study"])
_PLAIN = "feed-issue.html"


def issue_of(lens: Lens, card: Card, medium: Medium, audience: str = "") -> Issue | None:
    """What a newsletter features, for a medium; None for any other entry.

    Services and case studies that its text does not show yet have a card, ideas a place of their
    own, and all others a link. With an `audience`, nobody else's asks are in it.
    """
    if card.kind != "newsletter":
        return None
    names = dict.fromkeys(feature.path for feature in card.get("features"))
    featured = [lens.card(name) for name in names if lens.link(name)]
    shown = set(_shown(lens, lens.body(card.path).parts, audience))
    cards = [each for each in featured if each.kind in _WITH_CARD and each.path not in shown]
    ideas = [each for each in featured if each.kind == "idea"]
    links = [lens.link(each.path) for each in featured if each not in cards and each not in ideas]
    return Issue(
        cards=tuple(embed_card(lens, each, medium) for each in cards),
        links=tuple(link for link in links if link),
        ideas=tuple(ideas),
        events=card.get("events"),
        calendar=calendar_url(card) if dated_events(card) else "",
        asks=tuple(ask for ask in card.get("asks") if is_for(audience, ask.audience)),
        corrects=lens.link(card.get("corrects")) if card.get("corrects") else None,
        corrected_by=tuple(
            link_to(other)
            for other in lens.cards("newsletter", about=card.path)
            if (corrected := other.get("corrects")) and corrected.path == card.path
        ),
    )


def _shown(lens: Lens, parts: Iterable[Part], audience: str) -> Iterator[str]:
    """The paths of all entries that a text links to where an audience can read it."""
    for part in parts:
        if isinstance(part, Embed | Anchor):
            anchor = part.anchor if isinstance(part, Embed) else part
            if entry := lens.resolve(anchor.target).entry:
                yield entry
        elif isinstance(part, Addressed) and is_for(audience, part.audiences):
            yield from _shown(lens, part.parts, audience)


def plain_issue(lens: Lens, card: Card, audience: str = "") -> str:
    """An issue as plain HTML that means what it says: the feed item, and what the text is made of.

    Its addresses are written as the lens writes them; `audience` as for `issue_of`.
    """
    page = Page(
        template=_PLAIN,
        url=card.url,
        title=card.title,
        canonical=lens.canonical(card.url),
        lang=card.front.lang or lens.setting("lang"),
        card=card,
        body=content(lens, lens.body(card.path), "feed", audience),
        issue=issue_of(lens, card, "feed", audience),
    )
    return lens.template(_PLAIN).render(page=page, site=lens).strip()
