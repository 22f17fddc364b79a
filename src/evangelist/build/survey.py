"""What entries make together: a site, every output of it, and what is wrong before any is made."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from evangelist.build.ground import CONTENT
from evangelist.content.parse import Parsed
from evangelist.model.settings import Settings
from evangelist.model.theme import Theme
from evangelist.outputs import OUTPUTS
from evangelist.outputs.output import Output, page_url
from evangelist.problems import Problem
from evangelist.site.index import Site, make_site
from evangelist.site.pieces import InMemory, Pieces
from evangelist.site.stubs import Known, stub_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a site is made of besides its texts."""

    settings: Settings
    theme: Theme
    files: Mapping[str, Path]
    base_url: str
    today: date
    drafts: bool

    def of(
        self, known: Sequence[Known], pieces: Pieces
    ) -> tuple[Site, list[Output], list[Problem]]:
        """The site that entries make, every output of it, and what is wrong before any is made."""
        entries, problems = _one_for_each_path(known)
        problems += [problem for entry in entries for problem in entry.problems]
        site = make_site(
            [entry.stub for entry in entries if entry.stub],
            pieces,
            self.settings,
            self.theme,
            self.files,
            base_url=self.base_url,
            today=self.today,
            drafts=self.drafts,
            unread=[entry.path for entry in entries if not entry.stub],
        )
        outputs = plan(site)
        site = site.planned(url for each in outputs if (url := page_url(each.path)))
        return site, outputs, [*problems, *collisions(each for each in outputs if each.is_file)]

    def of_parsed(self, parsed: Mapping[str, Parsed]) -> tuple[Site, list[Output], list[Problem]]:
        """The same, of entries that no store has, by the path of their file below `content/`."""
        known = [
            Known(
                each.path, f"{CONTENT}/{file}", stub_of(each) if each.card else None, each.problems
            )
            for file, each in parsed.items()
        ]
        return self.of(known, InMemory.of(parsed.values()))


def plan(site: Site) -> list[Output]:
    """Every output of a site, before any is rendered."""
    return [output for each in OUTPUTS for output in each(site)]


def _known(source: str, parsed: Parsed) -> Known:
    stub = stub_of(parsed) if parsed.card else None
    return Known(parsed.path, source, stub, parsed.problems)


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
