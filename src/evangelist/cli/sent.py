"""What `evangelist send` says: what would happen, what happened, and who did not get it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from evangelist.build.issues import Issue
from evangelist.cli.reports import from_here
from evangelist.delivery.dispatch import Outcome
from evangelist.delivery.ledger import STATES, Entry, Sending, State
from evangelist.delivery.plan import Plan
from evangelist.delivery.receipt import receipt_file
from evangelist.delivery.recipients import Recipient
from evangelist.delivery.signin import port_of
from evangelist.delivery.transport import Answer
from evangelist.model.values import BREAKS
from evangelist.problems import Problem

_FIRST = 3
_MOST = 20
_SAID: dict[State, str] = {
    "sent": "sent",
    "rejected": "rejected: the server will not have them",
    "deferred": "put off by the server; send again to go on",
    "uncertain": "uncertain: they may have it, or not",
    "queued": "not sent yet; send again to go on",
    "sending": "on their way, or uncertain",
}
_SECURITY = {"starttls": "STARTTLS", "tls": "TLS", "none": "no encryption"}


def tell_plan(plan: Plan) -> None:
    """Print what would be sent, to whom, by which server, and how it stands so far."""
    click.secho(BREAKS.sub("?", plan.issue.title), bold=True)
    for label, text in _facts(plan):
        click.echo(f"  {label:<8} {text}")
    for remark in plan.remarks:
        click.echo(remark)


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    subject = plan.parts.subject
    yield "subject", f"[TEST] {subject}" if plan.way == "test" else subject
    yield "from", plan.parts.sender or "(nobody)"
    yield "to", _to(plan)
    yield "size", _size(plan)
    for number, (name, value) in enumerate(plan.parts.headers):
        yield "" if number else "headers", f"{name}: {value}"
    if plan.way:
        yield "by", _by(plan)
    if plan.sending:
        yield "so far", _counts(plan.sending)


def _to(plan: Plan) -> str:
    shown = [recipient.address for recipient in plan.recipients[:_FIRST]]
    count = len(plan.recipients)
    more = f" and {count - _FIRST:,} more" if count > _FIRST else ""
    names = f": {', '.join(shown)}{more}" if shown else ""
    if plan.way == "each":
        of = f" of {plan.total:,}" if plan.total != count else ""
        return f"{counted(count, 'recipient')}{of}, a message each{names}"
    if plan.way == "list":
        return f"a list, one message{names}"
    if plan.way == "test":
        return f"a test copy{names}"
    return "(nobody was named)"


def _size(plan: Plan) -> str:
    html, text = (len(part.encode()) for part in (plan.parts.html, plan.parts.text))
    pictures = len(plan.parts.pictures)
    inside = f", {counted(pictures, 'picture')}" if pictures else ""
    return f"{_kilo(len(plan.issue.message))} (HTML {_kilo(html)}, text {_kilo(text)}{inside})"


def _kilo(count: int) -> str:
    return f"{max(1, round(count / 1000))} KB"


def _by(plan: Plan) -> str:
    settings = plan.issue.settings.newsletter
    relay = settings.relay
    if not relay.host:
        return "(no server)"
    who = f", signed in as {relay.user}" if relay.sign_in != "none" else ""
    server = f"{relay.host}:{port_of(relay)}, {_SECURITY[relay.security]}{who}"
    count = len(plan.recipients)
    if not settings.rate or count <= settings.rate:
        return server
    minutes = counted(round(count / settings.rate), "minute")
    return f"{server}; {settings.rate} a minute, about {minutes}"


def _counts(sending: Sending) -> str:
    return ", ".join(
        f"{sending.counts[state]:,} {state}" for state in STATES if sending.counts.get(state)
    )


def counted(count: int, name: str, names: str = "") -> str:
    """A number and what it counts: `1 recipient`, `1,200 recipients`."""
    return f"{count:,} {name if count == 1 else names or f'{name}s'}"


def tell_problems(problems: Iterable[Problem], root: Path) -> None:
    """Print what stops it, each with how to mend it."""
    for problem in from_here(problems, root):
        colour = {"error": "red", "warning": "yellow"}.get(problem.level, "cyan")
        click.secho(f"{problem.level}: ", fg=colour, bold=True, nl=False, err=True)
        click.echo(str(problem), err=True)


def tell_copies(answers: Sequence[tuple[Recipient, Answer]], wanted: int) -> bool:
    """Print what became of test copies; whether all went out."""
    for recipient, answer in answers:
        if answer.kind == "sent":
            click.echo(f"A test copy is on its way to {recipient.address}.")
        elif answer.kind == "uncertain":
            click.echo(f"It may have reached {recipient.address}: {answer.words}", err=True)
        else:
            click.echo(f"Not sent to {recipient.address}: {answer.words}", err=True)
    if (left := wanted - len(answers)) > 0:
        click.echo(f"Not tried: {left} more.", err=True)
    return not left and all(answer.kind == "sent" for _, answer in answers)


def tell_outcome(outcome: Outcome, issue: Issue) -> None:
    """Print how a sending ended, and what to do next."""
    if outcome.ended:
        click.secho(f"Ended early: {outcome.ended}.", bold=True, err=True)
    _tell(outcome)
    if not outcome.sending.reached:
        click.echo("Nobody has got it. Mend what the server says, then give the command again.")
    elif outcome.sending.open:
        click.echo("To go on, give the same command again: nobody gets it twice.")
    else:
        click.echo(f"Commit {receipt_file(issue)}, so that no colleague sends it again.")


def tell_report(outcomes: Iterable[Outcome]) -> None:
    """Print what the ledger knows of an issue."""
    for outcome in outcomes:
        _tell(outcome)


def _tell(outcome: Outcome) -> None:
    sending = outcome.sending
    whom = "a list" if sending.way == "list" else counted(sending.total, "recipient")
    until = f", ended {_moment(sending.finished)}" if sending.finished else ", not finished"
    click.echo(f"{sending.issue} to {whom}, begun {_moment(sending.begun)}{until}")
    for state in STATES:
        if count := sending.counts.get(state):
            click.echo(f"  {count:>6,} {_SAID[state]}")
    if sending.forgotten:
        click.echo(f"The addresses were forgotten on {_moment(sending.forgotten)}.")
    for line in _people(outcome.entries):
        click.echo(line)
    if sending.counts.get("uncertain"):
        click.echo("Ask one of the uncertain whether it has arrived; if not: --retry-uncertain")


def _people(entries: Sequence[Entry]) -> Iterator[str]:
    ordered = sorted(entries, key=lambda entry: STATES.index(entry.state))
    for state, group in groupby(ordered, key=lambda entry: entry.state):
        found = list(group)
        for entry in found[:_MOST]:
            words = f"  {entry.reply}" if entry.reply else ""
            yield f"  {state:<9} {entry.recipient.address}{words}"
        if len(found) > _MOST:
            yield f"  {state:<9} and {len(found) - _MOST:,} more"


def _moment(written: str) -> str:
    """A moment of the ledger as people write it: the day and the minute, where the site is."""
    return written[:16].replace("T", " ")
