"""Takes the pictures of the README and the guides: the example site and the preview, as they are.

The same site gives the same pictures on the same machine; letters differ a little between
machines, so only what looks different is worth committing.
"""

from __future__ import annotations

import io
import queue
import re
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Route, sync_playwright

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.build.report import Report
from evangelist.preview.serve import Preview, Serving
from evangelist.scaffold.init import Answers
from evangelist.scaffold.init import init as start
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
    "choice": "/choices/where-to-compute/#w.turnaround=1&w.life_cycle_cost=2",
    "case-study": "/case-studies/biology-backup/",
    "newsletter": f"/newsletters/{ISSUE}/",
    "email": f"/{ISSUE}.html",
    "email-phone": f"/{ISSUE}.html",
}
CARD = "site/assets/cards/case-studies/biology-backup.png"
WIDTH, HEIGHT = 1280, 1000
EMAIL_WIDTHS = {"email": 720, "email-phone": 375}
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
        (FOLDER / "card.png").write_bytes((output / CARD).read_bytes())
        with serving(output / "site") as site, sync_playwright() as playwright:
            launched = playwright.chromium.launch(executable_path=found, args=list(browser.FLAGS))
            total = sum(
                take(launched, output, site, name, scheme)
                for name in PICTURES
                for scheme in SCHEMES
            )
            total += sum(take_preview(launched, Path(folder), scheme) for scheme in SCHEMES)
            launched.close()
    print(f"Pictures in {FOLDER}: {total // 1024} KB")
    return 0


def take_preview(launched: Browser, folder: Path, scheme: Literal["light", "dark"]) -> int:
    """Take the pictures of the preview of a new site: its start, a mistake, and the e-mail."""
    root = folder / scheme
    answers = Answers("Library IT", "Systems", "https://it.example.edu/", "en", "UTC")
    start(root, answers, None, NOW.date())
    preview = Preview(Serving(root, "127.0.0.1", 0, lambda: NOW, print))
    builds: queue.Queue[Report] = queue.Queue()
    thread = threading.Thread(target=preview.run, args=(builds.put,))
    thread.start()
    context = launched.new_context(
        viewport={"width": WIDTH, "height": 860}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()

    def shoot(name: str, path: str, wait: str) -> int:
        page.goto(preview.origin + path, wait_until="load")
        page.locator(f"evangelist-preview {wait}").wait_for()
        page.wait_for_load_state("load")
        target = FOLDER / f"preview-{name}-{scheme}.png"
        save(page.screenshot(animations="disabled", caret="hide"), target)
        return target.stat().st_size

    try:
        builds.get()
        total = shoot("start", "/", ".chip") + shoot("email", "/.evangelist/mail/", ".chip")
        service = root / "content/services/laptops.md"
        text = service.read_text("utf-8")
        service.write_text(
            re.sub("^title: .*$", "title: Laptops: ready on Monday", text, flags=re.MULTILINE)
        )
        builds.get()
        return total + shoot("mistake", "/services/laptops/", ".overlay")
    finally:
        context.close()
        preview.stop()
        thread.join()


def take(
    launched: Browser, output: Path, site: str, name: str, scheme: Literal["light", "dark"]
) -> int:
    """Take one picture; return its size in bytes."""
    width = EMAIL_WIDTHS.get(name, WIDTH)
    context = launched.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()

    def answer(route: Route) -> None:
        """Give an e-mail and its pictures, which it names by their public address."""
        path = route.request.url.split("/", 3)[3]
        mail = output / "email" / path
        route.fulfill(path=mail if mail.is_file() else output / "site" / path)

    if name in EMAIL_WIDTHS:
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
