from dataclasses import replace
from pathlib import Path

import pytest

from evangelist.build.survey import plan
from evangelist.content.markdown.python import PythonMarkdown
from evangelist.content.parse import Reading, parse
from evangelist.content.settings import load_settings
from evangelist.content.sources import read_source, scan
from evangelist.outputs.output import CHECKS, Output, page_url
from evangelist.site.index import Site, make_site
from evangelist.site.lens import Lens
from evangelist.site.pieces import InMemory
from evangelist.site.questions import QUESTIONS, Question, ask, input_of, inputs_of, version
from evangelist.site.stubs import stub_of
from evangelist.templating.load import load_theme
from tests.sites import NOW, site

Trace = dict[Question, str]
EDITS = [
    ("content/services/vpn.md", "A text", "Another text"),
    ("content/services/vpn.md", "title: VPN", "title: Remote access"),
    ("content/about.md", "About us", "About them"),
    ("content/index.md", "Welcome", "Hello"),
    ("content/news/2026-11-20-new.md", "title: New", "title: Newer"),
    ("content/newsletters/2026-11.md", "date: 2026-11-20", "date: 2026-11-19"),
    ("site.yaml", "title: Test site", "title: Other site"),
    ("site.yaml", "https://example.org/", "https://example.org/name/"),
]
FILES = """
-- content/index.md --
---
title: Home
---
Welcome
-- content/services/vpn.md --
---
title: VPN
category: net
---
A text with [a link](../about.md).
-- content/news/2026-11-20-new.md --
---
title: New
---
Something is new.
-- content/newsletters/2026-11.md --
---
title: Issue
date: 2026-11-20
asks: {text: Tell us, url: /about/}
---
Hello
-- content/about.md --
About us
"""


def made(root: Path, base_url: str = "https://example.org/") -> Site:
    settings, _ = load_settings(root)
    reading = Reading(PythonMarkdown(settings.markdown), settings.zone)
    content = root / "content"
    found = scan(content)
    texts = [(each.path, read_source(content, each)[1]) for each in found.sources]
    parsed = [parse(*text, reading) for text in texts]
    return make_site(
        [stub_of(each) for each in parsed],
        InMemory.of(parsed),
        settings,
        load_theme(settings.theme, root, settings.brand),
        found.files,
        base_url=base_url,
        today=NOW.date(),
        drafts=False,
    )


def planned(root: Path) -> Site:
    whole = made(root)
    return whole.planned(url for each in plan(whole) if (url := page_url(each.path)))


def rendered(whole: Site) -> dict[str, tuple[bytes, Trace]]:
    outputs: list[Output] = plan(whole)
    whole = whole.planned(url for each in outputs if (url := page_url(each.path)))
    results: dict[str, bytes] = {}
    answers: dict[str, tuple[bytes, Trace]] = {}
    for output in sorted(outputs, key=lambda each: each.stage):
        lens = Lens(whole, results)
        results[output.path] = output.render(lens).data
        asked = {each: version(whole, each, given) for each, given in lens.asked.items()}
        answers[output.path] = (results[output.path], asked)
    return answers


def same_traces_same_bytes(
    before: dict[str, tuple[bytes, Trace]], after: dict[str, tuple[bytes, Trace]]
) -> list[str]:
    return [
        path
        for path in before.keys() & after.keys()
        if before[path][1] == after[path][1] and before[path][0] != after[path][0]
    ]


@pytest.mark.parametrize("path, old, new", EDITS)
def test_an_answer_changes_only_with_its_input(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    workspace = site(tmp_path, FILES)
    first = planned(tmp_path)
    asked = {question for _, trace in rendered(first).values() for question in trace}
    text = (tmp_path / path).read_text("utf-8")
    workspace.write_bytes(path, text.replace(old, new).encode())
    second = planned(tmp_path)
    before, after = inputs_of(first), inputs_of(second)
    for question in asked - {each for each in asked if QUESTIONS[each[0]].input == "output"}:
        if before.get(input_of(question)) == after.get(input_of(question)):
            old_answer, new_answer = ask(first, question), ask(second, question)
            assert version(first, question, old_answer) == version(second, question, new_answer)


@pytest.mark.parametrize("path, old, new", EDITS)
def test_equal_traces_mean_equal_bytes(tmp_path: Path, path: str, old: str, new: str) -> None:
    workspace = site(tmp_path, FILES)
    before = rendered(made(tmp_path))
    text = (tmp_path / path).read_text("utf-8")
    assert old in text
    workspace.write_bytes(path, text.replace(old, new).encode())
    after = rendered(made(tmp_path))
    assert same_traces_same_bytes(before, after) == []
    assert before != after


def test_another_base_url_is_seen_in_the_trace(tmp_path: Path) -> None:
    site(tmp_path, FILES)
    before = rendered(made(tmp_path))
    after = rendered(made(tmp_path, "https://example.org/name/"))
    assert same_traces_same_bytes(before, after) == []


def files(made: dict[str, tuple[bytes, Trace]]) -> dict[str, tuple[bytes, Trace]]:
    """Without checks: those look at where things stand."""
    return {path: each for path, each in made.items() if not path.startswith(CHECKS)}


def test_a_comment_in_the_front_matter_changes_no_trace(tmp_path: Path) -> None:
    workspace = site(tmp_path, FILES)
    before = files(rendered(made(tmp_path)))
    text = (tmp_path / "content/services/vpn.md").read_text("utf-8")
    workspace.write_bytes(
        "content/services/vpn.md", text.replace("title", "# note\ntitle").encode()
    )
    assert files(rendered(made(tmp_path))) == before


def test_a_lens_that_forgets_a_question_would_be_caught(tmp_path: Path) -> None:
    site(tmp_path, FILES)
    before = rendered(made(tmp_path))
    forgetful: dict[str, tuple[bytes, Trace]] = {
        path: (data, {}) for path, (data, _) in before.items()
    }
    changed: dict[str, tuple[bytes, Trace]] = {
        path: (data + b" ", {}) for path, (data, _) in before.items()
    }
    assert set(same_traces_same_bytes(forgetful, changed)) == set(before)


def test_the_rest_of_a_site_is_not_asked_for(tmp_path: Path) -> None:
    site(tmp_path, FILES)
    whole = made(tmp_path)
    asked = rendered(replace(whole))["site/about/index.html"][1]
    bodies = [question for question in asked if question[0] == "body"]
    assert bodies == [("body", "about")]
