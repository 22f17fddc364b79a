"""A folder of texts of Jekyll, Hugo or Pelican: each text becomes an entry, its links hold."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from evangelist.content.places import entry_path
from evangelist.content.tables import unreadable
from evangelist.model.kinds import kind_named
from evangelist.problems import Problem
from evangelist.scaffold.importers import addresses
from evangelist.scaffold.importers.fronts import front_of, redirects
from evangelist.scaffold.importers.layout import ORIGINS, read_layout
from evangelist.scaffold.importers.links import Resolver, addresses_in, rewritten
from evangelist.scaffold.importers.liquid import from_liquid
from evangelist.scaffold.importers.outside import without_outside
from evangelist.scaffold.importers.plan import Known, Plan, Planned, Wish
from evangelist.scaffold.importers.settle import Settled, settle
from evangelist.scaffold.importers.shortcodes import from_hugo, from_pelican
from evangelist.scaffold.importers.tags import Page
from evangelist.scaffold.importers.texts import Text, Work, read_texts, told_kinds

_CONVERT = {"jekyll": from_liquid, "hugo": from_hugo, "pelican": from_pelican}
_NAMES = {"jekyll": "Jekyll", "hugo": "Hugo", "pelican": "Pelican"}


def plan_folder(source: Path, wish: Wish, known: Known, taken: set[str]) -> Plan:
    """One entry for each text, with the files that it shows.

    Nothing is raised but OSError, where the folder cannot be listed.
    """
    layout = read_layout(source, wish.origin if wish.origin in ORIGINS else "")
    work = Work(layout, wish, source, taken)
    texts = read_texts(work)
    if not layout.texts:
        hint = "a folder with texts in Markdown (.md) is brought in"
        work.problems.append(unreadable("holds no text", source.as_posix(), 0, hint))
    _tell_layout(work)
    for what in told_kinds(texts, wish):
        work.tell(what)
    resolver = _resolver(texts, work)
    names = frozenset(entry_path(text.target) for text in texts)
    files = [_planned(text, resolver, known, names, work) for text in texts]
    copies = [Planned(path, file) for path, file in sorted(resolver.copies.items())]
    for address in resolver.too_large:
        work.tell(f"'{address}' is too large to be copied")
    planned = tuple(file for file in files if file)
    return Plan((*planned, *copies), tuple(work.decisions), tuple(work.problems))


def _tell_layout(work: Work) -> None:
    layout, where = work.layout, work.source.as_posix()
    how = f"read as those of {_NAMES[layout.origin]} {layout.reason}"
    work.tell(f"{where}: {len(layout.texts)} texts, {how}")
    endings = Counter(posixpath.splitext(path)[1].lower() for path in layout.other)
    for ending, count in sorted(endings.items()):
        first = next(path for path in layout.other if path.lower().endswith(ending))
        work.tell(f"left out, no Markdown: {count} {ending} ({first}); pandoc can convert it")
    for path in layout.about:
        work.tell(f"left out, about the folder itself: {path}")


def _resolver(texts: Sequence[Text], work: Work) -> Resolver:
    """Convert the tags of all texts, learn their old addresses, and know where links lead."""
    layout = work.layout
    by_path = {text.path: text.target for text in texts}
    names = _names(by_path)
    for text in texts:
        text.addresses = addresses.OLD_ADDRESSES[layout.origin](text.old, layout.config)
        page = Page(text.old.values, layout.config, _finder(text, names))
        text.body = _CONVERT[layout.origin](text.head.body, page, text.aside)
    by_address: dict[str, str] = {}
    for text in texts:
        written, _ = redirects(text.old.values, text.addresses, text.target, "")
        for address in (*text.addresses, *written, *addresses.by_day(text.old)):
            by_address.setdefault(addresses.key(address), text.target)
    _learn_style(texts, work)
    return Resolver(layout, by_path, by_address)


def _names(by_path: Mapping[str, str]) -> dict[str, str]:
    """What tags may call each text: its path or its name, with or without the ending."""
    names: dict[str, str] = {}
    for path, target in by_path.items():
        stem = path.rsplit(".", 1)[0]
        for name in (path, stem, posixpath.basename(path), posixpath.basename(stem)):
            names.setdefault(name.lower(), target)
    return names


def _finder(text: Text, names: Mapping[str, str]) -> Callable[[str], str]:
    """Finds another text by the name that a tag uses; its address is final, so it is put aside."""

    def find(name: str) -> str:
        wanted = name.strip().strip("/").lower()
        near = posixpath.normpath(posixpath.join(posixpath.dirname(text.path).lower(), wanted))
        target = names.get(near) or names.get(wanted) or names.get(posixpath.basename(wanted))
        if not target:
            return ""
        return text.aside.raw(posixpath.relpath(target, posixpath.dirname(text.target) or "."))

    return find


def _learn_style(texts: Sequence[Text], work: Work) -> None:
    """Keep the addresses by day that texts use for posts, where no configuration says any."""
    posts = [text for text in texts if not text.addresses and addresses.by_day(text.old)]
    keys = {addresses.key(each) for text in posts for each in addresses.by_day(text.old)}
    used = [
        address
        for text in texts
        for address in addresses_in(text.body)
        if address.startswith("/") and addresses.key(address) in keys
    ]
    if not used:
        return
    style = addresses.style_of(used)
    for text in posts:
        text.addresses = addresses.in_style(text.old, style)
    shown = used[0].split("#", maxsplit=1)[0]
    work.tell(f"texts link to posts as {shown}: each keeps such an address in redirect_from")


def _planned(
    text: Text, resolver: Resolver, known: Known, names: frozenset[str], work: Work
) -> Planned | None:
    changed: list[str] = []

    def change(address: str) -> str:
        new = resolver.resolve(address, text.moved)
        changed.extend([address] if new != address else [])
        return new

    body, outside = without_outside(rewritten(text.body, change), text.target)
    settled, told = _front(text, resolver, known, names, work)
    told = [*text.aside.told, *told]
    told += ["addresses of texts and files are now paths"] if changed else []
    told += [f"'{each}' leads out of the folder: its words stay, no link" for each in outside]
    for what in dict.fromkeys(told):
        work.tell(what, text.path)
    try:
        whole, left = text.aside.back(settled.text(body))
    except ValueError as error:
        work.problems.append(unreadable(str(error), text.where, 1, "shorten it"))
        return None
    work.problems += [_left(name, text.target, line) for line, name, _ in left]
    return Planned(text.target, whole.encode(), text.where)


def _front(
    text: Text, resolver: Resolver, known: Known, names: frozenset[str], work: Work
) -> tuple[Settled, list[str]]:
    """The front matter of a text, and what was decided for it."""
    kind, values = kind_named(text.kind), text.head.values
    stem = posixpath.basename(entry_path(text.target))
    picture = partial(resolver.file, text=text.moved)
    front = front_of(values, kind, work.layout.origin, stem, picture)
    slug = str(front.values.get("slug", ""))
    kept, refused = redirects(values, text.addresses, text.target, slug)
    front.values.update({"redirect_from": kept} if kept else {})
    front.extra.update({"aliases": refused} if refused else {})
    settled = settle(kind, front.values, front.extra, known, names)
    moved = [f"{reason}; kept below extra:" for reason in settled.moved.values()]
    return settled, [*front.told, *moved]


def _left(name: str, target: str, line: int) -> Problem:
    message = f"the template tag {name} has no equal here and stays as it is written"
    hint = "write it in Markdown, or take it out"
    return Problem("import-tag", message, f"content/{target}", line, 1, hint)
