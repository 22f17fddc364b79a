"""What is ours in an output folder: `.manifest` names every file, with the digest of its bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MANIFEST = ".manifest"
FOLDERS = ("site", "email", "reports")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Digests by path.

    `before` has the digests of files that are being replaced: until that has come to its end,
    whether it was killed or not, such a file is ours with either digest.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)

    def owns(self, path: str, digest: str) -> bool:
        """Whether these very bytes are ours: nobody has changed them since we wrote them."""
        return bool(digest) and digest in {self.files.get(path), self.before.get(path)}


def read_manifest(folder: Path) -> Manifest:
    """What is ours in a folder; nothing where that cannot be read."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        return Manifest(_digests(data["files"]), _digests(data.get("before", {})))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()


def manifest_bytes(manifest: Manifest) -> bytes:
    """A manifest as it is written: JSON, one file on a line."""
    members = ['"version": 1', f'"files": {_object(manifest.files)}']
    if manifest.before:
        members.append(f'"before": {_object(manifest.before)}')
    return ("{\n" + ",\n".join(members) + "\n}\n").encode()


def is_inside(path: str) -> bool:
    """Whether a path is one of an output: in one of our folders, and nowhere else."""
    parts = path.split("/")
    return parts[0] in FOLDERS and len(parts) > 1 and not _odd(path, parts)


def _odd(path: str, parts: list[str]) -> bool:
    return "" in parts or "." in parts or ".." in parts or "\\" in path or "\0" in path


def _digests(files: Any) -> dict[str, str]:
    return {p: digest for p, digest in files.items() if isinstance(digest, str) and is_inside(p)}


def _object(files: Mapping[str, str]) -> str:
    written = json.dumps(dict(files), sort_keys=True, separators=(",\n", ": "))
    return f"{{\n{written[1:-1]}\n}}" if files else "{}"
