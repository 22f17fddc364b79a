"""The machine that measures, in a line."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path

import evangelist


def described() -> str:
    """Cores, processor, memory, system, Python and evangelist."""
    parts = [f"{os.cpu_count()} cores{_processor()}", _memory(), _system()]
    parts += [f"Python {platform.python_version()}", f"evangelist {evangelist.__version__}"]
    return ", ".join(part for part in parts if part)


def busy() -> str:
    """What has to be said of a machine that does other work; nothing of one that does not.

    To be asked before anything is measured.
    """
    with suppress(AttributeError, OSError):
        load = os.getloadavg()[0]
        if load > 0.3 * (os.cpu_count() or 1):
            return (
                f"The machine had other work when the measuring began (load {load:.1f}):"
                " seconds are too high, ratios less so."
            )
    return ""


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return f" ({value.strip()})"
    name = platform.processor() or platform.machine()
    return f" ({name})" if name else ""


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return ""
    return f"{size / 2**30:.0f} GB of memory"


def _system() -> str:
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    with suppress(AttributeError, OSError):
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']} ({system})"
    return system
