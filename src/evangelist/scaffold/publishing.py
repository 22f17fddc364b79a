"""The workflows of a site on GitHub, and the files that pin what they install."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from math import ceil
from pathlib import Path

from evangelist.content.settings import load_settings
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.change import Change, apply, exists
from evangelist.scaffold.origin import VENDOR, Origin
from evangelist.scaffold.templates import fill, texts

ACTIONS = {
    "actions/checkout": ("v7.0.1", "3d3c42e5aac5ba805825da76410c181273ba90b1"),
    "actions/setup-python": ("v7.0.0", "5fda3b95a4ea91299a34e894583c3862153e4b97"),
    "actions/cache": ("v5.0.5", "27d5ce7f107fe9357f9df03efb73ab90386fccae"),
    "actions/upload-artifact": ("v7.0.0", "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f"),
    "actions/configure-pages": ("v5.0.0", "983d7736d9b0ae728b81ab479565c72886d7745b"),
    "actions/upload-pages-artifact": ("v5.0.0", "fc324d3547104276b827a68afc52ff2a11cc49c9"),
    "actions/deploy-pages": ("v5.0.0", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128"),
}
"""Every action that a workflow uses, with the tag and the commit that were read together."""
PYTHON = "3.13"
WORKFLOWS = ".github/workflows"
REQUIREMENTS = "requirements.txt"
_MARK = "# Written by `evangelist init --workflows`, which also renews it."
_MORNING = 4
_MINUTE = 17


@dataclass(frozen=True, slots=True)
class Started:
    """What was written, what was there already and stayed as it was, and what got more lines."""

    written: tuple[str, ...]
    kept: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def add_workflows(root: Path, origin: Origin, today: date) -> Started:
    """Add the workflows to a site that is there, or renew what they install.

    A workflow that is there stays as it is: it may have been changed. Raises ProblemsError.
    """
    settings, _ = load_settings(root)
    wanted = publishing_files(origin, settings.zone, today)
    kept = [path for path in wanted if path.startswith(WORKFLOWS) and (root / path).exists()]
    new = {path: data for path, data in wanted.items() if not (root / path).exists()}
    old = {path: data for path, data in wanted.items() if path not in {*new, *kept}}
    _refuse_foreign(root, old)
    apply(root, Change(new=new, replaced=old))
    return Started(tuple(sorted([*new, *old])), tuple(sorted(kept)))


def _refuse_foreign(root: Path, paths: Iterable[str]) -> None:
    foreign = [path for path in paths if not _is_ours(root / path)]
    hint = "it is not from evangelist: give it another name"
    if foreign:
        raise ProblemsError(*(exists(path, hint) for path in foreign))


def _is_ours(file: Path) -> bool:
    try:
        return file.suffix == ".whl" or file.read_bytes().startswith(_MARK.encode())
    except OSError as error:
        problem = Problem("output-failed", f"cannot be read: {error.strerror}", file.name)
        raise ProblemsError(problem) from None


def publishing_files(origin: Origin, zone: tzinfo, today: date) -> dict[str, bytes]:
    """The workflows and what pins what they install, by path within the site."""
    templates = texts("publishing")
    values = {name: f"{commit} # {tag}" for name, (tag, commit) in ACTIONS.items()}
    values |= {"python": PYTHON, "minute": str(_MINUTE), "zone": str(zone)}
    values["utc"] = str(_morning_in_utc(zone, today.year))
    files = {
        f"{WORKFLOWS}/{name}": fill(text, values).encode()
        for name, text in templates.items()
        if name.endswith(".yml")
    }
    locks = {name: text for name, text in templates.items() if name.endswith(".lock")}
    locks |= {name: data.decode() for name, data in origin.locks.items() if name in locks}
    files |= {f"{VENDOR}/{name}": f"{_MARK}\n{text}".encode() for name, text in locks.items()}
    files[REQUIREMENTS] = _requirements(origin).encode()
    return files | dict(origin.files)


def _requirements(origin: Origin) -> str:
    return (
        f"{_MARK}\n"
        f"# evangelist itself, held {origin.pinned}. To have the same on your own machine:\n"
        "#   python -m pip install --require-hashes -r vendor/build.lock\n"
        "#   python -m pip install --require-hashes --no-build-isolation"
        " -r vendor/dependencies.lock\n"
        "#   python -m pip install --no-deps --no-build-isolation -r requirements.txt\n"
        f"{origin.requirement}\n"
    )


def _morning_in_utc(zone: tzinfo, year: int) -> int:
    """The hour in UTC at which it is between four and six in the morning, summer and winter."""
    days = (datetime(year, month, 1, tzinfo=zone) for month in (1, 7))
    earliest = min(day.utcoffset() or timedelta() for day in days)
    return ceil(_MORNING - earliest / timedelta(hours=1)) % 24
