"""The one part that changes what stands in an output folder, step by step, by rename."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from evangelist.build.manifest import FOLDERS, MANIFEST, Manifest, manifest_bytes
from evangelist.build.staging import Staging
from evangelist.build.standing import Standing, above_of, digest_on_disk, folded, listed


class Placing:
    """Puts staged files in place. Raises OSError in the middle of anything.

    `removed` is what has been removed so far, and `at` what it is about: the name for a message.
    """

    def __init__(self, standing: Standing, staging: Staging) -> None:
        self.at = ""
        self.removed: list[str] = []
        self._folder = standing.folder
        self._before = standing
        self._ours = standing.ours
        self._told = standing.ours
        self._staging = staging
        self._files = set(standing.files)
        self._folders = set(standing.folders)

    def standing(self, placed: Mapping[str, str]) -> Standing:
        """What stands in the folder, once all files with these digests are `placed`."""
        found = {path: digest for path, digest in self._before.files.items() if path in self._files}
        files, folders = {**found, **placed}, frozenset(self._folders)
        return replace(self._before, ours=self._told, files=files, folders=folders)

    def tell(self, manifest: Manifest) -> None:
        """Put a manifest in the place of the one that stands there."""
        if manifest != self._told:
            self.at = MANIFEST
            self._staging.put(MANIFEST, manifest_bytes(manifest))
            Path(self._staging.staged(MANIFEST)).replace(self._folder / MANIFEST)
            self._told = manifest

    def place(self, changed: Sequence[str], gone: Sequence[str]) -> None:
        """Put what changed in place, assets first and pages last, and remove what is gone.

        Removals come last, but for what stands where something else has to be: a file that
        becomes a folder, a folder that becomes a file, a name that only changes its case.
        """
        early = set(_early(changed, gone))
        for path in gone:
            if path in early:
                self._remove(path)
        whole = self._whole(changed)
        done = {path for each, paths in whole.items() if self._put_folder(each) for path in paths}
        self._folders.update(above for path in done for above in above_of(path))
        for path in changed:
            if path not in done:
                self._put(path)
        for path in gone:
            if path not in early:
                self._remove(path)

    def _whole(self, changed: Sequence[str]) -> dict[str, list[str]]:
        """Those of our folders that are new, and staged with the very files that they will have."""
        new = self._staging.whole - self._files - self._folders
        if not new:
            return {}
        staged = set(listed(self._staging.place)[0])
        other = {path.split("/", 1)[0] for path in staged.symmetric_difference(changed)}
        return {
            each: paths
            for each in FOLDERS
            if each in new - other and (paths := [p for p in changed if p.startswith(f"{each}/")])
        }

    def _put_folder(self, folder: str) -> bool:
        """Put a new folder in place with all that is in it, or tell that it cannot be.

        It cannot where somebody has made one by now, and some systems refuse while anybody looks
        at a file in it: then files go one by one.
        """
        self.at = folder
        try:
            Path(self._staging.staged(folder)).rename(self._folder / folder)
        except OSError:
            return False
        return True

    def _put(self, path: str) -> None:
        self.at = path
        for above in above_of(path):
            if above not in self._folders:
                self._make(above)
        if path in self._folders:
            self._clear(path)
        Path(self._staging.staged(path)).replace(self._folder / path)

    def _make(self, folder: str) -> None:
        """Make a folder, in the place of a file of ours where there is one."""
        place = self._folder / folder
        if folder in self._files:
            place.unlink()
            self._files.discard(folder)
            self.removed.append(folder)
        place.mkdir(exist_ok=True)
        self._folders.add(folder)

    def _clear(self, folder: str) -> None:
        """Remove a folder that holds no files any more, and what folders are in it."""
        inside = [path for path in self._folders if path.startswith(f"{folder}/")]
        for path in (*sorted(inside, reverse=True), folder):
            (self._folder / path).rmdir()
            self._folders.discard(path)

    def _remove(self, path: str) -> None:
        """Remove a file of ours that nobody changed, and the folders that it leaves empty."""
        self.at = path
        above = [folder for folder in reversed(above_of(path)) if folder in self._folders]
        if path in self._files:
            file = self._folder / path
            linked = file.is_symlink() or any((self._folder / each).is_symlink() for each in above)
            if linked or not self._ours.owns(path, digest_on_disk(str(file))):
                return
            file.unlink()
            self._files.discard(path)
            self.removed.append(path)
        for folder in above:
            try:
                (self._folder / folder).rmdir()
            except OSError:
                return
            self._folders.discard(folder)


def _early(changed: Sequence[str], gone: Sequence[str]) -> Iterator[str]:
    places = {folded(path) for path in changed}
    around = {above for path in places for above in above_of(path)}
    for path in gone:
        key = folded(path)
        if key in places or key in around or not places.isdisjoint(above_of(key)):
            yield path


def order(path: str) -> tuple[int, str]:
    """Assets first, pages last, so that no page ever names a file that is not there yet."""
    if path.startswith("site/assets/"):
        return 0, path
    return (2 if path.endswith(".html") else 1), path
