"""Why outputs were made again, for people and for programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from evangelist.build.report import Report
from evangelist.build.told import Changes, Reason
from evangelist.build.wording import because, few, sentence


def explanation(report: Report) -> Iterator[str]:
    """What a build made again and why, like reasons together; and how much was current."""
    made = len(report.reasons)
    same = made - len({*report.reasons} & {*report.written})
    alike = f", of which {same} came out as before" if same else ""
    yield f"Made: {made}{alike}. Left alone: {len(report.origins) - made}."
    if line := differing(report.changes):
        yield line
    yield from explained(report.reasons, report.changes, report.origins)


def explained(
    reasons: Mapping[str, Reason], changes: Changes, origins: Mapping[str, str]
) -> Iterator[str]:
    """One line for each reason, with the outputs that have it: what most have, comes first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path, reason in sorted(reasons.items()):
        groups[sentence(reason, changes, origins.get(path, ""))].append(path)
    for words, paths in sorted(groups.items(), key=lambda group: -len(group[1])):
        files = f"{len(paths)} files ({few(paths)})" if len(paths) > 1 else paths[0]
        yield f"  {files}: {words}"


def differing(changes: Changes) -> str:
    """What was found to differ, in a line; empty where nothing is known of that."""
    found = changed_names(changes)
    return f"Changed since the build before: {few(found)}" if found else ""


def changed_names(changes: Changes) -> list[str]:
    """What was found to differ: files, parts of the theme, the day."""
    return [*changes.files, *(["the day"] if changes.day else [])]


def rendered_values(
    reasons: Mapping[str, Reason], changes: Changes, origins: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Outputs with their reasons as JSON has them."""
    return [
        {"path": path, "reasons": list(because(reason, changes, origins.get(path, "")))}
        for path, reason in sorted(reasons.items())
    ]
