"""The password or the token of the mail server: from the environment, or from a program."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evangelist.delivery.signin import RelayError
    from evangelist.model.sending import RelaySettings

PASSWORD = "EVANGELIST_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN = "EVANGELIST_SMTP_TOKEN"  # noqa: S105
_TIMEOUT = 60


def secret_of(relay: RelaySettings) -> Callable[[], str]:
    """What gives the secret of a relay when it is needed: a token may have ended by then."""
    if relay.token_command:
        return partial(_printed, relay.token_command)
    return partial(_set, PASSWORD if relay.sign_in == "password" else TOKEN)


def _set(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise _problem(f"{name} is not set, so nobody can sign in", "set it in this terminal")
    return value


def _printed(command: str) -> str:
    """What a program prints; what it complains of is not shown: it may repeat a secret."""
    hint = "run it by itself and look at what it says"
    try:
        done = subprocess.run(  # noqa: S603 - the site's own command, without a shell
            words_of(command, windows=os.name == "nt"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"relay.token_command took longer than {_TIMEOUT} seconds"
        raise _problem(message, hint, passing=True) from None
    except (OSError, ValueError):
        message = "relay.token_command: there is no such program"
        raise _problem(message, "write its whole path") from None
    token = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode or not token or len(token.split()) > 1:
        what = f"ended with code {done.returncode}" if done.returncode else "printed no token"
        raise _problem(f"relay.token_command {what}", hint, passing=True)
    return token


def words_of(command: str, *, windows: bool) -> list[str]:
    r"""A command as a list of words; on Windows, `\` stays as it is and `az` finds `az.cmd`."""
    words = shlex.split(command, posix=not windows)
    if windows:
        words = [word[1:-1] if word[:1] == word[-1:] == '"' else word for word in words]
    return [shutil.which(words[0]) or words[0], *words[1:]]


def _problem(message: str, hint: str, *, passing: bool = False) -> RelayError:
    from evangelist.delivery.signin import RelayError

    return RelayError(message, hint, passing=passing)
