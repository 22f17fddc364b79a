"""Every e-mail of the example site before a judge of e-mails that we did not write."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.documents import Document

pytestmark = pytest.mark.audit


def test_emailens_finds_no_error_in_any_email(example: Path, node: str, judges: Path) -> None:
    engine = judges / "@emailens" / "engine" / "dist" / "index.js"
    program = Path(__file__).with_name("emails.mjs")
    files = sorted(str(file) for file in (example / "email").rglob("*.html"))
    assert files
    command = [node, str(program), str(engine), *files]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert [
        f"{Path(each['file']).name}: {each.get('client', '')} {each['message']}"
        for each in json.loads(done.stdout)
        if each["severity"] == "error" and not _is_preheader(each)
    ] == []


def _is_preheader(found: dict[str, str]) -> bool:
    """Beside the point: the preheader is for the list of an inbox, the e-mail does not show it."""
    page = Document(Path(found["file"]).read_text("utf-8"))
    words = page.text("//*[contains(@style, 'mso-hide')][1]")[:30]
    return found.get("rule") == "low-contrast" and words in found.get("element", "")
