"""Words of a made-up support team, and sentences of them.

Real text is not needed and not wanted: what counts is that words differ in length, come back, and
stand in sentences, lists and tables as people write them.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import yaml

_VOCABULARY = yaml.safe_load(Path(__file__).with_name("vocabulary.yaml").read_text("utf-8"))
TAGS: tuple[str, ...] = tuple(_VOCABULARY["tags"])
"""Words to find an entry by."""
CODE: tuple[tuple[str, str], ...] = tuple(_VOCABULARY["code"].items())
"""Languages, each with a few lines in it; `{n}` stands for a number."""

_WHO: tuple[str, ...] = tuple(_VOCABULARY["who"])
_DOES: tuple[str, ...] = tuple(_VOCABULARY["does"])
_WHAT: tuple[str, ...] = tuple(_VOCABULARY["what"])
_WHEN: tuple[str, ...] = tuple(_VOCABULARY["when"])
_JOIN = (", and ", "; ", ", so ", ", although ", ", because ", ", which is why ")
_LEAD = ("In practice, ", "As a rule, ", "This year ", "Meanwhile, ", "Once more: ", "", "", "", "")


def clause(chance: Random) -> str:
    """Somebody does something, sometimes with a time."""
    when = f" {chance.choice(_WHEN)}" if chance.random() < 0.6 else ""
    return f"{chance.choice(_WHO)} {chance.choice(_DOES)} {chance.choice(_WHAT)}{when}"


def sentence(chance: Random) -> str:
    """One or two clauses, with a capital and a full stop."""
    text = chance.choice(_LEAD) + clause(chance)
    if chance.random() < 0.2:
        text += chance.choice(_JOIN) + clause(chance)
    return f"{text[0].upper()}{text[1:]}."


def thing(chance: Random) -> str:
    """What something is about: `a spare laptop`."""
    return chance.choice(_WHAT)


def title(chance: Random) -> str:
    """What an entry is called: `Counts the backup twice a week`."""
    text = f"{chance.choice(_DOES)} {chance.choice(_WHAT)} {chance.choice(_WHEN)}"
    return f"{text[0].upper()}{text[1:]}"
