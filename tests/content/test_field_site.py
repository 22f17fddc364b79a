"""Texts that nobody on this project wrote."""

from itertools import chain
from pathlib import Path

import pytest

from evangelist.content.front_matter import read_front_matter
from evangelist.content.yaml import YamlError
from tests.content.markdown.trees import commonmark, ours
from tests.content.reading import ENGINES, EngineName, read
from tests.shares import share

FOLDERS = ["services", "case-studies", "news", "newsletters"]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_lists_and_quotes_are_those_of_commonmark_on_every_page(
    corpora: Path, folder: str, name: EngineName
) -> None:
    seen = 0
    different = []
    for file in share(sorted((corpora / "field-site" / "content" / folder).rglob("*.md"))):
        try:
            body = read_front_matter(file.read_text("utf-8-sig")).body
        except YamlError:
            continue  # the one broken file, named by the build
        seen += 1
        if ours(body, name) != commonmark(body):
            different.append(file.name)
    assert seen
    assert not different


BY_THE_RULES_OF_COMMONMARK = {
    "a backslash before any sign of ASCII is taken away": [
        "news/2014-09-08-the-encasement-strategy-on-legacy-systems-and-the.md",
        "news/2015-03-11-onet-today-and-beyond.md",
        "news/2016-12-14-how-to-run-an-efficient-meeting.md",
        "news/2017-03-15-one-agencys-investments-open-source-mean-others-benefit.md",
    ],
    "a backslash at the end of a line breaks it": [
        "news/2020-12-14-a-dashboard-for-privacy-offices.md",
        "news/2021-03-05-technical-problems-are-not-the-hardest-ones-to-solve.md",
    ],
    "a heading wants a blank after its signs": ["news/2015-05-21-TockingTime.md"],
    "stars beside blanks or between a word and a sign are stars": [
        "news/2015-08-28-announcing-the-agile-BPA-awards.md",
        "news/2015-10-15-best-practices-for-distributed-teams.md",
        "news/2016-05-03-delivering-the-next-generation-of-digital-government.md",
        "news/2016-08-11-holly-allen-helping-engineer-a-better-18F.md",
        "news/2017-10-11-pulling-back-the-curtain-on-it-procurement.md",
    ],
    "one tilde strikes too": [
        "news/2024-12-5-18f-project-defaults.md",
        "newsletters/2025/issue-470.md",
    ],
    "text beside raw blocks stands where it was written": [
        "news/2016-03-21-we-asked-100-of-our-coworkers-why-did-you-join-18f.md",
        "services/AI-services.md",
        "services/website-modernization.md",
    ],
}


def test_both_engines_show_the_same_words_but_where_their_rules_differ(corpora: Path) -> None:
    content = corpora / "field-site" / "content"
    files = share(sorted(content.rglob("*.md")), one_of=3)
    different, known = set(), set(chain.from_iterable(BY_THE_RULES_OF_COMMONMARK.values()))
    for file in files:
        path, data = file.relative_to(content).as_posix(), file.read_bytes()
        ours, other = read(data, path), read(data, path, name="gfm")
        if "".join(ours.body.text.split()) != "".join(other.body.text.split()):
            different.add(path)
        assert [(each.code, each.line) for each in ours.problems] == [
            (each.code, each.line) for each in other.problems
        ]
    assert different == known & {file.relative_to(content).as_posix() for file in files}
    assert different
