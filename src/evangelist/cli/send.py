"""evangelist send."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evangelist import __version__
from evangelist.cli import inputs

if TYPE_CHECKING:
    from evangelist.build.issues import Issue
    from evangelist.delivery.plan import Asked, Plan


@click.command()
@click.argument("issue")
@click.option(
    "--to",
    "to",
    metavar="ADDRESS",
    multiple=True,
    help="Send a test copy there now; with --each as its first one reads it.",
)
@click.option("--list", "to_list", is_flag=True, help="One message to newsletter.list.")
@click.option(
    "--each",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.csv",
    help="One message to each address of a table with a column email.",
)
@click.option("--audience", metavar="NAME", default="", help="The variant for an audience.")
@click.option("--yes-to", type=int, metavar="N", help="Send, without a question, to N recipients.")
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.option("--retry-uncertain", is_flag=True, help="Send again to who may have it already.")
@click.option("--late", is_flag=True, help="Send an issue that is older than a week.")
@click.option("--require-live", is_flag=True, help="First ask the site for all that it links to.")
@click.option("--report", is_flag=True, help="Tell how it stands, from the ledger.")
@click.option("--forget", is_flag=True, help="Remove this issue's addresses from the ledger.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where it was built; default: output/ beside site.yaml.",
)
@click.pass_obj
def send(
    root: Path,
    issue: str,
    to: tuple[str, ...],
    to_list: bool,
    each: Path | None,
    audience: str,
    yes_to: int | None,
    dry_run: bool,
    retry_uncertain: bool,
    late: bool,
    require_live: bool,
    report: bool,
    forget: bool,
    output: Path | None,
) -> None:
    """Send a finished issue by e-mail: to yourself, to a list, or to each of many.

    ISSUE is a name such as 2026-11, or its file. Without --to, --list or --each it tells what it
    would send. What was begun goes on where it ended; nobody gets an issue twice.
    """
    from evangelist.cli.told import done_or_told

    if sum(map(bool, (to and not each, to_list, each, report, forget))) > 1:
        message = "of --to, --list, --each, --report and --forget, choose one; or --to with --each"
        raise click.UsageError(message)
    if report or forget:
        _look_back(root, issue, audience, yes_to, forget=forget)
        return
    folder = output if output is not None else root / "output"
    asked = done_or_told(lambda: _asked(root, folder, to, each, to_list, retry_uncertain, late))
    found = done_or_told(lambda: _current(root, folder, issue, audience))
    plan = done_or_told(lambda: _plan(root, found, asked))
    _show(plan, root, require_live=require_live)
    if plan.way == "test" and not dry_run:
        _send_copies(plan)
    elif plan.way != "test" and _is_to_go(plan, yes_to, dry_run=dry_run):
        _send_all(plan, asked, root)


def _asked(
    root: Path,
    folder: Path,
    to: tuple[str, ...],
    each: Path | None,
    to_list: bool,
    retry_uncertain: bool,
    late: bool,
) -> Asked:
    from evangelist.delivery.plan import Asked
    from evangelist.delivery.recipients import Listed, Recipient, mailbox_refusal, read_recipients

    flags = (retry_uncertain, late)
    if to:
        for address in to:
            if refusal := mailbox_refusal(address):
                raise click.BadParameter(f"{address!r}: {refusal}", param_hint="--to")
    table = read_recipients(each, root, each.as_posix(), folder) if each else Listed()
    if to:
        copies = Listed(tuple(map(Recipient, dict.fromkeys(to))))
        return Asked("test", copies, *flags, sample=table.recipients[:1])
    if each:
        return Asked("each", table, *flags)
    return Asked("list" if to_list else "", Listed(), *flags)


def _current(root: Path, folder: Path, issue: str, audience: str) -> Issue:
    from evangelist.build.issues import current_issue
    from evangelist.build.options import Options
    from evangelist.cli.progress import Progress

    with Progress() as progress:
        options = Options(
            root,
            folder,
            inputs.now(),
            write=False,
            progress=progress,
            holder=inputs.holder("send"),
        )
        return current_issue(options, issue, audience)


def _plan(root: Path, issue: Issue, asked: Asked) -> Plan:
    from evangelist.delivery.plan import look, planned

    known = look(root / issue.settings.newsletter.ledger, issue, root)
    return planned(issue, asked, known)


def _show(plan: Plan, root: Path, *, require_live: bool) -> None:
    """Tell what would happen, and end here where something speaks against it."""
    from evangelist.cli.sent import tell_plan, tell_problems

    tell_plan(plan)
    problems = list(plan.problems)
    tell_problems([each for each in plan.issue.findings if each not in problems], root)
    if require_live:
        from evangelist.build.asking import Manners, ask_all
        from evangelist.cli.progress import Progress
        from evangelist.delivery.live import not_live

        manners = Manners(f"evangelist/{__version__} (link check)", inputs.proxy)
        with Progress() as progress:
            ask = partial(ask_all, manners=manners, progress=progress)
            problems += not_live(plan.issue, ask)
    if problems:
        tell_problems(problems, root)
        click.echo("Nothing was sent.", err=True)
        sys.exit(1)


def _is_to_go(plan: Plan, yes_to: int | None, *, dry_run: bool) -> bool:
    """Whether to send: only for who has said to how many."""
    from evangelist.cli.sent import counted

    count = len(plan.recipients)
    if plan.is_done:
        click.echo("It was sent before; nobody is left to send it to.")
        return not dry_run
    if not count and plan.sending:
        return not dry_run
    if dry_run or not plan.way or (yes_to is None and not inputs.on_terminal()):
        if not plan.way:
            click.echo("Nothing was sent. To send it: --to ADDRESS, --list or --each FILE.csv")
        else:
            click.echo(f"Nothing was sent. To send it: --yes-to {count}")
        return False
    if yes_to is None:
        question = f"To send it, type the number of recipients ({count})"
        typed = click.prompt(question, default="", show_default=False)
        if not typed.strip():
            click.echo("Nothing was sent.")
            return False
        digits = typed.strip().replace(",", "")
        yes_to = int(digits) if digits.isdecimal() else -1
    if yes_to not in {count, plan.total}:
        click.echo(
            f"To go: {counted(count, 'recipient')}, not that many. Nothing was sent.", err=True
        )
        sys.exit(1)
    return True


def _send_copies(plan: Plan) -> None:
    from evangelist.cli.patience import world
    from evangelist.cli.progress import Progress
    from evangelist.cli.secret import secret_of
    from evangelist.cli.sent import tell_copies
    from evangelist.cli.told import done_or_told
    from evangelist.delivery.send import Job, send_copies
    from evangelist.delivery.transport import Relay

    settings = plan.issue.settings
    relay = settings.newsletter.relay
    with Progress() as progress, world(settings.zone, progress) as here:
        line = Relay(relay, secret_of(relay))
        job = Job(plan.parts, settings.newsletter.rate)
        answers = done_or_told(lambda: send_copies(job, plan.recipients, line, here))
    sys.exit(int(not tell_copies(answers, len(plan.recipients))))


def _send_all(plan: Plan, asked: Asked, root: Path) -> None:
    from evangelist.cli.patience import world
    from evangelist.cli.progress import Progress
    from evangelist.cli.secret import secret_of
    from evangelist.cli.sent import tell_outcome
    from evangelist.cli.told import done_or_told
    from evangelist.delivery.dispatch import dispatch
    from evangelist.delivery.transport import Relay

    settings = plan.issue.settings
    relay = settings.newsletter.relay
    line = Relay(relay, secret_of(relay))
    with Progress() as progress, world(settings.zone, progress) as here:
        outcome = done_or_told(lambda: dispatch(plan, asked, root, line, here))
    tell_outcome(outcome, plan.issue)
    sys.exit(int(not outcome.is_fine))


def _look_back(root: Path, issue: str, audience: str, yes_to: int | None, *, forget: bool) -> None:
    """What the ledger knows, whether or not the issue is still there."""
    from evangelist.build.issues import issue_name
    from evangelist.cli.sent import tell_report
    from evangelist.cli.told import done_or_told
    from evangelist.delivery import dispatch
    from evangelist.outputs.newsletters import variant_path

    path = variant_path(f"newsletters/{issue_name(root, issue)}", audience)
    tell_report(done_or_told(lambda: dispatch.reported(root, path)))
    if not forget:
        return
    left = done_or_told(lambda: dispatch.unsent(root, path))
    if left and yes_to != left:
        message = f"{left} have not got it, and never would: to give up on them, --yes-to {left}"
        click.echo(f"{message}. Nothing was forgotten.", err=True)
        sys.exit(1)
    _forget(root, path)


def _forget(root: Path, path: str) -> None:
    from datetime import UTC

    from evangelist.cli.patience import world
    from evangelist.cli.progress import Progress
    from evangelist.cli.sent import counted
    from evangelist.cli.told import done_or_told
    from evangelist.delivery import dispatch

    with Progress() as progress, world(UTC, progress) as here:
        count = done_or_told(lambda: dispatch.forget(root, path, here))
    click.echo(f"Forgotten: {counted(count, 'address', 'addresses')}. It still counts as sent.")
    click.echo("Your tables are yours: remove what you need no longer.")
