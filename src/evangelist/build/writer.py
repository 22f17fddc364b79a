"""Puts finished bytes in place: all or nothing, only what changed, only what is ours.

What is ours is written in `.manifest` in the output folder (path and digest). Changed files are
staged in a folder beside their places and put there by rename after everything has been rendered;
a file that is not ours is never overwritten and never removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evangelist.build.manifest import Manifest
from evangelist.build.placing import Placing, order
from evangelist.build.staging import Staging, failure
from evangelist.build.standing import Standing, above_of, folded, in_the_way, on_disk
from evangelist.content.sources import digest_of
from evangelist.problems import ProblemsError


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the output folder; `foreign` is what stands in it and is not ours.

    `standing` is the folder as it is now.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    standing: Standing


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make the output folder hold exactly `files` and what is not ours. Raises as `settle` does."""
    standing = on_disk(folder)
    wanted = {path: digest_of(data) for path, data in files.items()}
    with Staging(folder) as staging:
        for path, digest in wanted.items():
            if standing.files.get(path) != digest:
                staging.put(path, files[path])
        return settle(standing, wanted, staging)


def settle(standing: Standing, wanted: Mapping[str, str], staging: Staging) -> Written:
    """Make the output folder hold exactly what is wanted, by path and digest, and what is not ours.

    Staged has to be whatever does not stand there with its digest. Raises ProblemsError with
    everything in the way; then nothing has been changed. An error of the disk in the middle, or
    an end of the process, leaves whole files, and the next build repairs the rest.
    """
    stood = standing.files
    standing = standing.again([p for p, digest in wanted.items() if stood.get(p) != digest])
    found = standing.files
    changed = [path for path in sorted(wanted, key=order) if found.get(path) != wanted[path]]
    gone = sorted(path for path in standing.ours.files if path not in wanted)
    blocked = {path for each in changed for path in _blocked(standing, each, gone)}
    if blocked:
        raise ProblemsError(*(in_the_way(standing.folder / path) for path in sorted(blocked)))
    placing = Placing(standing, staging)
    try:
        if changed or gone:
            placing.tell(Manifest({**standing.ours.files, **wanted}, _before(standing, wanted)))
        placing.place(changed, gone)
        placing.tell(Manifest(wanted))
    except OSError as error:
        raise ProblemsError(failure(standing.folder, placing.at, error)) from None
    kept = tuple(path for path in sorted(wanted) if found.get(path) == wanted[path])
    foreign = {*found, *standing.others} - {*wanted, *placing.removed}
    return Written(
        tuple(changed),
        kept,
        tuple(placing.removed),
        tuple(sorted(foreign)),
        placing.standing(wanted),
    )


def _before(standing: Standing, wanted: Mapping[str, str]) -> dict[str, str]:
    """The digests of files that are ours and that the manifest is about to give another."""
    known = {**standing.ours.files, **wanted}
    return {
        path: digest
        for path, digest in standing.files.items()
        if standing.ours.owns(path, digest) and known[path] != digest
    }


def _blocked(standing: Standing, path: str, gone: Sequence[str]) -> Iterator[str]:
    """What is in the way of an output, while files of ours go."""
    files, ours = standing.files, standing.ours.files
    for above in above_of(path):
        if above in standing.others or (above in files and above not in ours):
            yield above
    foreign = path in files and path not in ours and not _is_one_of(standing, path, gone)
    no_folder = path in standing.folders and not standing.holds_only_ours(path)
    if foreign or no_folder or path in standing.others:
        yield path


def _is_one_of(standing: Standing, path: str, gone: Sequence[str]) -> bool:
    """Whether a file is one of ours, shown under another spelling of its name."""
    key = folded(path)
    return any(
        (standing.folder / path).samefile(standing.folder / each)
        for each in gone
        if folded(each) == key and standing.ours.owns(each, standing.files.get(each, ""))
    )
