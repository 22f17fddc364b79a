"""Links and pictures in texts: each leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from evangelist.model.card import Card
from evangelist.model.places import Mention
from evangelist.problems import Problem
from evangelist.site.lens import Lens
from evangelist.site.links import Resolved, is_shown
from evangelist.site.pictures import front_image

_AGAIN = "save it again as JPEG or PNG"
_FIXED_PARTS = {"main"}


def dead_links(lens: Lens, card: Card) -> Iterator[Problem]:
    """Every link and picture of a text."""
    for mention in lens.places(card.path).mentions:
        found = lens.resolve(mention.target)
        check = _picture if mention.kind == "image" else _link
        for code, message, hint in check(lens, mention, found):
            yield Problem(code, message, card.source, mention.line, mention.column, hint)


_Finding = tuple[str, str, str]


def _link(lens: Lens, mention: Mention, found: Resolved) -> Iterator[_Finding]:
    target = mention.target
    if found.state == "outside":
        yield "path-outside", f"'{target.href}' leads out of the content", "link to a file inside"
    elif found.state == "draft":
        yield "link-draft", f"'{target.href}' is not published: shown as plain text", ""
    elif found.state == "refused":
        yield _refused(target.href)
    elif found.state == "dead":
        yield "link-dead", f"'{target.href}' leads nowhere", _hint(lens, mention)
    elif found.entry and target.fragment and not _has_part(lens, found.entry, target.fragment):
        hint = lens.suggest_part(found.entry, target.fragment, "parts")
        yield "anchor-missing", f"'{target.href}': there is no part '{target.fragment}'", hint


def _picture(lens: Lens, mention: Mention, found: Resolved) -> Iterator[_Finding]:
    target = mention.target
    if found.state == "outside":
        yield "path-outside", f"'{target.href}' leads out of the content", "copy the picture inside"
    elif found.state == "remote":
        message = f"the picture '{target.href}' lies on another server: a link stands in for it"
        yield "image-remote", message, "put a copy beside the entry"
    elif found.state == "refused":
        yield _refused(target.href)
    elif not is_shown(found):
        hint = lens.suggest(target.file, "files")
        yield "image-missing", f"the picture '{target.href}' does not exist", hint
    elif found.state == "file" and (broken := lens.image(target.file).broken):
        yield "image-broken", f"the picture '{target.href}' cannot be read: {broken}", _AGAIN


def _has_part(lens: Lens, path: str, name: str) -> bool:
    return name in _FIXED_PARTS or lens.anchor(path, name)


def _refused(href: str) -> _Finding:
    ending = href.rsplit(".", 1)[-1]
    message = f"'{href}' is not published: files of its kind can carry scripts"
    return "file-refused", message, f"if you trust it, add '{ending}' to files.allow in site.yaml"


def _hint(lens: Lens, mention: Mention) -> str:
    target = mention.target
    if target.entry:
        return lens.suggest(target.entry, "entries")
    if "{" in target.href:
        return "template tags of other generators are not read here"
    path = target.url.strip("/")
    return f"write {path}.md, the path of the file" if lens.standing(path) == "published" else ""


def missing_front_images(lens: Lens, card: Card) -> Iterator[Problem]:
    """The picture that front matter names exists and can be read."""
    if not card.front.image:
        return
    target = front_image(card)
    line, column = lens.places(card.path).mark("image")
    mention = Mention("image", target, card.front.image_alt, line, column)
    for code, message, hint in _picture(lens, mention, lens.resolve(target)):
        yield Problem(code, message, card.source, line, column, hint)
