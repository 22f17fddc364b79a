"""What a build tells the next one: enough to see that nothing at all has changed, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evangelist.model.codec import MODEL, Codec
from evangelist.problems import Problem


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an output is rendered.

    It is `new`, or `planned` otherwise than before; its bytes are `lost` from their place; or it
    `asked` questions, of which these have other answers now.
    """

    kind: str
    questions: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build found to differ from the build before it, as a person knows it.

    `files` are paths from the folder of the site, or words for a part of the theme; `templates`
    has those of them that a template is or includes, by the name under which renders ask for it.
    `day` says that another day is today, `first` that nothing is remembered of a build before.
    """

    files: tuple[str, ...] = ()
    templates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The last build of a profile that rendered anything.

    `ground` is a digest of everything that was read but the `files` beside entries: these have
    digests of their own, those that were asked for. `outputs` is a digest of what was written,
    by path and digest; `reasons` say why each output was rendered, and `changes` what was found
    then. `theme` has the digests of the parts of the theme.
    """

    ground: str
    files: Mapping[str, str] = field(default_factory=dict)
    outputs: str = ""
    problems: tuple[Problem, ...] = ()
    hidden: int = 0
    origins: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    theme: Mapping[str, str] = field(default_factory=dict)


_CODEC = Codec(*MODEL, Reason, Changes, Told)
encode = _CODEC.encode


def decode(written: bytes) -> Told:
    """What was told. Raises ValueError for bytes that are nothing of the kind."""
    told = _CODEC.decode(written)
    if not isinstance(told, Told):
        raise ValueError("is something else")  # noqa: TRY004 - like all that is wrong with it
    return told
