"""What a page asks for, complains about and needs: nothing from elsewhere, nothing, no script."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.e2e.addresses import ALL, EACH, EMAILS
from tests.e2e.conftest import Visitor
from tests.e2e.mail import open_email

# Controls that do nothing where there is no script.
IDLE = (
    ":is(button, input, select, textarea):not(form[action] *):visible, "
    ":is(a[href='#'], a:not([href]), [onclick]):visible"
)

# What a page says, without the questions that its script shows: they do nothing where it is not.
TEXT = """() => {
  const asking = document.querySelectorAll('main :is(form:not([action]), search)');
  for (const each of asking) each.remove();
  return document.querySelector('main').innerText;
}"""


def test_whatever_is_asked_of_another_host_and_every_complaint_is_seen(visit: Visitor) -> None:
    """After each test that opens a page, of any type, both are held against it (`visit`)."""
    opened = visit("about:blank")
    opened.page.set_content("<img src='https://other.example/a.png'><script>nothing()</script>")
    assert opened.outside() == ["https://other.example/a.png"]
    assert any("nothing is not defined" in complaint for complaint in opened.complaints)


@pytest.mark.parametrize("name,path", EACH)
def test_a_page_works_without_any_script(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    address = served[name] + path
    with_scripts = visit(address).page.evaluate(TEXT)
    page = visit(address, java_script_enabled=False).page
    without = page.locator("main").inner_text()
    assert set(without.splitlines()) <= set(with_scripts.splitlines())
    assert page.locator(IDLE).count() == 0


def test_the_menu_leads_to_every_listing_without_any_script(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["example"] + "/", java_script_enabled=False).page
    titles = []
    for label in page.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts():
        page.get_by_role("navigation", name="Main").get_by_role(
            "link", name=label, exact=True
        ).click()
        titles.append(page.get_by_role("heading", level=1).inner_text())
    expected = ["Services", "Case studies", "Newsletters", "News", "You said, we did", "Teams"]
    assert titles[:6] == expected
    assert titles[6].startswith("About")


def test_an_old_address_leads_to_the_page_without_any_script(
    outputs: dict[str, Path], served: dict[str, str], visit: Visitor
) -> None:
    page = visit("about:blank", java_script_enabled=False).page
    public = "https://rz.rabenau.example/ueber-uns/"
    page.route(public, lambda route: route.fulfill(body="arrived", content_type="text/plain"))
    page.goto(served["german"] + "/impressum/")
    page.wait_for_url(public)
    assert page.locator("body").inner_text() == "arrived"


@pytest.mark.parametrize("name,issue", EMAILS)
def test_an_email_asks_only_for_pictures_of_its_own_site(
    outputs: dict[str, Path], visit: Visitor, name: str, issue: str
) -> None:
    opened = open_email(visit, outputs, name, issue, width=600)
    site = {"example": "services.aldermoor", "german": "rz.rabenau", "stress": "stress"}[name]
    assert [url for url in opened.outside() if not url.startswith(f"https://{site}.example/")] == []


def test_every_type_of_page_is_visited(outputs: dict[str, Path]) -> None:
    types = {kind for output in outputs.values() for kind in page_types(output).values()}
    seen = {page_types(outputs[name]).get(path) for name, path in ALL}
    seen.add(page_types(outputs["example"])["/404.html"])  # which answers for missing pages
    assert types - seen == {"redirect"}


def page_types(output: Path) -> dict[str, str]:
    """Return the type of each page by its address: the theme says it on the body."""
    found = {}
    for file in (output / "site").rglob("*.html"):
        path = file.relative_to(output / "site").as_posix().removesuffix("index.html")
        html = file.read_text(encoding="utf-8")
        _, named, rest = html.partition('<body class="page-')
        found[quote(f"/{path}")] = rest.partition('"')[0].split()[0] if named else "redirect"
    return found
