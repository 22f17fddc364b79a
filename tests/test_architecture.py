"""The house stands: every rule of ARCHITECTURE.md, and a planted fault that each one finds."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import evangelist
from evangelist import outputs
from evangelist.model import kinds
from evangelist.model.entry import Kind
from evangelist.model.kinds import KINDS
from evangelist.outputs import OUTPUTS
from evangelist.site import checks
from evangelist.site.checks import ENTRY_RULES, SITE_RULES
from tests import house

SOURCE = Path(evangelist.__file__).parent
ROOT = Path(__file__).parent.parent
LECTERN = SOURCE / "themes" / "lectern"
SOURCES = house.read(SOURCE)

PLANTED = [
    (house.imports_only_down, {"model/card.py": "from evangelist.site.lens import Lens\n"}),
    (house.imports_only_down, {"content/parse.py": "import evangelist.outputs.pages\n"}),
    (house.imports_only_down, {"mail/text.py": "from ..outputs import pages\n"}),
    (house.imports_only_down, {"attic/box.py": "from evangelist.problems import Problem\n"}),
    (house.imports_only_down, {"problems.py": "from evangelist.attic import box\n"}),
    (house.hidden_imports, {"site/lens.py": "def f():\n    import json\n"}),
    (
        house.hidden_imports,
        {"site/lens.py": "class A:\n    def f(self):\n        from os import sep\n"},
    ),
    (
        house.import_cycles,
        {
            "site/a.py": "from evangelist.site.b import x\n",
            "site/b.py": "from evangelist.site import c\n",
            "site/c.py": "def f():\n    from evangelist.site.a import y\n",
        },
    ),
    (house.long_files, {"site/a.py": "x = 1\n" * 301}),
    (house.long_functions, {"site/a.py": "def f():\n" + "    x = 1\n" * 40}),
    (house.empty_names, {"site/utils.py": ""}),
    (house.empty_names, {"content/base/reader.py": ""}),
    (house.click_outside, {"build/pipeline.py": "import click\n"}),
    (house.click_outside, {"build/pipeline.py": "from click.testing import CliRunner\n"}),
    (house.clock_and_environment, {"site/a.py": "import datetime\nx = datetime.datetime.now()\n"}),
    (house.clock_and_environment, {"site/a.py": "from datetime import date\nx = date.today\n"}),
    (house.clock_and_environment, {"outputs/a.py": "from time import time\n"}),
    (house.clock_and_environment, {"outputs/a.py": "import time\nx = time.monotonic()\n"}),
    (house.clock_and_environment, {"build/a.py": "import os\nx = os.environ['HOME']\n"}),
    (house.clock_and_environment, {"build/a.py": "from os import getenv\n"}),
    (house.pickles, {"build/store.py": "import pickle\n"}),
    (house.pickles, {"build/store.py": "from marshal import loads\n"}),
    (house.hooks, {"build/a.py": "from importlib.metadata import entry_points\n"}),
    (house.hooks, {"build/a.py": "import importlib.metadata as m\nm.entry_points()\n"}),
    (house.hooks, {"build/a.py": "from blinker import signal\n"}),
    (house.undocumented, {"site/a.py": "x = 1\n"}),
    (house.undocumented, {"site/a.py": '"""A."""\nclass B:\n    pass\n'}),
    (house.undocumented, {"site/a.py": '"""A."""\nclass B:\n    """B."""\n    def c(self): ...\n'}),
    (house.melting_values, {"model/a.py": "@dataclass\nclass A:\n    x: int\n"}),
    (house.melting_values, {"site/a.py": "@dataclass(slots=True)\nclass A:\n    x: int\n"}),
]


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: house.Rule) -> None:
    assert rule(SOURCES) == []


@pytest.mark.parametrize("rule,planted", PLANTED)
def test_rule_finds_a_planted_fault(rule: house.Rule, planted: dict[str, str]) -> None:
    assert rule(planted)


@pytest.mark.parametrize(
    "rule",
    [house.long_files, house.long_functions, house.empty_names, house.pickles, house.undocumented],
    ids=lambda rule: rule.__name__,
)
def test_rule_holds_for_what_measures_too(rule: house.Rule) -> None:
    assert rule(house.read(ROOT / "benchmarks")) == []


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _ in PLANTED} == set(house.RULES)


def test_rules_leave_good_code_alone() -> None:
    good = {
        "cli/build.py": '"""A."""\nimport click\nimport os\n\n\ndef _run():\n'
        "    from evangelist.build.pipeline import build\n    return build, os.environ\n",
        "build/first.py": '"""A."""\nimport time\nfrom evangelist.site import lens\n\n'
        "started = time.monotonic()\n",
        "site/lens.py": '"""A."""\n\n\n@dataclass(frozen=True)\nclass Lens:\n    """A."""\n\n'
        "    def _inner(self): ...\n",
    }
    assert [fault for rule in house.RULES for fault in rule(good)] == []


def test_themes_are_no_python() -> None:
    assert [path for path in SOURCES if path.startswith("themes/")] == []


def test_the_package_announces_no_hooks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "entry-points" not in project
    assert list(project["scripts"]) == ["evangelist"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_its_templates(kind: Kind) -> None:
    wanted = [name for name in (kind.template, kind.listing) if name]
    assert [name for name in wanted if not (LECTERN / "templates" / name).is_file()] == []


def test_every_file_of_a_kind_is_in_kinds() -> None:
    found = {module.KIND.name for module in _modules(kinds) if hasattr(module, "KIND")}
    assert found == {kind.name for kind in KINDS}


def test_every_output_is_a_plan_and_every_plan_an_output() -> None:
    found = {module.plan for module in _modules(outputs) if hasattr(module, "plan")}
    assert found == set(OUTPUTS)


@pytest.mark.parametrize(
    "asked, rules", [(["lens", "card"], ENTRY_RULES), (["lens"], SITE_RULES)], ids=["entry", "site"]
)
def test_every_check_is_in_rules(asked: list[str], rules: tuple[object, ...]) -> None:
    found = {
        function
        for module in _modules(checks)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if list(inspect.signature(function).parameters) == asked
    }
    assert found == set(rules)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{info.name}")


# Data that no browser runs, and scripts that are files of the theme, are neither.
_INLINE = re.compile(
    r"<script(?! type=\"application/(?:ld\+)?json\"| defer src=\"\{\{ site\.asset\()"
    r"|<style|\sstyle=|\son[a-z]+=",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "template",
    [
        '<script src="x.js"></script>',
        "<style>p {}</style>",
        '<p style="color: red">',
        '<a onclick="f()">',
    ],
)
def test_inline_code_would_be_seen(template: str) -> None:
    assert _INLINE.search(template)


def test_pages_have_no_inline_code() -> None:
    """An e-mail has its one style element: readers there load no style sheet."""
    found = [
        f"{file.name}: {match[0].strip()}"
        for file in sorted((LECTERN / "templates").rglob("*.html"))
        if "email" not in file.name
        for match in _INLINE.finditer(file.read_text("utf-8"))
    ]
    assert found == []
