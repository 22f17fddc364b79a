"""Links and pictures in texts: each leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from evangelist.model.card import Card
from evangelist.model.places import Mention
from evangelist.problems import Problem
from evangelist.site.checks.references import offering_ids, suggestion
from evangelist.site.index import Site
from evangelist.site.links import Resolved, is_shown, resolve
from evangelist.site.pictures import front_image

_AGAIN = "save it again as JPEG or PNG"
_FIXED_ANCHORS = {"main"}


def dead_links(site: Site) -> Iterator[Problem]:
    """Every link and picture of every text that is published."""
    for path, places in site.places.items():
        card = site.cards[path]
        for mention in places.mentions:
            found = resolve(site, mention.target)
            check = _picture if mention.kind == "image" else _link
            for code, message, hint in check(site, mention, found):
                yield Problem(code, message, card.source, mention.line, mention.column, hint)


_Finding = tuple[str, str, str]


def _link(site: Site, mention: Mention, found: Resolved) -> Iterator[_Finding]:
    target = mention.target
    if found.state == "outside":
        yield "path-outside", f"'{target.href}' leads out of the content", "link to a file inside"
    elif found.state == "draft":
        yield "link-draft", f"'{target.href}' is not published: shown as plain text", ""
    elif found.state == "refused":
        yield _refused(target.href)
    elif found.state == "dead":
        yield "link-dead", f"'{target.href}' leads nowhere", _hint(site, mention)
    elif found.entry and target.fragment and not _has_anchor(site, found.entry, target.fragment):
        hint = suggestion(target.fragment, site.bodies[found.entry].anchors)
        yield "anchor-missing", f"'{target.href}': there is no part '{target.fragment}'", hint


def _picture(site: Site, mention: Mention, found: Resolved) -> Iterator[_Finding]:
    target = mention.target
    if found.state == "outside":
        yield "path-outside", f"'{target.href}' leads out of the content", "copy the picture inside"
    elif found.state == "remote":
        message = f"the picture '{target.href}' lies on another server: a link stands in for it"
        yield "image-remote", message, "put a copy beside the entry"
    elif found.state == "refused":
        yield _refused(target.href)
    elif not is_shown(found):
        hint = suggestion(target.file, site.files)
        yield "image-missing", f"the picture '{target.href}' does not exist", hint
    elif found.state == "file" and (broken := site.pictures[target.file].broken):
        yield "image-broken", f"the picture '{target.href}' cannot be read: {broken}", _AGAIN


def _refused(href: str) -> _Finding:
    ending = href.rsplit(".", 1)[-1]
    message = f"'{href}' is not published: files of its kind can carry scripts"
    return "file-refused", message, f"if you trust it, add '{ending}' to files.allow in site.yaml"


def _has_anchor(site: Site, path: str, name: str) -> bool:
    return (
        name in site.bodies[path].anchors
        or name in offering_ids(site, path)
        or name in _FIXED_ANCHORS
    )


def _hint(site: Site, mention: Mention) -> str:
    target = mention.target
    if target.entry:
        return suggestion(target.entry, site.cards)
    if "{" in target.href:
        return "template tags of other generators are not read here"
    path = target.url.strip("/")
    return f"write {path}.md, the path of the file" if path in site.cards else ""


def missing_front_images(site: Site) -> Iterator[Problem]:
    """The picture that front matter names exists and can be read."""
    for card in site.cards.values():
        if card.front.image:
            yield from _front_image(site, card)


def _front_image(site: Site, card: Card) -> Iterator[Problem]:
    target = front_image(card)
    line, column = site.places[card.path].mark("image")
    mention = Mention("image", target, card.front.image_alt, line, column)
    for code, message, hint in _picture(site, mention, resolve(site, target)):
        yield Problem(code, message, card.source, line, column, hint)
