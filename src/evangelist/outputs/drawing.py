"""A social card: from its words and colours to the bytes of a picture."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache, lru_cache

from PIL import Image as Pillow
from PIL import ImageChops

from evangelist.outputs.typeset import cut, drawn, width, wrapped
from evangelist.templating.colours import WHITE, Colour, over

SIZE = (1200, 630)
"""What chats and social networks ask for: Open Graph has no size, they have this one."""
_MARGIN = 80
_ROOM = SIZE[0] - 2 * _MARGIN
_BAND = 14
_EYEBROW = 104
_TOP = 142
_BOTTOM = 486
_RULE = 530
_FOOT = 582
_TITLE = ((120, 1), (104, 2), (92, 3), (82, 3), (74, 3), (66, 3), (58, 3), (50, 3))
"""The sizes of a title, with the number of lines that it may have in each."""
_LEADING = 1.12
_LEAD, _LEAD_LEADING, _LEAD_GAP = 40, 54, 10
_SMALL = 32
_FIGURE, _BEFORE, _RESULT = 84, 54, 150
_ROLES = ("ink", "muted", "line", "accent")
_SHADES = 12
"""So many steps from paper to letter: the eye sees no more, and the file stays small."""

_PACKING = 6
"""The next levels take five times as long for 6% less."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The roles of a theme that a card shows, each as CSS writes it."""

    paper: str
    ink: str
    muted: str
    line: str
    accent: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A result: what was measured, before and after."""

    measure: str
    before: str
    after: str
    unit: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a card shows, in words that can be drawn; empty ones are not there."""

    title: str
    name: str
    address: str
    colours: Colours
    kind: str = ""
    details: str = ""
    lead: str = ""
    figure: Figure | None = None


@dataclass(slots=True)
class _Sheet:
    """A surface on which each colour has a layer of shades."""

    colours: Colours
    image: Pillow.Image = field(default_factory=lambda: Pillow.new("L", SIZE))

    def write(self, text: str, place: tuple[int, int], size: int, role: str) -> int:
        """Write a line from a point of its baseline on; tells where it ends."""
        mask, above = drawn(text, size)
        self._lay(mask, (place[0], place[1] - above), role)
        return place[0] + round(width(text, size))

    def fill(self, box: tuple[int, int, int, int], role: str) -> None:
        """Fill a box: left, top, right and bottom."""
        size = (box[2] - box[0], box[3] - box[1])
        self._lay(Pillow.new("L", size, 255), (box[0], box[1]), role)

    def _lay(self, mask: Pillow.Image, place: tuple[int, int], role: str) -> None:
        box = (*place, place[0] + mask.width, place[1] + mask.height)
        there = self.image.crop(box)
        self.image.paste(ImageChops.lighter(there, mask.point(_steps(role))), box)

    def png(self) -> bytes:
        """The picture."""
        self.image.putpalette(_palette(self.colours))
        file = io.BytesIO()
        self.image.save(file, "PNG", compress_level=_PACKING)
        return file.getvalue()


@cache
def _steps(role: str) -> list[int]:
    """What each shade of a mask is in the layer of a role; none of it is paper."""
    layer = _ROLES.index(role) * _SHADES
    steps = (round(shade * (_SHADES - 1) / 255) for shade in range(256))
    return [layer + step if step else 0 for step in steps]


@lru_cache(maxsize=1)
def _palette(colours: Colours) -> bytes:
    """The colours of all layers, each from paper to the colour of its role."""
    paper = over(colours.paper, WHITE)
    ends = (over(getattr(colours, role), paper) for role in _ROLES)
    shares = [step / (_SHADES - 1) for step in range(_SHADES)]
    return b"".join(_between(paper, end, share) for end in ends for share in shares)


def _between(paper: Colour, colour: Colour, share: float) -> bytes:
    pairs = zip(paper, colour, strict=True)
    return bytes(round(255 * (a + (b - a) * share)) for a, b in pairs)


def draw(drawing: Drawing) -> bytes:
    """The card as a PNG: the same bytes for the same words, with the same libraries."""
    sheet = _Sheet(drawing.colours)
    sheet.fill((0, 0, SIZE[0], _BAND), "accent")
    _draw_eyebrow(sheet, drawing)
    _draw_words(sheet, drawing)
    sheet.fill((_MARGIN, _RULE, SIZE[0] - _MARGIN, _RULE + 2), "line")
    _draw_foot(sheet, drawing)
    return sheet.png()


def _draw_eyebrow(sheet: _Sheet, drawing: Drawing) -> None:
    x = _MARGIN
    if drawing.kind:
        x = sheet.write(drawing.kind, (x, _EYEBROW), _SMALL, "accent")
    if drawing.details:
        text = f" · {drawing.details}" if drawing.kind else drawing.details
        [line] = cut([text], _SMALL, SIZE[0] - _MARGIN - x, 1)
        sheet.write(line, (x, _EYEBROW), _SMALL, "muted")


def _draw_words(sheet: _Sheet, drawing: Drawing) -> None:
    """The title as large as it may be, and below it a figure or what leads on."""
    size, lines = _title(drawing)
    y = _TOP if drawing.kind or drawing.details else _EYEBROW - _SMALL
    for line in lines:
        y += round(size * _LEADING)
        sheet.write(line, (_MARGIN - size // 20, y - round(size * 0.2)), size, "ink")
    if drawing.figure:
        _draw_figure(sheet, drawing.figure)
        return
    y += _LEAD_GAP
    most = (_BOTTOM - y) // _LEAD_LEADING
    lead = wrapped(drawing.lead, _LEAD, _ROOM)
    for line in cut(lead, _LEAD, _ROOM, min(most, 3)):
        y += _LEAD_LEADING
        sheet.write(line, (_MARGIN, y), _LEAD, "muted")


def _title(drawing: Drawing) -> tuple[int, list[str]]:
    """The largest size at which the title leaves room for what stands below."""
    lead = 2 * _LEAD_LEADING + _LEAD_GAP if drawing.lead else 0
    room = _BOTTOM - _TOP
    for size, most in _TITLE:
        lines = wrapped(drawing.title, size, _ROOM)
        high = len(lines) * size * _LEADING + (_RESULT if drawing.figure else lead)
        fits = high <= room and len(lines) <= most
        if fits and all(width(line, size) <= _ROOM for line in lines):
            return size, lines
    size = _TITLE[-2][0]
    most = int((room - (_RESULT if drawing.figure else 0)) // (size * _LEADING))
    return size, cut(wrapped(drawing.title, size, _ROOM), size, _ROOM, most)


def _draw_figure(sheet: _Sheet, figure: Figure) -> None:
    """What was measured, and the figures below it: the second one counts."""
    if figure.measure:
        [line] = cut([figure.measure], _SMALL, _ROOM, 1)
        sheet.write(line, (_MARGIN, _BOTTOM - 86), _SMALL, "muted")
    x, y = _MARGIN, _BOTTOM - 4
    if figure.before:
        x = sheet.write(f"{figure.before} → ", (x, y), _BEFORE, "muted")
    x = sheet.write(figure.after, (x, y), _FIGURE, "ink")
    if figure.unit:
        sheet.write(f" {figure.unit}", (x, y), _LEAD, "ink")


def _draw_foot(sheet: _Sheet, drawing: Drawing) -> None:
    """Whose card it is."""
    [name] = cut([drawing.name], _SMALL, _ROOM, 1)
    x = sheet.write(name, (_MARGIN, _FOOT), _SMALL, "ink") if name else _MARGIN
    left = SIZE[0] - _MARGIN - round(width(drawing.address, _SMALL))
    if drawing.address and left > x + _SMALL * 2:
        sheet.write(drawing.address, (left, _FOOT), _SMALL, "muted")
