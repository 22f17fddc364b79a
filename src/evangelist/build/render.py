"""One output after the other, in this process or in another: bytes, problems, and what it asked."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateNotFound

from evangelist.build.coding import CODEC
from evangelist.build.database import DamagedError
from evangelist.build.ground import outputs_digest
from evangelist.build.memo import Memo
from evangelist.build.portable import portable_page
from evangelist.build.profiles import Asked, question_id
from evangelist.build.staging import Staging
from evangelist.content.sources import digest_of
from evangelist.outputs.output import Output, Rendered
from evangelist.problems import Problem, ProblemsError
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.site.questions import Question, input_of, version
from evangelist.templating.environment import explain


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an output: the digest of its bytes, which are staged where they are new.

    `asked` are the ids of all its questions, `new` those that its process met for the first time.
    `files` are the digests of what is in a folder, by path; its own is one of them all.
    """

    digest: str
    problems: tuple[Problem, ...]
    asked: array[int]
    new: tuple[tuple[int, Asked], ...]
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether there is an error among its problems."""
        return any(problem.level == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Results(Mapping[str, bytes]):
    """The finished outputs of earlier stages: as they are staged, as they stand, or made again."""

    site: Site
    staging: Staging
    outputs: Mapping[str, Output]
    digests: Mapping[str, str]

    def __getitem__(self, path: str) -> bytes:
        """The bytes of an output. Raises KeyError where there is no such output."""
        try:
            data = self.staging.read(path)
        except ProblemsError:
            data = b""
        if digest_of(data) != self.digests.get(path):
            data = rendered(self.site, self, self.outputs[path]).data
        return data

    def __iter__(self) -> Iterator[str]:
        """The paths of all outputs that may be asked for."""
        return iter(self.outputs)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.outputs)


@dataclass(frozen=True, slots=True)
class Work:
    """What rendering needs to know besides an output.

    `standing` has the digests of what stands in the output folder, `writes` says whether
    anything will be written there. `pages` are those that are to open from a folder.
    """

    site: Site
    results: Results
    memo: Memo
    staging: Staging
    standing: Mapping[str, str]
    writes: bool = True
    pages: frozenset[str] = frozenset()


@dataclass(slots=True)
class Maker:
    """Makes outputs in one process, and tells each question that they ask once."""

    work: Work
    known: dict[Question, int] = field(default_factory=dict)

    def make(self, output: Output) -> Made:
        """Render an output, and stage its bytes where somebody will want them."""
        lens = Lens(self.work.site, self.work.results)
        made = self._slow(lens, output) if output.memo else self._rendered(lens, output)
        files = {
            path: self._staged(output, path, data)
            for name, data in made.files.items()
            for path in [f"{output.path}/{name}"]
        }
        data = made.data
        if output.path in self.work.pages:
            data = portable_page(output.path, data, self.work.site.base_url)
        digest = outputs_digest(files) if output.folder else self._staged(output, output.path, data)
        asked, new = self._asked(lens)
        return Made(digest, made.problems, asked, new, files)

    def _staged(self, output: Output, path: str, data: bytes) -> str:
        """The digest of a file, which is staged where somebody will want its bytes."""
        digest = digest_of(data)
        is_there = self.work.standing.get(path) == digest
        if output.is_written and not is_there and (self.work.writes or output.asked):
            self.work.staging.put(path, data)
        return digest

    def _asked(self, lens: Lens) -> tuple[array[int], tuple[tuple[int, Asked], ...]]:
        """The ids of all questions of a render, and those that nobody here has asked before."""
        asked, new = array("q"), []
        for question, answer in lens.asked.items():
            number = self.known.get(question)
            if number is None:
                number, told = self._told(question, answer)
                new.append((number, told))
            asked.append(number)
        return asked, tuple(new)

    def _rendered(self, lens: Lens, output: Output) -> Rendered:
        return rendered_by(lens, self.work.site, output)

    def _slow(self, lens: Lens, output: Output) -> Rendered:
        """What takes long, as an earlier build kept it: its memo says all that it depends on.

        That is, with what it asks first, where it has a `told`.
        """
        told = output.told(lens) if output.told else ""
        kept = self.work.memo.recall(output.memo, told)
        if kept is not None:
            return Rendered(kept)
        made = self._rendered(lens, output)
        if not made.problems:
            self.work.memo.keep(output.memo, made.data, told)
        return made

    def _told(self, question: Question, answer: Any) -> tuple[int, Asked]:
        asked = Asked(
            input_of(question), CODEC.encode(question), version(self.work.site, question, answer)
        )
        number = self.known[question] = question_id(asked.input, asked.question)
        return number, asked


def maker(work: Work) -> Maker:
    """Begin to make outputs in a process."""
    return Maker(work)


def make(maker: Maker, output: Output) -> Made:
    """Make one output in a process."""
    return maker.make(output)


def rendered(site: Site, results: Mapping[str, bytes], output: Output) -> Rendered:
    """Render one output; an error in a template or on the disk becomes its problem."""
    return rendered_by(Lens(site, results), site, output)


def rendered_by(lens: Lens, site: Site, output: Output) -> Rendered:
    """Render one output through a lens that remembers what it asked."""
    try:
        return output.render(lens)
    except OSError as error:
        if isinstance(error, TemplateNotFound):
            return Rendered(b"", (explain(error, site.theme, output.origin),))
        reason = error.strerror or str(error)
        problem = Problem("output-failed", f"cannot be read: {reason}", output.origin)
    except DamagedError:
        raise
    except Exception as error:
        problem = explain(error, site.theme, output.origin)
        if not problem.path:
            raise
    return Rendered(b"", (problem,))
