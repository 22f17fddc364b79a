"""Lines that cannot be read as they stand, and what to write instead: tried before it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from evangelist.content.brackets import with_comma
from evangelist.content.slips import Repair, as_text, begins, indented, repairs, value_column
from evangelist.content.yaml import Document, YamlError
from evangelist.model.places import Place

Reader = Callable[[str], Document]
Guess = Callable[[str], Iterable[Repair]]
_MOST_SLIPS = 20
_NEAR = 30
"""So many lines above an error may be to blame for it."""
_PATIENCE = 200_000
"""So many characters are read again, at most, to find the right line."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a head or of site.yaml, and what reads them; `above` more stand before them.

    `guess` says what a line that cannot be read may have been meant to be.
    """

    lines: tuple[str, ...] = ()
    read: Reader | None = None
    above: int = 0
    guess: Guess = repairs

    @property
    def text(self) -> str:
        """All of them."""
        return "\n".join(self.lines)

    def at(self, line: int) -> str:
        """A line by its number in the file, or nothing."""
        index = line - self.above - 1
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def changed(self, line: int, new: str) -> Lines:
        """The same with another line in the place of one, by its number in the file."""
        index = line - self.above - 1
        return replace(self, lines=(*self.lines[:index], new, *self.lines[index + 1 :]))


NOTHING = Lines()
"""The lines of what was not read from a file."""


def read_on(lines: Lines, kind: type = dict) -> tuple[Document, Lines, tuple[YamlError, ...]]:
    """Read; each line that stops it is mended in memory, so that all slips are told at once.

    The result is what was read, the lines that it was read from, and an error for each slip.
    A line is told once, in the words of its first slip, with all that mends it. Raises YamlError
    where no mended line is found; `earlier` of it are the slips before.
    """
    original, slips = lines, dict[int, YamlError]()
    doubt: YamlError | None = None
    patience = _Patience(_PATIENCE)
    rounds = 0
    while True:
        found = _attempt(lines, kind)
        if isinstance(found, Document):
            return found, lines, tuple(slips.values())
        mended = _mended(lines, original, found, kind, patience) if rounds < _MOST_SLIPS else None
        if mended is None:
            raise doubt or _after(found, slips)
        if not mended.certain and doubt is None:
            doubt = _after(found, slips)
        line, new = mended.error.line, mended.error.mended
        slips[line] = _with_line(slips.get(line, mended.error), new)
        lines = lines.changed(line, new)
        rounds += 1


def _with_line(error: YamlError, mended: str) -> YamlError:
    return YamlError(str(error), error.line, error.column, error.hint, mended)


def _after(error: YamlError, slips: Mapping[int, YamlError]) -> YamlError:
    """The error that nothing is known against, with the slips that were mended before it.

    On a line that was rewritten it is told as the slip that stood there first.
    """
    told = _with_line(slips[error.line], "") if error.line in slips else error
    told.earlier = tuple(slip for line, slip in slips.items() if line != error.line)
    return told


def value_mended(lines: Lines, place: Place, line: int, column: int, new: str) -> str:
    """The line in which the value at `place` is `new`, if the file then reads so; or nothing."""
    document = _attempt(lines, object)
    if not isinstance(document, Document):
        return ""
    old, written = _get(document.value, place), lines.at(line)
    begin = max(column - 1, 0) + (len(str(place[-1])) if isinstance(place[-1], str) else 0)
    if not isinstance(old, str) or (at := written.find(old, begin)) < 0:
        return ""
    for text in (new, f'"{new}"'):
        mended = f"{written[:at]}{text}{written[at + len(old) :]}"
        if _reads(lines.changed(line, mended), place, new, document.value):
            return mended
    return ""


def text_mended(lines: Lines, place: Place, line: int, column: int) -> str:
    """The line in which what stands at `place` is one text, if the file then reads so."""
    document = _attempt(lines, object)
    written = lines.at(line)
    begin = value_column(written) if isinstance(place[-1], str) else column - 1
    if not isinstance(document, Document) or begin is None or begin >= len(written):
        return ""
    mended = as_text(written, begin)
    found = _attempt(lines.changed(line, mended), object)
    new = _get(found.value, place) if isinstance(found, Document) else None
    if isinstance(new, str) and _reads(lines.changed(line, mended), place, new, document.value):
        return mended
    return ""


def cut_mended(lines: Lines, line: int, column: int) -> str:
    """The line with the value in quotes that is cut at `column`, if it then is not."""
    written = lines.at(line)
    if written[column - 1 : column] == "#":
        begin = value_column(written[: column - 1] + "x" + written[column:])
        mended = as_text(written, begin) if begin is not None else ""
    else:
        mended = with_comma(written, column - 1)
    if not mended or not isinstance(_attempt(lines, object), Document):
        return ""
    found = _attempt(lines.changed(line, mended), object)
    place = (line - lines.above, column)
    return mended if isinstance(found, Document) and place not in found.cuts else ""


def key_mended(lines: Lines, place: Place, line: int, column: int, new: str) -> str:
    """The line in which the key at `place` is `new`, if nothing else changes by it."""
    document = _attempt(lines, object)
    written, old = lines.at(line), str(place[-1])
    if not isinstance(document, Document) or not written.startswith(old, column - 1):
        return ""
    mended = written[: column - 1] + new + written[column - 1 + len(old) :]
    holder = _get(document.value, place[:-1])
    if not isinstance(holder, dict) or new in holder:
        return ""
    expected = {(new if key == old else key): value for key, value in holder.items()}
    found = _attempt(lines.changed(line, mended), object)
    same = isinstance(found, Document) and _get(found.value, place[:-1]) == expected
    return mended if same else ""


def pair_mended(lines: Lines, place: Place, line: int, column: int, key: str, new: str) -> str:
    """The line in which the key at `place` is `key` and its value `new`; or nothing."""
    renamed = key_mended(lines, place, line, column, key)
    if not renamed:
        return ""
    return value_mended(lines.changed(line, renamed), (*place[:-1], key), line, column, new)


def key_added(lines: Lines, place: Place, line: int, column: int, key: str, text: str) -> str:
    """The line with a key more in the pairs at `place`, whose first key stands there."""
    document = _attempt(lines, object)
    written = lines.at(line)
    if not isinstance(document, Document) or not isinstance(_get(document.value, place), dict):
        return ""
    closing = [at for at, sign in enumerate(written) if sign == "}" and at >= column]
    tries = [f"{written[:at].rstrip()}, {key}: {text}{written[at:]}" for at in closing]
    tries.append(f"{written}\n{' ' * (column - 1)}{key}: {text}")
    expected = _get(document.value, place) | {key: text}
    for mended in tries:
        found = _attempt(lines.changed(line, mended), object)
        if isinstance(found, Document) and _get(found.value, place) == expected:
            return mended
    return ""


@dataclass(frozen=True, slots=True)
class _Mended:
    """An error with its mended line; not certain while more is wrong, unless it ends it all."""

    error: YamlError
    certain: bool


@dataclass(slots=True)
class _Patience:
    """How many more characters may be read again."""

    left: int

    def spend(self, characters: int) -> bool:
        """Whether there is enough left."""
        self.left -= characters + 100
        return self.left > 0


def _attempt(lines: Lines, kind: type) -> Document | YamlError:
    """What is read, or the error with its place in the file."""
    if lines.read is None:
        return YamlError("nothing to read", 1, 1)
    try:
        document = lines.read(lines.text)
    except YamlError as error:
        return YamlError(
            str(error), error.line + lines.above, error.column, error.hint, error.mended
        )
    if document.value is not None and not isinstance(document.value, kind):
        return YamlError("expected lines of key: value", lines.above + 1, 1)
    return document


def _mended(
    lines: Lines, original: Lines, error: YamlError, kind: type, patience: _Patience
) -> _Mended | None:
    """The error as it is to be told, with the line that ends it: another than what was written."""
    second: _Mended | None = None
    for line, repair in _candidates(lines, error.line):
        if repair.line in {lines.at(line), original.at(line)} or not patience.spend(
            len(lines.text)
        ):
            continue
        found = _attempt(lines.changed(line, repair.line), kind)
        if isinstance(found, YamlError) and found.line <= line:
            continue
        told = _told(error, line, lines.at(line), repair)
        if isinstance(found, Document) or (repair.certain and line == error.line):
            return _Mended(told, certain=True)
        second = second or _Mended(told, certain=False)
    return second


def _candidates(lines: Lines, line: int) -> Iterator[tuple[int, Repair]]:
    """Repairs of the line and of those above it, with the numbers of the lines."""
    last = min(line, lines.above + len(lines.lines))
    near = range(last, max(lines.above, last - _NEAR), -1)
    for number in near:
        for repair in lines.guess(lines.at(number)):
            yield number, repair
    columns = [column for each in lines.lines for column in begins(each)]
    moves = [
        (far, -number, repair)
        for number in near
        for far, repair in indented(lines.at(number), columns)
    ]
    for _, number, repair in sorted(moves, key=lambda move: move[:2]):
        yield -number, repair


def _told(error: YamlError, line: int, written: str, repair: Repair) -> YamlError:
    """The error at the line that is to be mended, in the words of the repair."""
    same = next(
        (at for at, (old, new) in enumerate(zip(written, repair.line, strict=False)) if old != new),
        0,
    )
    column = error.column if line == error.line else same + 1
    return YamlError(repair.message, line, min(column, len(written) + 1), repair.hint, repair.line)


def _get(value: Any, place: Place) -> Any:
    for step in place:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _reads(lines: Lines, place: Place, new: str, before: Any) -> bool:
    """Whether the lines read as before but for the value at `place`, which is `new`."""
    found = _attempt(lines, object)
    return isinstance(found, Document) and found.value == _with(before, place, new)


def _with(value: Any, place: Place, new: str) -> Any:
    if not place:
        return new
    step, rest = place[0], place[1:]
    if isinstance(value, dict):
        return {key: _with(item, rest, new) if key == step else item for key, item in value.items()}
    if isinstance(value, list):
        return [_with(item, rest, new) if at == step else item for at, item in enumerate(value)]
    return value
