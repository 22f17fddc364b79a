"""Every page of the example site before two judges of HTML."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.audit
# What the Nu Html Checker says beside the point. Safari drops the list from a list without
# bullets unless the role says it again. And a page that it reads from a file has no host that
# 'self' could mean: that no page breaks its policy is seen in a browser, in tests/e2e.
BESIDE_THE_POINT = (
    "The “list” role is unnecessary for element “[uo]l”\\.|Resource violates Content Security.*"
)


def test_the_nu_html_checker_finds_nothing_in_any_page(
    example: Path, java: str, judges: Path
) -> None:
    jar = judges / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", str(jar), "--format", "json", "--stdout", "--skip-non-html"]
    done = subprocess.run(
        [*command, "--filterpattern", BESIDE_THE_POINT, str(example / "site")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert [
        f"{each['url'].partition(example.name)[2]}:{each.get('lastLine')}: {each['message']}"
        for each in json.loads(done.stdout)["messages"]
    ] == []


def test_html_validate_finds_nothing_in_any_page(
    example: Path, node: str, judges: Path, tmp_path: Path
) -> None:
    """Judge by its recommended rules, but for three that html-validate.json changes.

    no-redundant-role, and prefer-native-element for lists: as above, for Safari.
    long-title: the length of a title is its writer's choice; search engines cut, nothing breaks.
    """
    program = judges / "html-validate" / "bin" / "html-validate.mjs"
    rules = Path(__file__).with_name("html-validate.json")
    verdict = tmp_path / "verdict.json"
    pages = sorted(str(file) for file in (example / "site").rglob("*.html"))
    command = [node, str(program), "--config", str(rules), "--formatter", f"json={verdict}"]
    done = subprocess.run([*command, *pages], capture_output=True, encoding="utf-8", check=False)
    assert verdict.is_file(), done.stderr
    assert [
        f"{Path(page['filePath']).relative_to(example)}:{each['line']}: {each['message']}"
        for page in json.loads(verdict.read_text(encoding="utf-8"))
        for each in page["messages"]
    ] == []
