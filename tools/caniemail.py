"""Renews what we know about mail programs: `python -m tools.caniemail`.

Takes the npm package `caniemail` (MIT), and from it the newest verdict on each feature for the
programs of PROGRAMS. What is written lies beside the rules that read it, with its licence.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "caniemail@2.0.2"
PROGRAMS = {
    "outlook windows": "Outlook on Windows",
    "outlook outlook-com": "Outlook on the web (and new Outlook)",
    "outlook macos": "Outlook on a Mac",
    "outlook ios": "Outlook on an iPhone",
    "outlook android": "Outlook on Android",
    "gmail desktop-webmail": "Gmail on the web",
    "gmail mobile-webmail": "Gmail in a phone's browser",
    "gmail ios": "Gmail on an iPhone",
    "gmail android": "Gmail on Android",
    "apple-mail macos": "Apple Mail on a Mac",
    "apple-mail ios": "Apple Mail on an iPhone",
}
TARGET = Path(__file__).resolve().parents[1] / "src" / "evangelist" / "mail" / "preflight"
_UPSTREAM = """\
The data in clients.json was taken from https://www.caniemail.com, whose own licence is MIT too:
Copyright (c) 2019 HTeuMeuLeu. It comes by way of the npm package `caniemail`, with this licence:

"""
_DATE = re.compile(r"\d{4}-\d{2}")


def newest(verdicts: dict[str, str]) -> str:
    """The verdict on the newest version: y, a (in part), n, u (not known) or - (never tried).

    Versions stand oldest first, but for some that are days; those are compared.
    """
    if not verdicts:
        return "-"
    dated = all(_DATE.fullmatch(version) for version in verdicts)
    return verdicts[max(verdicts) if dated else list(verdicts)[-1]][0]


def trimmed(data: dict[str, Any], version: str) -> dict[str, Any]:
    """What the rules need: a mark for each program, and the title of each feature."""
    pairs = [program.split() for program in PROGRAMS]
    return {
        "source": "https://www.caniemail.com, from npm: caniemail; MIT, see clients.LICENSE",
        "version": version,
        "date": data["last_update_date"][:10],
        "marks": "y supported, a in part, n not supported, u unknown, - never tried",
        "clients": list(PROGRAMS.values()),
        "features": {
            feature["slug"]: "".join(
                newest(feature["stats"].get(family, {}).get(platform, {}))
                for family, platform in pairs
            )
            + f" {feature['title'].strip()}"
            for feature in sorted(data["data"], key=lambda feature: feature["slug"])
        },
    }


def fetch(package: str, folder: Path) -> Path:
    """Fetch a package with npm; the folder of its files. Raises CalledProcessError."""
    command = ["npm", "pack", package, "--silent"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8")
    with tarfile.open(folder / name.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def main() -> None:
    """Fetch, trim, write; say what is new."""
    with tempfile.TemporaryDirectory() as name:
        package = fetch(sys.argv[1] if len(sys.argv) > 1 else PACKAGE, Path(name))
        version = json.loads((package / "package.json").read_text("utf-8"))["version"]
        data = json.loads((package / "data" / "caniemail.json").read_text("utf-8"))
        licence = (package / "LICENSE").read_text("utf-8")
    made = trimmed(data, version)
    text = json.dumps(made, indent=0, ensure_ascii=False) + "\n"
    (TARGET / "clients.json").write_text(text, encoding="utf-8", newline="\n")
    (TARGET / "clients.LICENSE").write_text(_UPSTREAM + licence, encoding="utf-8", newline="\n")
    print(f"caniemail {version} of {made['date']}: {len(made['features'])} features")


if __name__ == "__main__":
    main()
