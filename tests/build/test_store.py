"""What a build keeps comes back as it was, or not at all; whatever happens to the file."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from evangelist.build import traces as traces_file
from evangelist.build.database import DamagedError
from evangelist.build.entries import Kept, Pieces, kept
from evangelist.build.profiles import Asked, Build, Trace, question_id
from evangelist.build.store import Store
from evangelist.content.sources import digest_of

ROOT = Path(__file__).parent.parent.parent
FILE = "store.sqlite"
Text = tuple[str, Kept, Pieces]


def text(path: str, stamp: str, size: int = 300) -> Text:
    pieces = Pieces(
        f"card {stamp}".encode(), f"body {stamp}".encode() * size, f"places {stamp}".encode()
    )
    return path, kept(f"key {stamp}", f"stub of {path}".encode(), b"[]", pieces), pieces


TEXTS = [text(f"news/{number:02}", f"{number}", number * 40) for number in range(20)]


def asked(*questions: tuple[str, str, str]) -> dict[int, Asked]:
    return {
        question_id(name, words.encode()): Asked(name, words.encode(), answer)
        for name, words, answer in questions
    }


def trace(digest: str, *questions: int, problems: bytes = b"[]") -> Trace:
    return Trace(array("q", questions), problems, digest)


INPUTS = {name: digest_of(name.encode()) for name in ["site", "theme", *(t[0] for t in TEXTS)]}
ASKED = asked(*((name, f"{name} {n}?", f"{n}") for name in INPUTS for n in range(4)))
TRACES = {
    f"site/{path}.html": trace(digest_of(path.encode()), *[*ASKED][number * 4 :])
    for number, (path, _, _) in enumerate(TEXTS)
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, "1") as opened:
        yield opened


def fill(store: Store) -> None:
    store.entries.keep(TEXTS)
    store.traces.keep("output", INPUTS, ASKED, TRACES, told=b"because")
    store.traces.keep("preview", {"site": "1"}, {}, {"a": trace("1")})


def check(store: Store) -> None:
    """Everything is as `fill` left it."""
    assert store.entries.all() == {path: row for path, row, _ in TEXTS}
    for path, row, pieces in TEXTS:
        assert store.entries.piece(path, "card", row.card) == pieces.card
        assert store.entries.piece(path, "body", row.body) == pieces.body
        assert store.entries.piece(path, "places", row.places) == pieces.places
    assert store.traces.last("output") == Build(INPUTS, TRACES)
    assert store.traces.questions("output", INPUTS) == ASKED
    assert store.traces.told("output") == b"because"
    assert store.traces.last("preview") == Build({"site": "1"}, {"a": trace("1")})


def is_new(store: Store) -> bool:
    return not store.entries.all() and store.traces.last("output") == Build()


# --- what comes back -------------------------------------------------------------------------


def test_a_new_store_knows_nothing(store: Store) -> None:
    assert is_new(store)
    assert store.traces.questions("output", ["site"]) == {}
    assert store.traces.told("output") == b""


def test_what_was_kept_comes_back_in_this_process_and_the_next(tmp_path: Path) -> None:
    with Store.open(tmp_path, "1") as store:
        fill(store)
        check(store)
    with Store.open(tmp_path, "1") as store:
        check(store)
    with Store.reading(tmp_path, "1") as store:
        check(store)


def test_a_store_in_memory_is_like_any_other() -> None:
    with Store.in_memory() as store:
        fill(store)
        check(store)
        assert store.file is None


def test_a_text_takes_the_place_of_what_it_was(store: Store) -> None:
    store.entries.keep([text("a", "1"), text("b", "1")])
    store.entries.keep([text("a", "2")])
    assert store.entries.all() == dict([text("a", "2")[:2], text("b", "1")[:2]])
    _, row, pieces = text("a", "2")
    assert store.entries.piece("a", "body", row.body) == pieces.body


def test_a_forgotten_text_is_gone(store: Store) -> None:
    store.entries.keep([text("a", "1"), text("b", "1")])
    store.entries.forget(["a", "never there"])
    assert [*store.entries.all()] == ["b"]
    with pytest.raises(DamagedError):
        store.entries.piece("a", "card", text("a", "1")[1].card)


def test_what_is_not_committed_is_forgotten(tmp_path: Path) -> None:
    with Store.open(tmp_path, "1") as store:
        store.entries.keep([text("a", "1")])
        store.commit()
        store.entries.keep([text("b", "1")])
    with Store.open(tmp_path, "1") as store:
        assert [*store.entries.all()] == ["a"]


def test_git_is_told_to_leave_it_alone(store: Store, tmp_path: Path) -> None:
    assert (tmp_path / ".gitignore").read_bytes() == b"*\n"


# --- builds ----------------------------------------------------------------------------------


def test_only_questions_about_what_changed_are_told(store: Store) -> None:
    fill(store)
    found = store.traces.questions("output", ["theme", "news/03", "nobody"])
    assert {question.input for question in found.values()} == {"theme", "news/03"}
    assert len(found) == 8


def test_an_edit_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    changed = asked(("theme", "theme 0?", "other"), ("site", "new?", "yes"))
    with Store.open(tmp_path, "1") as store:
        fill(store)
        store.traces.keep("output", INPUTS | {"theme": "2"}, changed, {"x": trace("x", *changed)})
    with Store.open(tmp_path, "1") as store:
        inputs, traces = INPUTS | {"theme": "2"}, TRACES | {"x": trace("x", *changed)}
        assert store.traces.last("output") == Build(inputs, traces)
        assert store.traces.questions("output", INPUTS) == ASKED | changed
        assert store.traces.told("output") == b""


def test_an_output_that_is_no_more_is_forgotten(store: Store) -> None:
    fill(store)
    store.traces.keep("output", INPUTS, {}, {}, forgotten=["site/news/01.html", "never there"])
    assert TRACES.keys() - store.traces.last("output").traces.keys() == {"site/news/01.html"}


def test_an_input_that_is_no_more_is_without_a_version_while_it_is_asked_about(
    store: Store,
) -> None:
    fill(store)
    store.traces.keep("output", {"site": INPUTS["site"]}, {}, {})
    assert {*store.traces.last("output").inputs.values()} == {INPUTS["site"], ""}
    assert store.traces.questions("output", ["theme"])


def test_a_question_may_be_about_what_is_not_there(store: Store) -> None:
    question = asked(("nobody", "who?", "nobody"))
    store.traces.keep("output", {"site": "1"}, question, {"a": trace("1", *question)})
    assert store.traces.last("output").inputs == {"site": "1", "nobody": ""}
    assert store.traces.questions("output", ["nobody"]) == question


def test_questions_that_nobody_asks_any_more_are_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces_file, "_UNUSED", 0)
    for number in range(20):
        each = asked(("site", f"{number}?", "yes"), (f"{number}", "old?", "yes"))
        store.traces.keep("output", {"site": "1"}, each, {"a": trace("1", *each)})
    assert len(store.traces.questions("output", store.traces.last("output").inputs)) <= 4
    assert store.traces.questions("output", ["site", "19"]).items() >= each.items()


def test_the_profile_that_was_kept_longest_ago_goes(store: Store) -> None:
    for name in "abcdef":
        store.traces.keep(name, {"site": name}, asked(("site", "q", name)), {"x": trace(name)})
    store.traces.keep("a", {"site": "a"}, {}, {})
    store.traces.keep("g", {"site": "g"}, {}, {})
    known = [name for name in "abcdefg" if store.traces.last(name).inputs]
    assert known == ["a", "c", "d", "e", "f", "g"]


@pytest.mark.parametrize("before", [True, False], ids=["known to both", "new to both"])
def test_two_that_keep_a_build_without_knowing_of_each_other_are_both_forgotten(
    tmp_path: Path, *, before: bool
) -> None:
    with Store.open(tmp_path, "1") as one, Store.open(tmp_path, "1") as other:
        if before:
            fill(one)
        one.traces.last("output")
        other.traces.last("output")
        one.traces.keep("output", {"site": "one"}, {}, {"a": trace("one")})
        other.traces.keep("output", {"site": "other"}, {}, {"b": trace("other")})
        assert other.traces.last("output") == one.traces.last("output") == Build()
        one.traces.keep("output", {"site": "one"}, {}, {"a": trace("one")})
        assert other.traces.last("output").inputs == {"site": "one"}


def test_two_questions_with_one_name_are_not_kept(store: Store) -> None:
    fill(store)
    number = next(iter(ASKED))
    with pytest.raises(DamagedError):
        store.traces.keep("output", INPUTS, {number: Asked("site", b"another", "1")}, {})
    check(store)


names = st.sampled_from(["site", "theme", "a", "b", "c"])
versions = st.sampled_from(["1", "2", "3"])
questions = st.lists(st.tuples(names, st.sampled_from("qrstu"), versions), max_size=8)


class Builds(RuleBasedStateMachine):
    """Builds of two profiles, one after the other, as dictionaries and in a store."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.in_memory()
        self.inputs: dict[str, dict[str, str]] = {}
        self.asked: dict[str, dict[int, Asked]] = {}
        self.traces: dict[str, dict[str, Trace]] = {}

    @rule(
        profile=st.sampled_from(["x", "y"]),
        inputs=st.dictionaries(names, versions),
        each=questions,
        paths=st.dictionaries(st.sampled_from("ABCD"), versions),
        forgotten=st.sets(st.sampled_from("ABCD")),
    )
    def build(
        self,
        profile: str,
        inputs: Mapping[str, str],
        each: list[tuple[str, str, str]],
        paths: Mapping[str, str],
        forgotten: set[str],
    ) -> None:
        new = asked(*each)
        made = {path: trace(digest, *new) for path, digest in paths.items()}
        self.store.traces.keep(profile, inputs, new, made, forgotten)
        self.inputs[profile] = dict(inputs)
        self.asked[profile] = self.asked.get(profile, {}) | new
        old = self.traces.get(profile, {}) | made
        self.traces[profile] = {path: old[path] for path in old.keys() - forgotten}

    @precondition(lambda self: self.inputs)
    @rule()
    def read_again(self) -> None:
        self.store.traces = traces_file.Traces(self.store._database)

    @invariant()
    def is_as_it_should_be(self) -> None:
        for profile, inputs in self.inputs.items():
            last = self.store.traces.last(profile)
            assert {name: it for name, it in last.inputs.items() if it} == inputs
            assert last.traces == self.traces[profile]
            known = self.store.traces.questions(profile, last.inputs)
            assert known.items() <= self.asked[profile].items()
            needed = {number for each in last.traces.values() for number in each.questions}
            assert needed <= known.keys()

    def teardown(self) -> None:
        self.store.close()


def test_builds_one_after_the_other_are_what_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces_file, "_UNUSED", 3)
    run_state_machine_as_test(Builds, settings=settings(stateful_step_count=15))


# --- versions, and a disk that refuses -------------------------------------------------------


@pytest.mark.parametrize(
    "other", ["2", "", "1\0", "\ud800", "1" * 10_000], ids=lambda v: repr(v[:9])
)
def test_a_store_of_another_version_is_made_anew(tmp_path: Path, other: str) -> None:
    with Store.open(tmp_path, "1") as store:
        fill(store)
    with pytest.raises(DamagedError):
        Store.reading(tmp_path, other)
    with Store.open(tmp_path, other) as store:
        assert is_new(store)
        fill(store)
    with Store.open(tmp_path, other) as store:
        check(store)


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_database_is_made_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    (tmp_path / f"{FILE}-journal").write_bytes(b"left over")
    with Store.open(tmp_path, "1") as store:
        fill(store)
    with Store.open(tmp_path, "1") as store:
        check(store)


def test_a_database_of_others_is_made_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("CREATE TABLE version (mark INTEGER)")
    with Store.open(tmp_path, "1") as store:
        assert is_new(store)
        assert store.file


def test_a_folder_in_its_place_leaves_the_store_in_memory(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with Store.open(tmp_path, "1") as store:
        assert store.file is None
        fill(store)
        check(store)


def test_a_file_where_its_folder_should_be_leaves_the_store_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with Store.open(tmp_path / "a", "1") as store:
        assert store.file is None
    with pytest.raises(DamagedError):
        Store.reading(tmp_path / "a", "1")


def test_a_store_that_another_process_writes_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evangelist.build.database._PATIENCE", 0.0)
    with Store.open(tmp_path, "1") as store:
        store.entries.keep([text("a", "1")])
        with Store.open(tmp_path, "1") as other:
            assert other.file is None
        store.commit()
    with Store.open(tmp_path, "1") as store:
        assert [*store.entries.all()] == ["a"]


def test_a_full_disk_is_told_and_what_was_committed_stays(store: Store, tmp_path: Path) -> None:
    fill(store)
    pages = store._database._db.execute("PRAGMA page_count").fetchone()[0]
    store._database._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DamagedError, match="full"):
        store.entries.keep([text("large", "1", 10_000)])
    with pytest.raises(DamagedError, match="full"):
        store.traces.keep("output", {}, {}, {"large": trace("1", problems=bytes(100_000))})
    check(store)


def test_a_store_that_is_discarded_is_gone(tmp_path: Path) -> None:
    store = Store.open(tmp_path, "1")
    fill(store)
    store.discard()
    assert [file.name for file in tmp_path.iterdir()] == [".gitignore"]


def test_a_reader_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(DamagedError):
        Store.reading(tmp_path, "1")
    assert [*tmp_path.iterdir()] == []


def test_a_reader_does_not_write(store: Store, tmp_path: Path) -> None:
    with Store.reading(tmp_path, "1") as other, pytest.raises(DamagedError):
        other.entries.keep([text("a", "1")])


# --- damage ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    with Store.open(folder, "1") as store:
        fill(store)
    return folder / FILE


@pytest.fixture
def whole(whole_file: Path) -> bytes:
    return whole_file.read_bytes()


def survives(folder: Path, data: bytes) -> None:
    """A file like this is new, or damaged, or right; and so it is after another build."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / FILE).write_bytes(data)
    with Store.open(folder, "1") as store:
        if _unless_damaged(lambda: is_new(store)):
            return
        for look in LOOKS:
            _unless_damaged(lambda look=look: look(store))  # type: ignore[misc]
        if not _unless_damaged(lambda: _another_build(store)):
            store.discard()
            return
    with Store.open(folder, "1") as store:
        _unless_damaged(lambda: _is_another(store))


def _unless_damaged(look: Callable[[], object]) -> object:
    try:
        return look()
    except DamagedError:
        return False


def _entries_are_right(store: Store) -> None:
    assert store.entries.all().items() <= {path: row for path, row, _ in TEXTS}.items()


def _pieces_are_right(store: Store) -> None:
    for path, row, pieces in TEXTS:
        assert store.entries.piece(path, "body", row.body) == pieces.body


def _build_is_right(store: Store) -> None:
    assert store.traces.last("output") in (Build(), Build(INPUTS, TRACES))


def _questions_are_right(store: Store) -> None:
    assert store.traces.questions("output", INPUTS) in ({}, ASKED)


def _rest_is_right(store: Store) -> None:
    assert store.traces.told("output") in (b"", b"because")


LOOKS = (
    _entries_are_right,
    _pieces_are_right,
    _build_is_right,
    _questions_are_right,
    _rest_is_right,
)
CHANGED = INPUTS | {"theme": "2"}
MORE = asked(("theme", "theme 1?", "other"), ("new", "new?", "yes"))


def _another_build(store: Store) -> bool:
    before = store.traces.last("output") == Build(INPUTS, TRACES)
    store.entries.keep([text("news/03", "other")])
    store.traces.keep("output", CHANGED, MORE, {"x": trace("x", *MORE)})
    return before


def _is_another(store: Store) -> None:
    last = store.traces.last("output")
    assert last == Build(CHANGED | {"new": ""}, TRACES | {"x": trace("x", *MORE)})
    assert store.traces.questions("output", last.inputs) == ASKED | MORE


def test_a_whole_file_passes_what_damaged_ones_are_put_to(whole: bytes, tmp_path: Path) -> None:
    survives(tmp_path / "a", whole)
    with Store.open(tmp_path / "a", "1") as store:
        _is_another(store)


def test_a_file_that_ends_too_soon_is_a_slow_build(whole: bytes, tmp_path: Path) -> None:
    ends = [*range(0, 200, 7), *range(200, len(whole), len(whole) // 120)]
    for end in ends:
        survives(tmp_path / "a", whole[:end])


places = st.integers(0, 10**6) | st.integers(0, 400)
bits = st.lists(st.tuples(places, st.integers(0, 7)), min_size=1, max_size=3)


@given(bits)
def test_a_changed_bit_is_a_slow_build(whole_file: Path, changes: list[tuple[int, int]]) -> None:
    data = bytearray(whole_file.read_bytes())
    for at, bit in changes:
        data[at % len(data)] ^= 1 << bit
    survives(whole_file.parent / "changed", bytes(data))


@given(places, st.binary(max_size=60))
def test_noise_anywhere_is_a_slow_build(whole_file: Path, at: int, noise: bytes) -> None:
    data = whole_file.read_bytes()
    start = at % len(data)
    noisy = data[:start] + noise + data[start + len(noise) :]
    survives(whole_file.parent / "noisy", noisy)


def test_a_page_of_nothing_is_a_slow_build(whole: bytes, tmp_path: Path) -> None:
    for start in range(0, len(whole), 8192):
        survives(tmp_path / "a", whole[:start] + bytes(8192) + whole[start + 8192 :])


def test_pages_of_an_older_build_are_found_out(whole: bytes, tmp_path: Path) -> None:
    """As a power failure may leave them: each page is whole, and some never reached the disk."""
    (tmp_path / FILE).write_bytes(whole)
    with Store.open(tmp_path, "1") as store:
        _another_build(store)
    newer = (tmp_path / FILE).read_bytes()
    pages = range(0, min(len(whole), len(newer)), 8192)
    differing = [at for at in pages if whole[at : at + 8192] != newer[at : at + 8192]]
    assert len(differing) > 3
    for at in differing:
        mixed = newer[:at] + whole[at : at + 8192] + newer[at + 8192 :]
        folder = tmp_path / "a"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / FILE).write_bytes(mixed)
        with Store.open(folder, "1") as store:
            _unless_damaged(lambda: _is_another(store))


TAMPERING = [
    "UPDATE entries SET stub = x'00' WHERE path = 'news/03'",
    "UPDATE entries SET card = body, body = card WHERE path = 'news/03'",
    "UPDATE entries SET path = 'news/xx' WHERE path = 'news/03'",
    "UPDATE entries SET key = 7 WHERE path = 'news/03'",
    "UPDATE entries SET stub = 'text' WHERE path = 'news/03'",
    "UPDATE entries SET key = CAST(x'ff' AS TEXT) WHERE path = 'news/03'",
    "UPDATE pieces SET body = card WHERE path = 'news/03'",
    "UPDATE pieces SET body = 'text' WHERE path = 'news/03'",
    "DELETE FROM pieces WHERE path = 'news/03'",
    "UPDATE inputs SET version = 'x' WHERE name = 'theme'",
    "UPDATE inputs SET sum = x'' WHERE name = 'theme'",
    "UPDATE inputs SET sum = 7 WHERE name = 'theme'",
    "DELETE FROM inputs WHERE name = 'theme'",
    "UPDATE traces SET digest = 'x' WHERE path = 'site/news/03.html'",
    "UPDATE traces SET questions = x'00' WHERE path = 'site/news/03.html'",
    "UPDATE traces SET questions = 'text' WHERE path = 'site/news/03.html'",
    "UPDATE traces SET problems = x'' WHERE path = 'site/news/03.html'",
    "DELETE FROM traces WHERE path = 'site/news/03.html'",
    "UPDATE profiles SET sum = 7",
    "UPDATE profiles SET told = x'00'",
    "UPDATE questions SET answer = 'x'",
    "UPDATE questions SET question = 'text'",
    "DELETE FROM questions WHERE input = (SELECT max(input) FROM questions)",
    "DROP TABLE pieces",
    "DROP TABLE profiles",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_a_changed_row_is_found_by_whoever_reads_it(
    whole: bytes, tmp_path: Path, statement: str
) -> None:
    (tmp_path / FILE).write_bytes(whole)
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute(statement)
        db.commit()
    with Store.open(tmp_path, "1") as store, pytest.raises(DamagedError):
        check(store)


# --- other processes -------------------------------------------------------------------------

READER = """
import sys
from pathlib import Path
from evangelist.build.store import Store

with Store.reading(Path(sys.argv[1]), "1") as store:
    print("ready", flush=True)
    seen = set()
    while "99" not in seen:
        entries = {kept.key for kept in store.entries.all().values()}
        build = store.traces.last("output")
        traces = {trace.digest for trace in build.traces.values()}
        assert len(entries) == 1 and len(traces) == 1, (entries, traces)
        assert {*build.inputs.values()} == traces, build.inputs
        seen |= traces
    row = store.entries.all()["news/03"]
    assert store.entries.piece("news/03", "body", row.body)
    print("fine", flush=True)
"""


def test_readers_see_whole_builds_while_another_process_writes(tmp_path: Path) -> None:
    def build(store: Store, stamp: str) -> None:
        store.entries.keep([text(path, stamp) for path, _, _ in TEXTS])
        made = {path: trace(stamp) for path in TRACES}
        store.traces.keep("output", dict.fromkeys(INPUTS, stamp), {}, made)

    with Store.open(tmp_path, "1") as store:
        build(store, "0")
        command = [sys.executable, "-c", READER, str(tmp_path)]
        readers = [
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in "ab"
        ]
        for reader in readers:
            assert reader.stdout
            assert reader.stdout.readline() == "ready\n"
        for stamp in range(1, 100):
            build(store, f"{stamp}")
        for reader in readers:
            said, _ = reader.communicate()
            assert (said, reader.returncode) == ("fine\n", 0)
