"""What to say of an issue elsewhere: texts to paste into a chat, a short post, the intranet."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import partial

from evangelist.content.marks import UNFILLED, filled, for_everybody
from evangelist.mail.text import heading
from evangelist.model.card import Card
from evangelist.outputs.output import Output, Rendered
from evangelist.site.index import Site
from evangelist.site.lens import Lens

SHORT = 280
"""Characters of a short post, its address counted whole: what the strictest network takes."""
_ELLIPSIS = " …"


def plan(site: Site) -> Iterator[Output]:
    """One file for each issue, beside its e-mail."""
    for card in site.by_kind["newsletter"]:
        name = f"email/{card.path.removeprefix('newsletters/')}.posts.txt"
        yield Output(name, partial(render_posts, path=card.path), card.source)


def render_posts(lens: Lens, path: str) -> Rendered:
    """The posts of an issue: plain text in UTF-8, one below the other."""
    card = lens.card(path)
    url = lens.permanent_url(card.url)
    said = str(card.get("preheader") or card.front.summary)
    words = for_everybody(card.front, UNFILLED)
    stories = [filled(part.title, words) for part in lens.body(path).toc if part.level == 2]
    posts = (
        ("posts.chat", [card.title, said, "\n".join(f"• {title}" for title in stories), url]),
        ("posts.short", [short(card.title, said, url)]),
        ("posts.intranet", [*_intranet(lens, card, said, stories), url]),
    )
    blocks = [
        block
        for name, texts in posts
        for block in (heading(lens.t(name, n=SHORT), "-"), *(text for text in texts if text))
    ]
    return Rendered(("\n\n".join(blocks) + "\n").encode())


def short(title: str, said: str, url: str) -> str:
    """Title, as much of what is said as there is room for, and the address: at most 280 signs.

    An address is never cut, however long it is.
    """
    room = SHORT - len(url) - 1
    words = (
        f"{title}. {said}" if said and not title.endswith(("!", "?", ".")) else f"{title} {said}"
    )
    cut = textwrap.shorten(words.strip(), max(room, len(_ELLIPSIS)), placeholder=_ELLIPSIS)
    return f"{cut}\n{url}"


def _intranet(lens: Lens, card: Card, said: str, stories: list[str]) -> Iterator[str]:
    number = card.get("number")
    newsletter = lens.t("kind.newsletter")
    issue = f"{newsletter} {lens.t('newsletter.number', number=number)}" if number else newsletter
    yield f"{issue}: {card.title}"
    yield said
    if stories:
        yield f"{lens.t('newsletter.toc')}: {'; '.join(stories)}."
