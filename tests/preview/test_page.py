"""The preview as a writer sees it, in a real browser: save, break, mend, restyle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.watched import Visits
from tests.pictures import plain
from tests.preview.live import Live, live
from tests.sites import site

PARAGRAPHS = "\n\n".join(f"Paragraph {number}. {'Many words. ' * 30}" for number in range(40))
SITE = f"""
-- site.yaml --
title: Team
url: https://example.org/team/
theme: ours
-- themes/ours/theme.yaml --
extends: lectern
-- themes/ours/assets/ours.css --
h1 {{ color: rgb(1, 2, 3) }}
-- themes/ours/templates/base.html --
{{% extends "lectern/base.html" %}}
{{% block styles %}}{{{{ super() }}}}
<link rel="stylesheet" href="{{{{ site.asset('ours.css') }}}}">{{% endblock %}}
{{% block search %}}<form><input name="q" value="all"><input type="checkbox" name="old"></form>
{{% endblock %}}
-- content/index.md --
# Home
-- content/about.md --
---
title: About us
---
{PARAGRAPHS}

<details><summary>More</summary>Hidden words.</details>

[A link](services/vpn.md) near the end.

{PARAGRAPHS}
-- content/services/vpn.md --
---
title: VPN
---
Work from anywhere.
-- content/newsletters/2026-11.md --
---
title: November
date: 2026-11-01
---
We fixed it.
"""
MARK = "window.here = true"
STILL_HERE = "window.here === true"
PIXEL = """async (image) => {
    await image.decode();
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data];
}"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Live]:
    with live(site(tmp_path, SITE)) as preview:
        yield preview


@pytest.fixture
def visits(chromium: Browser) -> Iterator[Visits]:
    with Visits(chromium) as opened:
        yield opened


def open_page(visits: Visits, running: Live, path: str) -> Page:
    """Open a page and wait until it listens."""
    visit = visits.open(f"{running.preview.origin}/team{path}")
    expect(visit.page.locator("evangelist-preview .chip")).to_be_visible()
    return visit.page


def replace(running: Live, path: str, old: str, new: str) -> None:
    """Save a text in which something else stands."""
    file = running.site.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8", newline="\n")
    running.built()


def is_at(page: Page, top: int) -> None:
    """Wait until the page is scrolled so far. Its policy lets no test evaluate words in it."""
    expect(page.locator("html")).to_have_js_property("scrollTop", top)


def test_a_save_changes_the_open_page_and_keeps_the_readers_place(
    visits: Visits, running: Live
) -> None:
    page = open_page(visits, running, "/about/")
    page.evaluate(MARK)
    page.locator("summary", has_text="More").click()
    page.locator("main a", has_text="A link").focus()
    page.evaluate("scrollTo({top: 2000, behavior: 'instant'})")
    replace(running, "content/about.md", "Hidden words", "Words that were hidden")
    expect(page.get_by_text("Words that were hidden")).to_be_visible()
    is_at(page, 2000)
    expect(page.locator("main a", has_text="A link")).to_be_focused()
    assert page.evaluate(STILL_HERE)


def test_a_page_that_has_to_be_loaded_anew_keeps_the_readers_place(
    visits: Visits, running: Live
) -> None:
    page = open_page(visits, running, "/about/")
    page.evaluate(MARK)
    page.locator("summary", has_text="More").click()
    page.locator("main a", has_text="A link").focus()
    page.evaluate("scrollTo({top: 2000, behavior: 'instant'})")
    running.site.write(
        "-- themes/ours/assets/ours.js --\ndocument.body.dataset.runs = 1;\n"
        """-- themes/ours/templates/base.html --
{% extends "lectern/base.html" %}
{% block head %}<script src="{{ site.asset('ours.js') }}"></script>{% endblock %}
"""
    )
    running.built()
    expect(page.locator("head script[src*='ours.js']")).to_have_count(1)
    expect(page.get_by_text("Hidden words")).to_be_visible()
    expect(page.locator("main a", has_text="A link")).to_be_focused()
    is_at(page, 2000)
    assert not page.evaluate(STILL_HERE)


def test_nodes_outside_the_change_are_the_same(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/about/")
    page.evaluate("for (const each of document.querySelectorAll('*')) each.mine = true")
    replace(running, "content/about.md", "Paragraph 0.", "The **first** paragraph.")
    replace(running, "content/about.md", "title: About us", "title: About all of us")
    expect(page).to_have_title("About all of us · Team")
    expect(page.locator("h1")).to_have_text("About all of us")
    others = "[...document.querySelectorAll('*')].filter((each) => !each.mine)"
    assert page.evaluate(f"{others}.map((each) => each.nodeName)") == ["STRONG"] * 2


def test_what_the_reader_wrote_stays_where_it_is(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/about/")
    field = page.locator("input[name=q]")
    page.locator("input[name=old]").check()
    field.fill("printers")
    field.evaluate("element => element.setSelectionRange(2, 4)")
    replace(running, "content/about.md", "Paragraph 0", "The first paragraph")
    expect(page.get_by_text("The first paragraph").first).to_be_visible()
    expect(field).to_have_value("printers")
    expect(field).to_be_focused()
    expect(field).to_have_js_property("selectionStart", 2)
    expect(field).to_have_js_property("selectionEnd", 4)
    expect(page.locator("input[name=old]")).to_be_checked()


def test_what_changed_is_outlined_for_a_moment(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/services/vpn/")
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate("""() => {
        const animate = Element.prototype.animate;
        Element.prototype.animate = function (...given) {
            const done = animate.apply(this, given);
            done.finished.then(() => (this.outlined = 1));
            return done;
        };
    }""")
    replace(running, "content/services/vpn.md", "from anywhere", "from home")
    expect(page.locator("main p", has_text="from home")).to_have_js_property("outlined", 1)
    page.emulate_media(reduced_motion="reduce")
    replace(running, "content/services/vpn.md", "from home", "from a train")
    expect(page.get_by_text("from a train")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0


def test_many_quick_edits_end_in_the_last(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/services/vpn/")
    page.evaluate(MARK)
    file = running.site.root / "content/services/vpn.md"
    for number in range(20):
        file.write_text(f"---\ntitle: VPN\n---\nEdit {number}.\n", "utf-8", newline="\n")
        css = f"h1 {{ color: rgb({number}, 0, 0) }}\n"
        running.site.write_bytes("themes/ours/assets/ours.css", css.encode())
        if number % 3 == 0:
            running.built()
    expect(page.get_by_text("Edit 19.")).to_be_visible()
    expect(page.locator("h1")).to_have_css("color", "rgb(19, 0, 0)")
    expect(page.locator('head link[rel="stylesheet"]')).to_have_count(3)
    assert page.evaluate(STILL_HERE)


def test_back_and_forward_lead_to_pages_as_they_are_now(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/about/")
    page.locator("main a", has_text="A link").click()
    expect(page.locator("h1")).to_have_text("VPN")
    expect(page.locator("evangelist-preview .chip")).to_be_visible()
    before = page.evaluate("history.length")
    replace(running, "content/services/vpn.md", "anywhere", "home")
    expect(page.get_by_text("Work from home")).to_be_visible()
    replace(running, "content/about.md", "Paragraph 0", "The first paragraph")
    assert page.evaluate("history.length") == before
    page.go_back()
    expect(page.get_by_text("The first paragraph").first).to_be_visible()
    page.go_forward()
    expect(page.get_by_text("Work from home")).to_be_visible()


def test_a_changed_script_is_run_by_loading_the_page_anew(visits: Visits, running: Live) -> None:
    running.site.write("-- themes/ours/assets/ours.js --\ndocument.body.dataset.runs = 1;\n")
    block = """{% block head %}<script src="/team/assets/ours.js" defer></script>{% endblock %}\n"""
    template = running.site.root / "themes/ours/templates/base.html"
    text = template.read_text("utf-8") + block
    template.write_text(text, "utf-8", newline="\n")
    running.built()
    page = open_page(visits, running, "/about/")
    expect(page.locator("body")).to_have_attribute("data-runs", "1")
    replace(running, "content/about.md", "Paragraph 0", "The first paragraph")
    expect(page.get_by_text("The first paragraph").first).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-runs", "1")
    replace(running, "themes/ours/assets/ours.js", "runs = 1", "runs = 2")
    expect(page.locator("body")).to_have_attribute("data-runs", "2")


def test_a_page_that_is_gone_is_missed_and_found_again(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/services/vpn/")
    replace(running, "content/about.md", "services/vpn.md", "about.md")
    text = (running.site.root / "content/services/vpn.md").read_bytes()
    running.site.remove("content/services/vpn.md")
    running.built()
    expect(page.locator("h1")).not_to_have_text("VPN")
    running.site.write_bytes("content/services/vpn.md", text)
    running.built()
    expect(page.locator("h1")).to_have_text("VPN")


def test_a_page_that_did_not_change_is_left_alone(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/services/vpn/")
    page.evaluate(MARK)
    other = open_page(visits, running, "/about/")
    replace(running, "content/about.md", "Paragraph 0", "The first paragraph")
    expect(other.get_by_text("The first paragraph").first).to_be_visible()
    assert page.evaluate(STILL_HERE)


def test_a_mistake_is_laid_over_the_last_good_page_until_it_is_mended(
    visits: Visits, running: Live
) -> None:
    page = open_page(visits, running, "/services/vpn/")
    replace(running, "content/services/vpn.md", "title: VPN", "title: VPN: how")
    overlay = page.locator("evangelist-preview .overlay")
    expect(overlay).to_be_visible()
    expect(overlay.locator(".place")).to_contain_text("content/services/vpn.md:2")
    expect(overlay.locator(".written")).to_have_text("title: VPN: how")
    expect(page.locator("h1")).to_have_text("VPN")
    replace(running, "content/services/vpn.md", "title: VPN: how", 'title: "VPN: how"')
    expect(page.locator("h1")).to_have_text("VPN: how")
    expect(overlay).to_have_count(0)


def test_a_page_opened_while_the_site_is_broken_is_the_last_good_one(
    visits: Visits, running: Live
) -> None:
    replace(running, "content/services/vpn.md", "title: VPN", "title: VPN: how")
    page = visits.open(f"{running.preview.origin}/team/about/").page
    expect(page.locator("evangelist-preview .overlay")).to_be_visible()
    expect(page.locator("h1")).to_have_text("About us")
    page.locator("evangelist-preview button").click()
    expect(page.locator("evangelist-preview .overlay")).to_have_count(0)


def test_a_site_that_was_never_right_says_why(
    visits: Visits, tmp_path_factory: pytest.TempPathFactory
) -> None:
    broken = site(tmp_path_factory.mktemp("broken"), "-- site.yaml --\ntitle: A: B\n")
    with live(broken) as running:
        page = visits.open(f"{running.preview.origin}/").page
        expect(page.locator("evangelist-preview .overlay .place").first).to_contain_text(
            "site.yaml:1"
        )
        running.save("-- site.yaml --\ntitle: A\nurl: https://example.org/x/\n-- content/a.md --\n")
        expect(page.locator("h1")).to_have_text("A")
        assert page.url == f"{running.preview.origin}/x/"


def test_a_style_is_swapped_without_a_reload(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/about/")
    page.evaluate(MARK)
    replace(running, "themes/ours/assets/ours.css", "1, 2, 3", "4, 5, 6")
    expect(page.locator("h1")).to_have_css("color", "rgb(4, 5, 6)")
    expect(page.locator('head link[rel="stylesheet"]')).to_have_count(3)
    assert page.evaluate(STILL_HERE)


def test_all_tabs_share_one_connection(chromium: Browser, running: Live) -> None:
    context = chromium.new_context()
    try:
        pages = [context.new_page() for _ in range(2)]
        for page in pages:
            page.goto(f"{running.preview.origin}/team/about/")
            expect(page.locator("evangelist-preview .chip")).to_be_visible()
        assert running.preview.channel.listeners == 1
        replace(running, "content/about.md", "Paragraph 0", "The first paragraph")
        for page in pages:
            expect(page.get_by_text("The first paragraph").first).to_be_visible()
            expect(page.locator("evangelist-preview .chip")).to_be_visible()
        assert running.preview.channel.listeners == 1
    finally:
        context.close()


def test_a_newsletter_is_a_click_away_from_its_email(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/newsletters/2026-11/")
    page.locator("evangelist-preview summary").click()
    page.locator("evangelist-preview a").click()
    expect(
        page.frame_locator(".phone.light").get_by_role("heading", name="November")
    ).to_be_visible()
    expect(page.frame_locator(".desktop.light").get_by_text("We fixed it.")).to_be_visible()
    page.evaluate(MARK)
    before = page.evaluate("history.length")
    replace(running, "content/newsletters/2026-11.md", "We fixed it.", "We mended it.")
    expect(page.frame_locator(".desktop.light").get_by_text("We mended it.")).to_be_visible()
    expect(page.locator("pre").first).to_contain_text("We mended it.")
    assert page.evaluate(STILL_HERE)
    assert page.evaluate("history.length") == before


def test_a_new_picture_is_seen_whatever_its_name(visits: Visits, running: Live) -> None:
    running.site.write_bytes("content/image (1), neu.png", plain((8, 8)))
    running.built()
    replace(running, "content/services/vpn.md", "Work", "![A](<../image (1), neu.png>) Work")
    page = open_page(visits, running, "/services/vpn/")
    expect(page.locator("main img")).to_have_attribute("width", "8")
    page.evaluate(MARK)
    running.site.write_bytes("content/image (1), neu.png", plain((8, 8), of=(200, 0, 0)))
    running.built()
    image = page.locator("main img")
    expect(image).to_have_attribute("src", re.compile(r"\?preview=[0-9]+$"))
    assert image.evaluate(PIXEL) == [200, 0, 0, 255]
    assert page.evaluate(STILL_HERE)


def test_what_could_be_better_on_a_page_is_told_there(visits: Visits, running: Live) -> None:
    page = open_page(visits, running, "/services/vpn/")
    expect(page.locator("evangelist-preview summary")).to_contain_text("remarks")
    page.locator("evangelist-preview summary").click()
    expect(page.locator("evangelist-preview .chip")).to_contain_text("who answers for it")


def test_the_preview_makes_the_browser_complain_of_nothing(visits: Visits, running: Live) -> None:
    visit = visits.open(f"{running.preview.origin}/team/about/")
    expect(visit.page.locator("evangelist-preview .chip")).to_be_visible()
    assert (visit.outside(), visit.complaints) == ([], [])
