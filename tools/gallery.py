"""Photographs every type of page of the sites of the end-to-end tests, for a review by eye.

`python -m tools.gallery FOLDER [WORD]` leaves a picture of each page at three widths, light and
dark, and `index.html`, which shows them side by side; with a word, of the pages whose address has
it. The pictures are for looking, not for committing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.addresses import ALL
from tests.e2e.conftest import built
from tools import browser
from tools.pictures import SCHEMES
from tools.serving import serving

WIDTHS = (320, 768, 1280)
TALLEST = 4000
"""Pixels: what comes below says little more of a page."""
_PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Gallery</title>
<style>img {{ vertical-align: top; max-width: 30%; border: 1px solid }}</style>
{}
</html>
"""


def main() -> int:
    """Build the sites, and take the pictures."""
    found = browser.find()
    if not found or len(sys.argv) < 2:
        print(f"No gallery: {browser.MISSING}." if not found else __doc__)
        return 1
    folder, word = Path(sys.argv[1]), "".join(sys.argv[2:3])
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        outputs = built(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        sites = {
            name: stack.enter_context(serving(output / "site")).rstrip("/")
            for name, output in outputs.items()
        }
        playwright = stack.enter_context(sync_playwright())
        launched = playwright.chromium.launch(executable_path=found, args=list(browser.FLAGS))
        shown = []
        for number, (name, path) in enumerate(ALL):
            if word in f"{name}{path}":
                files = list(take(launched, sites[name] + path, folder, f"{number:03}-{name}"))
                shown.append(section(f"{name} {path}", files))
                print(f"{name} {path}", flush=True)
    (folder / "index.html").write_text(_PAGE.format("\n".join(shown)), "utf-8", newline="\n")
    return 0


def take(launched: Browser, address: str, folder: Path, name: str) -> Iterator[str]:
    """Take the pictures of a page; yield their names in the folder."""
    for scheme in SCHEMES:
        context = launched.new_context(color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            height = int(page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": width, "height": min(height, TALLEST)})
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", animations="disabled")
            yield f"{name}-{width}-{scheme}.png"
        context.close()


def section(title: str, files: list[str]) -> str:
    """A page in the gallery."""
    pictures = " ".join(f'<img loading="lazy" src="{file}" alt="{file}">' for file in files)
    return f"<h2>{escape(title)}</h2>\n<p>{pictures}</p>"


if __name__ == "__main__":
    sys.exit(main())
