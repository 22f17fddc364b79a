"""All kinds of entries. A new kind is one file here, one name in KINDS and one template."""

from __future__ import annotations

from evangelist.model.entry import Kind
from evangelist.model.kinds import case_study, choice, idea, news, newsletter, page, service, team

PAGE = page.KIND
KINDS: tuple[Kind, ...] = (
    service.KIND,
    choice.KIND,
    case_study.KIND,
    newsletter.KIND,
    news.KIND,
    idea.KIND,
    team.KIND,
    PAGE,
)
FOLDERS = frozenset(kind.folder for kind in KINDS if kind.folder)


def kind_named(name: str) -> Kind:
    """The kind with this name."""
    return next(kind for kind in KINDS if kind.name == name)


def kind_of(path: str) -> Kind:
    """The kind of a file by its path below `content/`: the first folder says it.

    The `index.md` of a kind's own folder is a page: it introduces the listing.
    """
    first, slash, rest = path.partition("/")
    if not slash or rest.rsplit(".", 1)[0] == "index":
        return PAGE
    return next((kind for kind in KINDS if kind.folder == first), PAGE)
