"""The font of social cards, made from Source Serif 4: `uv run tools/card_font.py`.

One cut of it, without what Pillow's own layout does not read: that layout is the same on every
system. What it does not do either, kerning, is written beside it as data. The licence of the
font wants another name for what is changed.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0", "fontpkg-source-serif-4==4.4"]
# ///

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import decomposition

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ORIGIN = files("fontpkg_source_serif_4")
TARGET = Path(__file__).resolve().parents[1] / "src" / "evangelist" / "templating" / "lettering"
CUT = {"opsz": 28, "wght": 430}
"""Sturdy enough for a card that a chat shows at a third of its size."""
NAME = "Card Serif"
LEAST = 10
"""Kerning of less than so many thousandths of the size is not seen."""
SIGNS = (*map(ord, ",.-\N{EN DASH}\N{EM DASH}"), *range(0x2018, 0x201F))
SCRIPTS = (
    (*SIGNS, *range(0x21, 0x7F), *map(ord, "ßÆæŒœØøŁłĐđðþ")),
    (*SIGNS, *range(0x386, 0x3CF)),
    (*SIGNS, *range(0x400, 0x482)),
)
"""What is kerned within each script; a letter with an accent is kerned as the one below it is."""


def main() -> None:
    """Write the font, its kerning and its licence."""
    with (ORIGIN / "files" / "SourceSerif4[opsz,wght].ttf").open("rb") as file:
        font = instantiateVariableFont(TTFont(file, recalcTimestamp=False), CUT)
        pairs = kerned(font)
    strip(font)
    rename(font)
    font.save(TARGET / "card.ttf")
    letters = "".join(map(chr, sorted(font.getBestCmap())))
    told = {"letters": letters, "kerning": pairs}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (TARGET / "card.json").write_text(f"{text}\n", "utf-8", newline="\n")
    (TARGET / "card.LICENSE").write_bytes((ORIGIN / "LICENSE").read_bytes())


def kerned(font: Any) -> dict[str, dict[str, str]]:
    """By how much letters move after another, in thousandths of the size: `A`, `-118`, `VW`."""
    signs = font.getBestCmap()
    found: dict[str, dict[str, str]] = defaultdict(lambda: defaultdict(str))
    for script in SCRIPTS:
        bare = [code for code in script if code in signs and not decomposition(chr(code))]
        names = {signs[code]: chr(code) for code in bare}
        pairs: dict[tuple[str, str], int] = {}
        for pair, value in kerning(font, {*names}):
            pairs.setdefault(pair, value)
        for (first, second), value in sorted(pairs.items()):
            before, letter = found[names[first]], names[second]
            if abs(value) >= LEAST and not any(letter in seconds for seconds in before.values()):
                before[str(value)] += letter
    return {letter: before for letter, before in found.items() if before}


def kerning(font: Any, wanted: set[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """Every pair with its value, in the order in which they count: the first one is meant."""
    table = font["GPOS"].table
    lookups = {
        index
        for feature in table.FeatureList.FeatureRecord
        if feature.FeatureTag == "kern"
        for index in feature.Feature.LookupListIndex
    }
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            inner = getattr(part, "ExtSubTable", part)
            if hasattr(inner, "PairSet"):
                yield from single_pairs(inner, wanted)
            elif hasattr(inner, "Class1Record"):
                yield from classes(inner, wanted)


def single_pairs(part: Any, wanted: set[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """Those that are named one by one."""
    for first, pairs in zip(part.Coverage.glyphs, part.PairSet, strict=True):
        for pair in pairs.PairValueRecord:
            if first in wanted and pair.SecondGlyph in wanted:
                yield (first, pair.SecondGlyph), advance(pair.Value1)


def classes(part: Any, wanted: set[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """Those of classes of letters; where one says nothing, no later one is asked."""
    for first in wanted & {*part.Coverage.glyphs}:
        row = part.Class1Record[part.ClassDef1.classDefs.get(first, 0)].Class2Record
        for second in wanted:
            yield (first, second), advance(row[part.ClassDef2.classDefs.get(second, 0)].Value1)


def advance(value: Any) -> int:
    """By how much the second letter moves."""
    return int(getattr(value, "XAdvance", 0)) if value else 0


def strip(font: Any) -> None:
    """Leave out what Pillow's layout does not read."""
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    for name in ("GPOS", "GSUB", "GDEF", "STAT", "gasp", "prep", "BASE"):
        if name in font:
            del font[name]


def rename(font: Any) -> None:
    """Another name than the reserved one."""
    names = {1: NAME, 2: "Regular", 4: NAME, 6: NAME.replace(" ", "")}
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
