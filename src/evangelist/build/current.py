"""The second memo: which outputs are current, and the proof of it.

An output is current when every question that it asked in an earlier build has the same answer
today. Three steps keep the work small: the inputs that differ from the last build are found,
only questions that depend on one of them are asked again, and only where an answer differs are
the outputs that asked rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import cast

from evangelist.build.beside import Files
from evangelist.build.coding import CODEC
from evangelist.build.ground import UNKNOWN, file_digest, outputs_digest
from evangelist.build.profiles import Asked, Build, Trace
from evangelist.build.render import Made
from evangelist.build.store import Store
from evangelist.build.told import Reason, Told, encode
from evangelist.content.sources import digest_of
from evangelist.outputs.output import Output
from evangelist.problems import Problem
from evangelist.site.index import Site
from evangelist.site.questions import Question, ask, input_of, inputs_of, version

_FILE = "file:"
_OUTPUT = "output:"
_PLAN = "plan"
"""No question depends on it: as long as it is the same, so are all outputs."""


@dataclass(slots=True)
class Current:
    """What the last build of a profile asked, judged by the site of today."""

    site: Site
    store: Store
    profile: str
    last: Build
    inputs: dict[str, str]
    replanned: bool
    _changed: dict[int, Question] = field(default_factory=dict)
    _asked: dict[int, Asked] = field(default_factory=dict)
    _made: dict[str, Trace] = field(default_factory=dict)
    _inside: dict[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, site: Site, store: Store, profile: str, plan: str) -> Current:
        """Look at the last build of a profile. Raises DamagedError.

        `plan` is a digest of all that the outputs were planned by.
        """
        last = store.traces.last(profile)
        now = inputs_of(site) | {_PLAN: plan}
        files = [name for name in last.inputs if name.startswith(_FILE)]
        now |= {name: _file_version(store.files, site, name) for name in files}
        current = cls(site, store, profile, last, now, last.inputs.get(_PLAN) != plan)
        current.ask_again(name for name in {**last.inputs, **now} if not name.startswith(_OUTPUT))
        return current

    def ask_again(self, names: Iterable[str]) -> None:
        """Ask what depends on those of these inputs that differ from the last build."""
        before = self.last.inputs
        changed = [
            name
            for name in names
            if before.get(name, "") != self.inputs.get(name, "") or before.get(name) == UNKNOWN
        ]
        for number, asked in self.store.traces.questions(self.profile, changed).items():
            question = cast("Question", CODEC.decode(asked.question))
            now = self._version(question)
            if now != asked.answer:
                self._changed[number] = question
                self._asked[number] = asked._replace(answer=now)

    def _version(self, question: Question) -> str:
        if question[0] == "output":
            return self.inputs.get(f"{_OUTPUT}{question[1]}", "missing")
        try:
            return version(self.site, question, ask(self.site, question))
        except OSError:
            return UNKNOWN

    def differing(self) -> set[str]:
        """The inputs that differ from the last build.

        Of one whose version was not known then, a question has to have another answer.
        """
        before, now = self.last.inputs, self.inputs
        sure = {input_of(question) for question in self._changed.values()}
        return sure | {
            name
            for name in {**before, **now}
            if before.get(name, "") not in {now.get(name, ""), UNKNOWN}
        }

    def reason(self, output: Output, standing: Mapping[str, str] | None) -> Reason | None:
        """Why an output has to be rendered, or None for one that is current.

        `standing` has the digests of what stands in the output folder, None where that does not
        matter.
        """
        trace = self.last.traces.get(output.path)
        if trace is None:
            return Reason("new")
        if self.replanned and not trace.digest.startswith(identity(output)):
            return Reason("planned")
        if self._changed and not self._changed.keys().isdisjoint(trace.questions):
            changed = (each for each in trace.questions if each in self._changed)
            return Reason("asked", tuple(self._changed[each] for each in changed))
        if standing is not None and output.is_written:
            digest = trace.digest.partition(" ")[2]
            return None if _standing(output, standing) == digest else Reason("lost")
        return None

    def problems(self, path: str) -> tuple[Problem, ...]:
        """What the render of a current output had to say. Raises DamagedError."""
        written = self.last.traces[path].problems
        return cast("tuple[Problem, ...]", CODEC.decode(written)) if written else ()

    def digest(self, path: str) -> str:
        """The digest of an output, current or made in this build."""
        trace = self._made.get(path) or self.last.traces[path]
        return trace.digest.partition(" ")[2]

    def written(self, outputs: Iterable[Output], standing: Mapping[str, str]) -> dict[str, str]:
        """The digests of all files that these outputs are, by path.

        What is in a folder that was not made in this build is known by what is `standing` there.
        """
        found: dict[str, str] = {}
        for output in outputs:
            if output.folder:
                made = self._inside.get(output.path)
                found |= _inside(output.path, standing) if made is None else made
            elif output.is_written:
                found[output.path] = self.digest(output.path)
        return found

    def learn(self, output: Output, made: Made) -> None:
        """Remember what a render asked."""
        if output.folder:
            self._inside[output.path] = made.files
        for number, asked in made.new:
            known = self._asked.get(number)
            differs = (known is not None and known.answer != asked.answer) or self._moved(asked)
            self._asked[number] = asked._replace(answer=UNKNOWN) if differs else asked
        problems = CODEC.encode(made.problems) if made.problems else b""
        digest = f"{identity(output)} {made.digest}"
        self._made[output.path] = Trace(made.asked, problems, digest)

    def _moved(self, asked: Asked) -> bool:
        """Whether a render read other bytes of a file than its version is of.

        What other outputs asked about the file is as old as the version, so both are forgotten.
        """
        seen = self.inputs.get(asked.input, "")
        if not seen or not asked.input.startswith(_FILE):
            return False
        question = cast("Question", CODEC.decode(asked.question))
        if question[0] != "data" or seen.startswith(asked.answer):
            return False
        self.inputs[asked.input] = UNKNOWN
        return True

    def finished(self, outputs: Iterable[Output]) -> None:
        """Hear of outputs that later stages may ask for, current and new ones alike."""
        names = {f"{_OUTPUT}{output.path}": self.digest(output.path) for output in outputs}
        self.inputs |= names
        self.ask_again(names)

    @property
    def files(self) -> dict[str, str]:
        """The versions of the files beside entries that were asked for."""
        return {name: seen for name, seen in self.inputs.items() if name.startswith(_FILE)}

    def keep(self, outputs: Iterable[Output], told: Told) -> None:
        """Keep it all for the next build. Raises DamagedError."""
        for asked in self._asked.values():
            self.inputs.setdefault(asked.input, UNKNOWN)
        gone = self.last.traces.keys() - {output.path for output in outputs}
        told = replace(told, files=self.files)
        self.store.traces.keep(
            self.profile, self.inputs, self._asked, self._made, gone, encode(told)
        )


def identity(output: Output) -> str:
    """A digest of what an output is made of besides answers: its function and how it is called."""
    render = output.render
    called: tuple[object, ...] = ()
    if isinstance(render, partial):
        called = (render.args, sorted(render.keywords.items()))
        render = render.func
    name = f"{render.__module__}.{render.__qualname__}"
    told = (name, called, output.origin, output.stage, output.memo)
    return digest_of(repr(told).encode(errors="surrogatepass"))


def _standing(output: Output, standing: Mapping[str, str]) -> str | None:
    """The digest of an output as it stands, None where it does not."""
    if output.folder:
        return outputs_digest(_inside(output.path, standing))
    return standing.get(output.path)


def _inside(folder: str, standing: Mapping[str, str]) -> dict[str, str]:
    """The files of ours below a folder; what is not ours has no digest."""
    above = f"{folder}/"
    return {path: digest for path, digest in standing.items() if digest and path.startswith(above)}


def _file_version(files: Files, site: Site, name: str) -> str:
    path = name.removeprefix(_FILE)
    digest, picture = file_digest(files, site.files, path), site.pictures.get(path)
    if picture and picture.digest != digest:
        return UNKNOWN  # it is another one than was measured
    return f"{digest} {path in site.pictures}"
