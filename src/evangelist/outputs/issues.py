"""What an issue shows besides its text: decided once for page, feed item, e-mail and text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evangelist.model.body import Anchor, Embed, Part
from evangelist.model.card import Card
from evangelist.outputs.bodies import content, embed_card
from evangelist.outputs.images import Medium
from evangelist.outputs.page import Issue, Page
from evangelist.site.lens import Lens

_WITH_CARD = frozenset(["service", "case-study"])
_PLAIN = "feed-issue.html"


def issue_of(lens: Lens, card: Card, medium: Medium) -> Issue | None:
    """What a newsletter features, for a medium; None for any other entry.

    Services and case studies that its text does not show yet have a card, ideas a place of their
    own, and all others a link.
    """
    if card.kind != "newsletter":
        return None
    names = dict.fromkeys(feature.path for feature in card.get("features"))
    featured = [lens.card(name) for name in names if lens.link(name)]
    shown = set(_shown(lens, lens.body(card.path).parts))
    cards = [each for each in featured if each.kind in _WITH_CARD and each.path not in shown]
    ideas = [each for each in featured if each.kind == "idea"]
    links = [lens.link(each.path) for each in featured if each not in cards and each not in ideas]
    return Issue(
        cards=tuple(embed_card(lens, each, medium) for each in cards),
        links=tuple(link for link in links if link),
        ideas=tuple(ideas),
    )


def _shown(lens: Lens, parts: Iterable[Part]) -> Iterator[str]:
    """The paths of all entries that a text links to."""
    for part in parts:
        if isinstance(part, Embed | Anchor):
            anchor = part.anchor if isinstance(part, Embed) else part
            if entry := lens.resolve(anchor.target).entry:
                yield entry


def plain_issue(lens: Lens, card: Card) -> str:
    """An issue as plain HTML that means what it says: the feed item, and what the text is made of.

    Its addresses are written as the lens writes them.
    """
    page = Page(
        template=_PLAIN,
        url=card.url,
        title=card.title,
        canonical=lens.canonical(card.url),
        lang=card.front.lang or lens.setting("lang"),
        card=card,
        body=content(lens, lens.body(card.path), "feed"),
        issue=issue_of(lens, card, "feed"),
    )
    return lens.template(_PLAIN).render(page=page, site=lens).strip()
