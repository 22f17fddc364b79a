"""What stays beside an issue that was sent, to be committed: so that no colleague sends it again.

It has no address of anybody. It is written before the first message leaves, and again at the end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from evangelist.build.issues import Issue
from evangelist.content.sources import RECEIPT
from evangelist.delivery.ledger import Sending, State
from evangelist.problems import Problem, ProblemsError

WAYS = {"list": "a list", "each": "single messages"}
_AGAIN = "mend that, then give the same command again: nobody gets it twice"
_VERSION = 1
_TOLD: tuple[State, ...] = ("sent", "rejected", "deferred", "uncertain")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says; every value is empty where it cannot be read.

    `begun` is the moment of its sending, which no other one has; `reached` how many have the
    issue, or may have it.
    """

    begun: str = ""
    reached: int = 0


def receipt_file(issue: Issue) -> str:
    """The path of the receipt of an issue or a variant: beside its text."""
    folder = issue.source.rpartition("/")[0]
    return f"{folder}/{issue.path.rpartition('/')[2]}{RECEIPT}"


def read_receipt(file: Path) -> Receipt | None:
    """The receipt that is there; None where there is none. One that is damaged is still one."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return Receipt()
    try:
        value: Any = json.loads(data)
        return Receipt(str(value["begun"]), int(value["sent"]) + int(value["uncertain"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return Receipt()


def write_receipt(file: Path, sending: Sending, sender: str, where: str) -> None:
    """Write what is known of a sending, whole or not at all; remove what says nothing.

    One that is over and has reached nobody leaves no receipt. `where` is the path for messages.
    Raises ProblemsError.
    """
    counts: dict[str, int] = {state: sending.counts.get(state, 0) for state in _TOLD}
    value = {
        "version": _VERSION,
        "issue": sending.issue,
        "content": sending.content,
        "sent as": WAYS[sending.way],
        "recipients": sending.total,
        **counts,
        "begun": sending.begun,
        "finished": sending.finished,
        "by": _name(sender),
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    staged = file.with_name(f".{file.name}.new")
    try:
        if sending.finished and not sending.reached:
            file.unlink(missing_ok=True)
            return
        staged.write_text(f"{text}\n", "utf-8", newline="\n")
        staged.replace(file)
    except OSError as error:
        message = f"the receipt cannot be written: {error.strerror or error}"
        raise ProblemsError(Problem("output-failed", message, where, hint=_AGAIN)) from None


def _name(sender: str) -> str:
    """Who sends, without the address."""
    name, address = next(iter(getaddresses([sender])), ("", ""))
    return name or address.partition("@")[0]
