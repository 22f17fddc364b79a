"""What a variant of an issue leaves out, told from the finished texts."""

from __future__ import annotations

from difflib import SequenceMatcher


def left_out(whole: str, variant: str) -> tuple[str, ...]:
    """The paragraphs of a text that a variant of it lacks, in their order, each on one line."""
    before, after = _paragraphs(whole), _paragraphs(variant)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        paragraph
        for tag, start, end, _, _ in matcher.get_opcodes()
        if tag in {"delete", "replace"}
        for paragraph in before[start:end]
    )


def _paragraphs(text: str) -> list[str]:
    return [words for block in text.split("\n\n") if (words := " ".join(block.split()))]
