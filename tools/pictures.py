"""Takes the pictures of the README: the example site as it is today, light and dark.

The same site gives the same pictures on the same machine; letters differ a little between
machines, so only what looks different is worth committing.
"""

from __future__ import annotations

import io
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Route, sync_playwright

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from tools import browser
from tools.serving import serving

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ISSUE = "2026-11"
PICTURES = {
    "home": "/",
    "catalog": "/services/",
    "service": "/services/research-storage/",
    "case-study": "/case-studies/biology-backup/",
    "newsletter": f"/newsletters/{ISSUE}/",
    "email": f"/{ISSUE}.html",
}
WIDTH, HEIGHT = 1280, 1000
EMAIL_WIDTH = 720
COLOURS = 256
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> int:
    """Build the example site, and take each picture."""
    found = browser.find()
    if not found:
        print(f"No pictures: {browser.MISSING}.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output")
        report = build(Options(root=ROOT, output=output, now=NOW))
        if not report.written:
            print(*report.problems, sep="\n")
            return 1
        FOLDER.mkdir(parents=True, exist_ok=True)
        with serving(output / "site") as site, sync_playwright() as playwright:
            launched = playwright.chromium.launch(executable_path=found, args=list(browser.FLAGS))
            total = sum(
                take(launched, output, site, name, scheme)
                for name in PICTURES
                for scheme in SCHEMES
            )
            launched.close()
    print(f"{len(PICTURES) * len(SCHEMES)} pictures, {total // 1024} KB, in {FOLDER}")
    return 0


def take(
    launched: Browser, output: Path, site: str, name: str, scheme: Literal["light", "dark"]
) -> int:
    """Take one picture; return its size in bytes."""
    width = EMAIL_WIDTH if name == "email" else WIDTH
    context = launched.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()

    def answer(route: Route) -> None:
        """Give an e-mail and its pictures, which it names by their public address."""
        path = route.request.url.split("/", 3)[3]
        mail = output / "email" / path
        route.fulfill(path=mail if mail.is_file() else output / "site" / path)

    if name == "email":
        page.route("**/*", answer)
    page.goto(site.rstrip("/") + PICTURES[name], wait_until="networkidle")
    shot = page.screenshot(animations="disabled", caret="hide")
    context.close()
    target = FOLDER / f"{name}-{scheme}.png"
    save(shot, target)
    return target.stat().st_size


def save(shot: bytes, target: Path) -> None:
    """Write a picture in 256 colours: a third of its size, and no eye sees the difference."""
    with Image.open(io.BytesIO(shot)) as picture:
        method, dither = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
        few = picture.convert("RGB").quantize(COLOURS, method=method, dither=dither)
        few.save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
