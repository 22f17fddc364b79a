"""Texts that nobody on this project wrote."""

from pathlib import Path

import pytest

from evangelist.content.front_matter import read_front_matter
from evangelist.content.yaml import YamlError
from tests.content.markdown.trees import commonmark, ours
from tests.content.reading import ENGINES, EngineName

FOLDERS = ["services", "case-studies", "news", "newsletters"]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_lists_and_quotes_are_those_of_commonmark_on_every_page(
    corpora: Path, folder: str, name: EngineName
) -> None:
    seen = 0
    different = []
    for file in sorted((corpora / "field-site" / "content" / folder).rglob("*.md")):
        try:
            body = read_front_matter(file.read_text("utf-8-sig")).body
        except YamlError:
            continue  # the one broken file, named by the build
        seen += 1
        if ours(body, name) != commonmark(body):
            different.append(file.name)
    assert seen
    assert not different
