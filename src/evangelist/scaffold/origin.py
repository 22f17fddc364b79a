"""Where evangelist itself is installed from: pinned, or refused."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

VENDOR = "vendor"
_WHEEL = re.compile(r"evangelist-\d[^-]*-py3-none-any\.whl")
_GIT = re.compile(r"git\+(https|ssh)://([^@\s]+@)?[^@\s#]+@(?P<revision>[^@\s#]+)")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_VERSION = re.compile(r"(?:evangelist)?\s*==\s*(\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?)")
_FORMS = (
    "write the path of a wheel, git+https://HOST/OWNER/REPOSITORY@COMMIT with all 40 digits, "
    "or a version, ==1.2.3"
)
_LOCKS = "evangelist/scaffold/starter/publishing/"


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that exists, pinned.

    `requirement` is its line for pip. `files` are what has to lie in the site for it, by path:
    a wheel. `locks` are the lock files that a wheel brings for what it needs, by name. `pinned`
    says what holds it in place, for a person.
    """

    requirement: str
    pinned: str
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    locks: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def read_origin(text: str) -> Origin:
    """What `--source` names. Raises ValueError with a sentence for whatever could change later."""
    written = text.strip()
    if written.lower().endswith(".whl"):
        return _wheel(written)
    if written.startswith("git+"):
        return _git(written)
    if match := _VERSION.fullmatch(written):
        held = "by its version: be sure that the name on the index is this project's"
        return Origin(f"evangelist=={match[1]}", held)
    raise ValueError(_refusal(written))


def _refusal(written: str) -> str:
    if re.fullmatch(r"evangelist|latest", written, re.IGNORECASE):
        return f"'{written}' is whatever somebody uploads under that name, on any day; {_FORMS}"
    if re.match(r"(evangelist\s*)?([<>~!=]=?|\d)", written):
        return f"'{written}' is not one version: a new one could come by itself; {_FORMS}"
    if "://" in written or written.startswith("git@"):
        return f"'{written}' could hold something else tomorrow; {_FORMS}"
    return f"'{written}' is no source that can be pinned; {_FORMS}"


def _wheel(written: str) -> Origin:
    if "://" in written:
        raise ValueError(f"'{written}' lies on a server; download it, and name the file")
    file = Path(written).expanduser()
    if not _WHEEL.fullmatch(file.name):
        raise ValueError(f"'{file.name}' is not named like a wheel of evangelist")
    try:
        data = file.read_bytes()
        locks = _locks_in(file)
    except FileNotFoundError:
        raise ValueError(f"there is no file '{written}'") from None
    except (OSError, zipfile.BadZipFile) as error:
        raise ValueError(f"'{written}' is not a wheel: {error}") from None
    digest = hashlib.sha256(data).hexdigest()
    path = f"{VENDOR}/{file.name}"
    requirement = f"./{path} --hash=sha256:{digest}"
    return Origin(requirement, f"by the hash of {path}", {path: data}, locks)


def _locks_in(file: Path) -> dict[str, bytes]:
    """The lock files inside a wheel: what its version was tested with."""
    with zipfile.ZipFile(file) as wheel:
        names = wheel.namelist()
        if "evangelist/__init__.py" not in names:
            raise zipfile.BadZipFile("evangelist is not in it")
        found = [name for name in names if name.startswith(_LOCKS) and name.endswith(".lock")]
        return {name.removeprefix(_LOCKS): wheel.read(name) for name in found}


def _git(written: str) -> Origin:
    match = _GIT.fullmatch(written)
    if match is None:
        raise ValueError(f"'{written}' names no commit; {_FORMS}")
    if match[1] == "https" and match[2]:
        raise ValueError("a password or token would be written into the repository; leave it out")
    if not _COMMIT.fullmatch(match["revision"]):
        revision = match["revision"]
        reason = "is not a whole commit: a branch or a tag can move, a short one can be ambiguous"
        raise ValueError(f"'{revision}' {reason}; {_FORMS}")
    return Origin(f"evangelist @ {written}", "by its commit")
