"""What is written is true: references are complete, links lead somewhere, commands run."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from pydantic import BaseModel

from evangelist.build.report import Report
from evangelist.cli import cli
from evangelist.cli.reports import JSON_VERSION, as_json
from evangelist.model.kinds import KINDS
from evangelist.model.settings import Settings
from evangelist.problems import CODES, Problem
from tests.sites import Workspace
from tools import reference, shapes, themes
from tools.examples import EXAMPLES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
_FILE = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SET_UP = {
    "make test",
    "python -m venv .venv",
    ". .venv/bin/activate",
    "python -m pip install .",
    "python3 -m venv ~/evangelist",
    ". ~/evangelist/bin/activate",
    "pip install evangelist-*.whl",
}
GUIDES = (
    "first-day",
    "first-issue",
    "first-ten-services",
    "your-look",
    "your-theme",
    "show-your-boss",
    "ideas",
    "incremental",
)
_TREE = re.compile(r"^(output/\S+)  ", re.MULTILINE)
_FORBIDDEN = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|conda\.anaconda"
    r"|(?<![\w.:/~-])/(?:work|root|tmp|home|Users|mnt|opt)/",
    re.IGNORECASE,
)


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


# --- the reference ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=_name)
def test_made_parts_are_up_to_date(page: Path) -> None:
    text = page.read_text("utf-8")
    assert reference.fill(text) == text, "run: python -m tools.reference"


def test_every_part_is_in_a_page() -> None:
    used = {
        name for page in PAGES for name in re.findall(r"<!-- made: (\S+) -->", _read(_name(page)))
    }
    assert used == set(reference.PARTS)


def _keys(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for each in dict.fromkeys((model, *shapes.shapes(model))):
        for name, info in each.model_fields.items():
            yield info.alias or name, info


@cache
def _rows(path: str) -> set[str]:
    """What the first cells of the tables of a page name."""
    return set(re.findall(r"^\| `([^`]+)`", _read(path), re.MULTILINE))


def test_every_setting_is_in_the_reference() -> None:
    keys = {key for key, _ in _keys(Settings)}
    assert keys - _rows("docs/reference/settings.md") == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_in_the_reference(kind: Any) -> None:
    keys = {key for key, _ in _keys(kind.model)}
    assert keys - _rows("docs/reference/fields.md") == set()
    assert f"### {kind.name}\n" in _read("docs/reference/fields.md")


@pytest.mark.parametrize("model", [Settings, *(kind.model for kind in KINDS)])
def test_every_key_has_a_meaning(model: type[BaseModel]) -> None:
    assert [key for key, info in _keys(model) if not info.description] == []


COMMANDS = dict(reference.named(cli))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    page = _read("docs/reference/commands.md")
    section = page.split(f"### evangelist {name}\n")[1].split("\n### ")[0]
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]
    assert [o.opts[0] for o in options if f"`{o.opts[0]}`" not in section] == []
    assert [o.name for o in options if not o.help] == []


def test_every_problem_has_an_example() -> None:
    assert set(EXAMPLES) == set(CODES)


def test_every_problem_is_in_the_reference() -> None:
    headings = set(re.findall(r"^### (\S+)$", _read("docs/reference/problems.md"), re.MULTILINE))
    assert headings == set(CODES)


def test_templates_ask_only_what_the_reference_names() -> None:
    named = {name for names in themes.FOR_TEMPLATES for name in names}
    folder = themes.LECTERN / "templates"
    asked = {
        name
        for file in folder.rglob("*.*")
        for name in re.findall(r"\bsite\.(\w+)", file.read_text("utf-8"))
    }
    assert asked - named == set()


def test_json_example_has_the_keys_of_the_report() -> None:
    example = re.search(r"```json\n(.*?)```", _read("docs/reference/reports.md"), re.DOTALL)
    assert example
    written = json.loads(example[1])
    real = json.loads(as_json(Report(problems=(Problem("link-dead", "x"),))))
    assert written["version"] == real["version"] == JSON_VERSION == 1
    assert list(written) == list(real)
    assert list(written["problems"][0]) == list(real["problems"][0])


# --- links and words -------------------------------------------------------------------------


def _addresses(text: str) -> Iterator[str]:
    """Where the links and pictures of a page point."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        for inner in [token, *(token.children or ())]:
            for name in ("href", "src"):
                if value := inner.attrGet(name):
                    yield str(value)
            if inner.type in {"html_block", "html_inline"}:
                yield from re.findall(r'(?:src|srcset|href)="([^"]+)"', inner.content)


def _anchors(page: Path) -> set[str]:
    """The parts of a page, as code hosts name them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_and_pictures_exist(page: Path) -> None:
    dead = []
    for address in _addresses(page.read_text("utf-8")):
        if re.match(r"https?:|mailto:", address):
            continue
        path, _, anchor = address.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (
            anchor and target.suffix == ".md" and anchor not in _anchors(target)
        ):
            dead.append(address)
    assert dead == []


def test_a_dead_link_would_be_seen() -> None:
    text = '[a](gone.md)\n\n| x |\n|---|\n| <img src="gone.png"> |\n'
    assert list(_addresses(text)) == ["gone.md", "gone.png"]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_pages_name_no_registry_and_no_machine(page: Path) -> None:
    assert _FORBIDDEN.findall(page.read_text("utf-8")) == []


# --- what the pages tell people to type ---------------------------------------------------------


def _files(path: str) -> str:
    """The files that a page shows, in the form that `Workspace.write` reads."""
    return "".join(f"-- {name} --\n{text}" for name, text in _FILE.findall(_read(path)))


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def test_the_service_of_the_readme_builds_without_a_complaint(empty: Workspace) -> None:
    empty.write_bytes("site.yaml", b"title: A\nurl: https://example.org/\n")
    report = empty.write(_files("README.md")).built().report
    assert [str(p) for p in report.problems if p.level != "advice"] == []
    assert "€40 a month" in empty.page("/services/gpu-hours/")


def test_the_entries_of_the_guide_build_without_a_complaint(empty: Workspace) -> None:
    empty.write(_files("docs/writing.md"))
    settings = "title: A\nurl: https://example.org/\ncategories: [{id: data, title: Data}]\n"
    empty.write_bytes("site.yaml", settings.encode())
    assert [str(p) for p in empty.built().report.problems if p.level != "advice"] == []
    assert "embed" in empty.page("/newsletters/2026-11/")


def test_the_idea_of_the_guide_builds_without_a_complaint(empty: Workspace) -> None:
    text = _read("docs/ideas.md")
    answered, made = _YAML.findall(text)[:2]
    empty.write(_files("docs/ideas.md"))
    empty.write(
        "-- content/services/printing.md --\n# Printing\n-- content/teams/workplace.md --\n# W\n"
    )
    empty.write_bytes("site.yaml", b"title: A\nurl: https://example.org/\n")
    file = empty.root / "content/ideas/quieter-printers.md"
    for more in (answered, made):
        lines = file.read_text("utf-8").removesuffix("---\n")
        kept = re.sub(r"^status: .*\n", "", lines, flags=re.MULTILINE)
        file.write_bytes(f"{kept}{more}---\n".encode())
        assert [
            p.code for p in empty.built().report.problems if p.path.startswith("content/i")
        ] == []
    assert "You said, we did" in empty.page("/services/printing/")


def test_the_theme_of_the_guide_works(empty: Workspace) -> None:
    empty.write(_files("docs/themes.md"))
    empty.write_bytes("site.yaml", b"title: A\nurl: https://example.org/x/\ntheme: ours\n")
    empty.write("-- content/services/vpn.md --\n---\ntitle: VPN\nget_started: Ask us\n---\n")
    page = empty.built().page("/services/vpn/")
    assert 'Not what you need? <a href="/x/about/">' in page
    assert "How to begin" in page
    assert "/x/assets/ours.css?v=" in page
    assert "--accent: #74305a" in empty.read("site/assets/tokens.css")


def test_the_theme_of_ten_minutes_works(empty: Workspace) -> None:
    empty.write(_files("docs/your-theme.md"))
    empty.write_bytes("site.yaml", b"title: A\nurl: https://example.org/x/\ntheme: ours\n")
    empty.write("-- content/services/vpn.md --\n# VPN\n")
    empty.built()
    assert [str(p) for p in empty.report.problems if p.level != "advice"] == []
    assert "Asked for most" in empty.page("/")
    assert 'src="/x/assets/logo.svg?v=' in empty.page("/services/vpn/")
    assert "Room 2.14" in empty.page("/services/vpn/")
    tokens = empty.read("site/assets/tokens.css")
    assert "--accent: #1f5c3a" in tokens
    assert "--font-text: Verdana" in tokens


def test_another_order_of_the_home_page_works(empty: Workspace) -> None:
    recipe = _read("docs/your-theme.md").split("newest issue first\n")[1].split("```html\n")[1]
    empty.write(
        "-- themes/ours/theme.yaml --\nextends: lectern\n-- content/services/vpn.md --\n# VPN\n"
    )
    empty.write(f"-- themes/ours/templates/home.html --\n{recipe.split('```')[0]}")
    empty.write("-- content/newsletters/n.md --\n---\ntitle: News\ndate: 2026-01-01\n---\n")
    empty.write_bytes("site.yaml", b"title: A\nurl: https://example.org/\ntheme: ours\n")
    page = empty.built().page("/")
    assert page.count("home-issue") == 1
    assert page.index("home-issue") < page.index('class="needs"')


def test_the_look_of_the_guide_works(empty: Workspace) -> None:
    colours, logo, theme, words, *_, menu = _YAML.findall(_read("docs/your-look.md"))
    head = "title: A\nurl: https://example.org/x/\ntheme: ours\n"
    settings = head + colours + logo.removeprefix("brand:\n") + menu
    empty.write_bytes("site.yaml", settings.encode())
    for name in re.findall(r"[\w-]+\.svg", logo):
        empty.write_bytes(f"content/{name}", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    empty.write_bytes("themes/ours/theme.yaml", theme.encode())
    empty.write_bytes("themes/ours/strings/en.yaml", words.encode())
    empty.write("-- content/services/vpn.md --\n# VPN\n-- content/teams/us.md --\n# Us\n")
    page = empty.built().page("/services/")
    assert [str(p) for p in empty.report.problems if p.level != "advice"] == []
    assert 'src="/x/assets/logo.svg?v=' in page
    assert 'srcset="/x/assets/logo-dark.svg?v=' in page
    assert "What we offer</h1>" in page
    assert 'href="mailto:help@example.edu">Talk to us' in page
    assert "--accent: #74305a" in empty.read("site/assets/tokens.css")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the README's commands have run, in their order."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("content", "themes"):
        _copy(ROOT / name, folder / name)
    (folder / "site.yaml").write_bytes((ROOT / "site.yaml").read_bytes())
    return folder


def _copy(source: Path, target: Path) -> None:
    for file in source.rglob("*"):
        if file.is_file():
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())


def _commands(path: str) -> list[str]:
    return [line for block in _SHELL.findall(_read(path)) for line in block.strip().splitlines()]


def test_the_first_commands_are_make_site_and_make_test() -> None:
    assert _commands("README.md")[:2] == ["make site", "make test"]


@pytest.mark.parametrize("page", ["README.md", "docs/publishing.md"])
def test_commands_run(page: str, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run_commands(page, example, monkeypatch)


@pytest.mark.parametrize("page", GUIDES)
def test_the_commands_of_a_guide_run_in_a_new_site(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path
    if page != "first-day":  # which makes the site itself
        folder /= "our-site"
        assert CliRunner().invoke(cli, ["init", str(folder)]).exit_code == 0
        (folder / "services.csv").write_text("Name,Owner\nVPN,Networks\n", "utf-8")
    _run_commands(f"docs/{page}.md", folder, monkeypatch)


def _run_commands(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what a page tells to type, in order, in a folder.

    What sets up Python stands for itself: this Python is set up.
    """
    monkeypatch.chdir(folder)
    for line in dict.fromkeys(_commands(page)):
        words = shlex.split(line)
        if words == ["make", "site"]:
            words = ["evangelist", "build"]
        if words[:2] == ["evangelist", "serve"]:
            continue  # it would not end; tests/cli/test_serve.py starts it
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        elif words[0] == "evangelist":
            result = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
            assert result.exit_code == 0, f"{line}\n{result.output}"
        else:
            assert line in _SET_UP


def test_what_comes_out_comes_out(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(example)
    assert CliRunner().invoke(cli, ["build"]).exit_code == 0
    named = _TREE.findall(_read("README.md"))
    assert len(named) > 10
    assert [path for path in named if not (example / path).exists()] == []


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "## [Unreleased]" in _read("CHANGELOG.md")
