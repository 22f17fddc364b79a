"""What commands read: words of the command line, the clock and the environment."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime

import click

FORMATS = click.Choice(["text", "json", "github"])
"""How a command reports."""


def day(as_of: str) -> date | None:
    """The day that is today by `--as-of`."""
    from evangelist.model.dates import read_date

    try:
        return read_date(as_of) if as_of else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None


def now() -> datetime:
    """The moment that decides what is today: SOURCE_DATE_EPOCH, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds"
            raise click.UsageError(message) from None
    return datetime.now(UTC)


def holder(command: str) -> str:
    """Who is at work, for another process that has to wait: in one line."""
    import platform

    since = f"{datetime.now().astimezone():%H:%M:%S}"
    return f"evangelist {command}, process {os.getpid()} on {platform.node()}, since {since}"


def proxy(url: str) -> str:
    """The proxy for an address, by the environment or the settings of the system; or nothing."""
    from urllib.parse import urlsplit
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    found = getproxies().get(parts.scheme, "")
    if not found or proxy_bypass(parts.netloc):
        return ""
    return found if "://" in found else f"http://{found}"


def address(base_url: str) -> str:
    """The address of a site as `--base-url` gives it, with a slash at its end."""
    from evangelist.model.settings import absolute_url

    if not base_url:
        return ""
    try:
        return absolute_url(base_url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--base-url") from None


def on_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()
