"""What entries make together: a site, every output of it, and what is wrong before any is made."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from evangelist.build.beside import Files
from evangelist.build.coding import CODEC
from evangelist.build.database import DamagedError
from evangelist.build.ground import CONTENT
from evangelist.build.memory import Memory
from evangelist.build.reading import Texts
from evangelist.content.parse import Parsed
from evangelist.content.sources import digest_of
from evangelist.model.settings import Settings
from evangelist.model.theme import Theme
from evangelist.outputs import OUTPUTS
from evangelist.outputs.output import Output, page_url
from evangelist.problems import Problem
from evangelist.site.index import Measure, Site, make_site, measured
from evangelist.site.pictures import Picture, measure, measured_file
from evangelist.site.pieces import Cards, InMemory, Pieces
from evangelist.site.stubs import Known, stub_of
from evangelist.templating.load import theme_version


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A site and every output of it, and what is wrong with these before any is made.

    `digest` is one of all that they were made of but for pictures. `left_out` are the files of
    texts that are no entries of the site.
    """

    digest: str
    site: Site
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    left_out: frozenset[str]

    @property
    def plan(self) -> str:
        """A digest of all that the outputs were planned by."""
        told = f"{self.digest} {_pictures(self.site)}"
        return digest_of(told.encode(errors="surrogatepass"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a site is made of besides its texts."""

    settings: Settings
    theme: Theme
    files: Mapping[str, Path]
    base_url: str
    today: date
    drafts: bool
    indexed: bool = False
    size_of: Measure = measure
    previewed: bool = False
    has_cards: bool = False

    def of(
        self, known: Sequence[Known], pieces: Pieces
    ) -> tuple[Site, list[Output], list[Problem]]:
        """The site that entries make, every output of it, and what is wrong before any is made."""
        made = self._made(known, pieces, "")
        return made.site, [*made.outputs], [*_problems(known, made), *made.problems]

    def of_texts(self, texts: Texts, memory: Memory) -> tuple[Surveyed, list[Problem]]:
        """The same, made anew only where something has changed that it is made of."""
        before = memory.recall(Surveyed)
        digest = self._digest(texts)
        if before and before.digest == digest:
            made = replace(before, site=self._as_before(before.site, texts.pieces))
            if _pictures(made.site) != _pictures(before.site):
                made = self._made(texts.known, texts.pieces, digest)
        else:
            made = self._made(texts.known, texts.pieces, digest)
        memory.keep(made)
        return made, [*_problems(texts.known, made), *made.problems]

    def _digest(self, texts: Texts) -> str:
        told = (
            texts.digest,
            repr(self.settings),
            theme_version(self.theme, self.settings.lang),
            [*self.files],
            (self.base_url, self.today.isoformat(), self.drafts),
            (self.indexed, self.previewed, self.has_cards),
        )
        return digest_of(repr(told).encode(errors="surrogatepass"))

    def _as_before(self, site: Site, pieces: Pieces) -> Site:
        """The same index, of texts of which only bodies have changed."""
        cards = Cards(site.stubs, pieces, site.today, site.hidden_urls)
        pictures = measured(site.stubs.values(), self.files, self.size_of)
        return replace(
            site, theme=self.theme, files=self.files, pieces=pieces, cards=cards, pictures=pictures
        )

    def _made(self, known: Sequence[Known], pieces: Pieces, digest: str) -> Surveyed:
        entries, problems = _one_for_each_path(known)
        site = make_site(
            [entry.stub for entry in entries if entry.stub],
            pieces,
            self.settings,
            self.theme,
            self.files,
            base_url=self.base_url,
            today=self.today,
            drafts=self.drafts,
            size_of=self.size_of,
            unread=[entry.path for entry in entries if not entry.stub],
        )
        site = replace(
            site, indexed=self.indexed, previewed=self.previewed, has_cards=self.has_cards
        )
        outputs = plan(site)
        site = site.planned(url for each in outputs if (url := page_url(each.path)))
        problems += collisions(each for each in outputs if each.is_written)
        left_out = {each.source for each in known} - {each.source for each in entries}
        return Surveyed(digest, site, tuple(outputs), tuple(problems), frozenset(left_out))

    def of_parsed(self, parsed: Mapping[str, Parsed]) -> tuple[Site, list[Output], list[Problem]]:
        """The same, of entries that no store has, by the path of their file below `content/`."""
        known = [
            Known(
                each.path, f"{CONTENT}/{file}", stub_of(each) if each.card else None, each.problems
            )
            for file, each in parsed.items()
        ]
        return self.of(known, InMemory.of(parsed.values()))


def sizes_by(files: Files) -> Measure:
    """What measures pictures, and none again that is known. It may raise DamagedError."""

    def size_of(file: Path) -> Picture:
        try:
            data = files.made(file, lambda data: CODEC.encode(measured_file(file.name, data)))
        except OSError:
            return measure(file)
        try:
            return cast("Picture", CODEC.decode(data))
        except ValueError as error:
            raise DamagedError(str(error)) from error

    return size_of


def plan(site: Site) -> list[Output]:
    """Every output of a site, before any is rendered."""
    return [output for each in OUTPUTS for output in each(site)]


def _pictures(site: Site) -> str:
    """What tells pictures apart: their sizes and their bytes."""
    return repr(sorted((path, each, each.digest) for path, each in site.pictures.items()))


def _problems(known: Iterable[Known], made: Surveyed) -> Iterator[Problem]:
    """What was amiss in the texts of entries."""
    for each in known:
        if each.problems and each.source not in made.left_out:
            yield from each.problems


def _one_for_each_path(known: Sequence[Known]) -> tuple[list[Known], list[Problem]]:
    """Entries by path: two on one path are an error, a translation of one is left out."""
    groups: dict[str, list[Known]] = defaultdict(list)
    for entry in known:
        groups[entry.path].append(entry)
    kept: list[Known] = []
    problems: list[Problem] = []
    for path, entries in groups.items():
        base, dot, language = path.rpartition(".")
        if dot and len(language) == 2 and language.isalpha() and base in groups:
            message = f"'{path}' looks like a translation of '{base}': left out for now"
            hint = "give the file a name without a dot to publish it by itself"
            problems.append(
                Problem("translation-ignored", message, f"{CONTENT}/{path}.md", hint=hint)
            )
            continue
        kept.append(entries[0])
        sources = [entry.source for entry in entries if entry.stub]
        problems += [_clash(source, sources) for source in sources[1:]]
    return kept, problems


def collisions(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Outputs that want one path, or that a file system which folds case would put in one."""
    wanted: dict[str, list[Output]] = defaultdict(list)
    folders: dict[str, Output] = {}
    for output in outputs:
        key = unicodedata.normalize("NFC", output.path).casefold()
        wanted[key].append(output)
        folder = key.rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = output
            folder = folder.rpartition("/")[0]
    for key, group in wanted.items():
        rivals = group + ([folders[key]] if key in folders else [])
        for rival in rivals[1:]:
            yield _collision(rival, rivals[0])


def _collision(output: Output, rival: Output) -> Problem:
    """Told at the one that a writer can change: the later one where that is true of both."""
    url = unquote(page_url(output.path)) or output.path
    origins = (output.origin, rival.origin)
    known = sorted((name.startswith(f"{CONTENT}/"), name) for name in origins)
    (theirs, first), (ours, second) = known
    hint = f"rename {'one of them' if theirs == ours else 'it'}, or give it another slug"
    message = f"wants the address {url}, and so does {first}"
    return Problem("path-collision", message, second, *((1, 1) if ours else (0, 0)), hint)


def _clash(source: str, sources: Sequence[str]) -> Problem:
    others = " and ".join(other for other in sources if other != source)
    message = f"is the same entry as {others}"
    return Problem("path-collision", message, source, 1, 1, "rename one of them")
