"""Who gets an issue: addresses, strictly checked, from a table or one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import getaddresses
from pathlib import Path

from evangelist.content.tables import Row, Table, read_table
from evangelist.mail.message import header_refusal, named
from evangelist.problems import Problem, ProblemsError

ADDRESS = ("email", "e-mail", "mail", "address", "email address", "e-mail address")
"""Headings of the column with the addresses, small letters or large."""
NAME = "name"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_LONGEST_LOCAL = 64
_LONGEST = 254
_FIRST_ROWS = "the first row names the columns, and one of them is email"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message; `fields` are the other columns of the table, by heading."""

    address: str
    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What two spellings of one address have in common."""
        return self.address.casefold()

    @property
    def header(self) -> str:
        """The recipient as the head of a message has it."""
        return named(self.name, self.address)


@dataclass(frozen=True, slots=True)
class Listed:
    """The recipients of a table, each address once, and remarks on how it was read."""

    recipients: tuple[Recipient, ...] = ()
    remarks: tuple[str, ...] = ()


def mailbox_refusal(address: str) -> str:
    """Why something is no address to send to, in words, or nothing.

    An address is a dot-atom and a host name with a dot, in ASCII (RFC 5321, 4.1.2): no quotes,
    no comments, no address literals, so that it means the same to every server.
    """
    if refusal := header_refusal(address):
        return refusal
    if not address.isascii():
        return "it has letters beyond ASCII, which many mail servers refuse"
    too_long = len(address) > _LONGEST or len(address.partition("@")[0]) > _LONGEST_LOCAL
    return "" if _PLAIN.fullmatch(address) and not too_long else "this is no e-mail address"


def one_mailbox(header: str) -> Recipient | None:
    """The one recipient that a header such as `Name <address>` names; None for none or more."""
    pairs = [pair for pair in getaddresses([header]) if pair[1]]
    if len(pairs) != 1 or mailbox_refusal(pairs[0][1]):
        return None
    return Recipient(pairs[0][1], pairs[0][0])


def name_refusal(name: str) -> str:
    """Why a name cannot stand before an address, in words, or nothing."""
    if refusal := header_refusal(name):
        return refusal
    probe = "a@b.example"
    if name and getaddresses([named(name, probe)]) != [(name, probe)]:
        return "it cannot stand before an address"
    return "" if _is_unicode(name) else "it has half characters"


def _is_unicode(text: str) -> bool:
    return text.encode(errors="replace").decode() == text


def read_recipients(file: Path, root: Path, where: str, output: Path | None = None) -> Listed:
    """The recipients of a table with a column `email`, as spreadsheets write it.

    `root` is the folder of the site, `where` the name of the file for messages, `output` where
    the site was built if not in its own folder. Raises ProblemsError with everything that is
    amiss, each with its line.
    """
    places = [root / name for name in ("content", "output", "themes")]
    for folder in places if output is None else [*places, output]:
        if file.resolve().is_relative_to(folder.resolve()):
            hint = "move it to a folder that is not published, say mail/"
            message = f"lies in {folder.name}/, and addresses would be published"
            raise ProblemsError(_invalid(message, where, 0, hint))
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise ProblemsError(_invalid(message, where)) from None
    return listed(data, where)


def listed(data: bytes, where: str) -> Listed:
    """What `read_recipients` does, from the bytes of the table."""
    table = read_table(data, where)
    problems = [_ours(problem) for problem in table.problems]
    if not table.headings:
        raise ProblemsError(*problems)
    columns = [heading.casefold() for heading in table.headings]
    places = [number for number, name in enumerate(columns) if name in ADDRESS]
    if len(places) != 1:
        raise ProblemsError(*problems, _no_column(table, len(places), where))
    found: dict[str, tuple[int, Recipient]] = {}
    twice: list[int] = []
    for row in table.rows:
        recipient, refusals = _read(row, table.headings, places[0])
        problems += [_invalid(refusal, where, row.line) for refusal in refusals]
        if recipient.key in found:
            twice.append(row.line)
        else:
            found[recipient.key] = (row.line, recipient)
    if problems:
        raise ProblemsError(*problems)
    recipients = tuple(recipient for _, recipient in found.values())
    return Listed(recipients, tuple(_remarks(table, twice, where)))


def _read(row: Row, headings: Sequence[str], place: int) -> tuple[Recipient, list[str]]:
    """The recipient of a row, and why it cannot be one."""
    cells = {h: cell.strip(" \t") for h, cell in zip(headings, row.cells, strict=False)}
    address = cells.pop(headings[place], "")
    name = next((cells.pop(h) for h in list(cells) if h.casefold() == NAME), "")
    refusals = []
    if len(row.cells) > len(headings) and any(row.cells[len(headings) :]):
        refusals.append(f"{len(row.cells)} cells, but {len(headings)} headings")
    if not address:
        refusals.append("the row has no address")
    elif refusal := mailbox_refusal(address):
        refusals.append(f"{_shown(address)}: {refusal}")
    if refusal := name_refusal(name):
        refusals.append(f"the name {_shown(name)}: {refusal}")
    return Recipient(address, name, cells), refusals


def _shown(value: str) -> str:
    """A value for a message: on one line, whatever is in it."""
    return f"'{value}'" if value.isprintable() else ascii(value)


def _no_column(table: Table, count: int, where: str) -> Problem:
    names = ", ".join(_shown(heading) for heading in table.headings[:12])
    message = f"no column is called email; these are: {names}"
    if count:
        message = f"{count} columns could be the addresses; these are: {names}"
    return _invalid(message, where, table.heading_line, _FIRST_ROWS)


def _remarks(table: Table, twice: Sequence[int], where: str) -> Iterator[str]:
    yield f"{where}: read as {table.encoding} with the separator {table.separator}"
    if table.before:
        yield f"{where}: left out, above the headings: line {', '.join(map(str, table.before))}"
    if twice:
        lines = ", ".join(map(str, twice[:6])) + (" and more" if len(twice) > 6 else "")
        stand = "address stands" if len(twice) == 1 else "addresses stand"
        yield f"{where}: {len(twice)} {stand} there again, and nobody gets it twice: line {lines}"


def _ours(problem: Problem) -> Problem:
    hint = _FIRST_ROWS if "holds no row" in problem.message else problem.hint
    return replace(problem, code="recipients-invalid", hint=hint)


def _invalid(message: str, where: str, line: int = 0, hint: str = "") -> Problem:
    return Problem("recipients-invalid", message, where, line, 1 if line else 0, hint)
