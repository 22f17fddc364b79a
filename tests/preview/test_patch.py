"""What differs between two versions of a page is done to the living one, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from evangelist.preview import serve
from tools.serving import serving

CLIENT = Path(serve.__file__).parent / "client"
PATCH = """
async ([living, before, after]) => {
  const { update } = await import("/patch.js");
  const pages = [living, before, after].map(
    (text) => new DOMParser().parseFromString(text, "text/html"));
  const nodes = [...pages[0].querySelectorAll("*")];
  try {
    const changed = update(...pages).map((element) => element.nodeName.toLowerCase());
    const same = nodes.filter((node) => node.isConnected).length;
    return { html: pages[0].documentElement.outerHTML, same, changed };
  } catch (error) {
    return { html: "", same: 0, changed: [], error: error.message };
  }
}
"""
RANDOM = """
async ([seed, rounds, edits]) => {
  const { update } = await import("/patch.js");
  const chance = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const one = (list) => list[Math.floor(chance() * list.length)];
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  const copy = (page) => parse("<!DOCTYPE html>" + page.documentElement.outerHTML);
  const tags = ["section", "div", "ul", "li", "b", "i", "details", "span"];
  const text = () => one(["a", "b", " ", "\\n", "a word", "another", "<!---->"]);
  const attribute = () => one(["", "", ` class="${one("xyz")}"`, ` title="${one("xyz")}"`]);
  let ids = 0;
  const element = (depth) => {
    const tag = one(tags);
    const id = chance() < 0.2 ? ` id="n${ids++}"` : "";
    let inner = text();
    while (depth && chance() < 0.75) inner += element(depth - 1) + text();
    return `<${tag}${id}${attribute()}>${inner}</${tag}>`;
  };
  const inBody = (page) => [...page.body.querySelectorAll("*")];
  const mutations = [
    (page) => one(inBody(page)).remove(),
    (page) => one(inBody(page)).insertAdjacentHTML(one(["beforebegin", "afterbegin"]), element(2)),
    (page) => one(inBody(page)).setAttribute(one(["class", "title", "id"]), `m${ids++}`),
    (page) => one(inBody(page)).removeAttribute(one(["class", "title", "id"])),
    (page) => one(inBody(page)).append(one(["more", "words", "\\n"])),
    (page) => one(inBody(page)).before(one(inBody(page)).cloneNode(true)),
    (page) => { const found = one(inBody(page)); found.parentElement.prepend(found); },
  ];
  const wrong = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = parse(`<!DOCTYPE html><body>${element(3)}${element(3)}${element(3)}`);
    let after = copy(before);
    for (let edit = 0; edit < edits && inBody(after).length; edit += 1) one(mutations)(after);
    after = copy(after);
    const living = copy(before);
    for (let made = 0; made < 5; made += 1) {
      const mine = living.createElement("x-mine");
      const place = one([living.body, ...inBody(living)].filter((e) => e.nodeName !== "X-MINE"));
      place.insertBefore(mine, one([null, ...place.childNodes]));
      place.setAttribute("data-mine", "");
    }
    const start = living.body.outerHTML;
    update(living, before, after);
    for (const mine of living.querySelectorAll("x-mine")) mine.remove();
    for (const each of living.querySelectorAll("[data-mine]")) each.removeAttribute("data-mine");
    living.normalize();
    if (!living.isEqualNode(after)) {
      wrong.push([before, after, living].map((page) => page.body.outerHTML).concat(start));
    }
  }
  return wrong;
}
"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    try:
        with serving(CLIENT) as address:
            opened = context.new_page()
            opened.goto(f"{address}nothing.html")
            yield opened
    finally:
        context.close()


def patched(page: Page, before: str, after: str, living: str | None = None) -> dict[str, Any]:
    """Bodies of a page: what became of the living one, which is as before unless it is given."""
    pages = [before if living is None else living, before, after]
    result = page.evaluate(PATCH, [f"<!DOCTYPE html><body>{each}" for each in pages])
    assert isinstance(result, dict)
    _, _, body = result["html"].partition("<body>")
    return {**result, "body": body.removesuffix("</body></html>")}


ROWS = "<ul><li>One</li>\n<li>Two</li>\n<li>Three</li></ul>"


@pytest.mark.parametrize(
    "before, after, same, changed",
    [
        ("<p>a</p><p>b</p>", "<p>a</p><p>c</p>", 5, ["p"]),
        ("<p>a</p><p>b</p>", "<p>a</p><p>new</p><p>b</p>", 5, ["p"]),
        ("<p>a</p><p>b</p>", "<p>b</p>", 4, []),
        (ROWS, ROWS.replace("Two", "Zwei"), 7, ["li"]),
        (ROWS, ROWS.replace("<li>Two</li>\n", ""), 6, []),
        (ROWS, ROWS.replace("<ul>", '<ul class="x">'), 7, []),
        ("<h2 id=a>A</h2><h2 id=b>B</h2>", "<h2 id=c>C</h2><h2 id=b>B</h2>", 5, ["h2"]),
        ("<h2 id=a>A</h2><h2 id=b>B</h2>", "<h2 id=b>Be</h2>", 4, ["h2"]),
        ("<p>a <b>b</b> c</p>", "<p>a <i>b</i> c</p>", 4, ["i"]),
        ("<svg><path d='M0'/></svg>", "<svg><path d='M1'/></svg>", 5, []),
        ("<iframe title=a></iframe>", "<iframe title=b></iframe>", 3, ["iframe"]),
    ],
)
def test_nodes_outside_the_change_are_the_same(
    page: Page, before: str, after: str, same: int, changed: list[str]
) -> None:
    result = patched(page, before, after)
    assert result["body"] == patched(page, after, after)["body"]
    assert (result["same"], result["changed"]) == (same, changed)


@pytest.mark.parametrize(
    "living, expected",
    [
        ("<p class=mine>a</p><details open>b</details>", '<p class="mine">c</p><details open="">'),
        ("<i>I</i><p>a</p><i>I</i><details>b</details>", "<i>I</i><p>c</p><i>I</i><details>"),
        ("<p>a<i>!</i></p><details>b</details>", "<p>c<i>!</i></p>"),
        ("<p>a</p>", "<p>c</p>"),
    ],
)
def test_what_the_page_made_of_itself_stays(page: Page, living: str, expected: str) -> None:
    before, after = "<p>a</p><details>b</details>", "<p>c</p><details>b</details>"
    assert patched(page, before, after, living)["body"].startswith(expected)


@pytest.mark.parametrize(
    "before, after",
    [
        ("<script src=a.js></script>", "<script src=b.js></script>"),
        ("<p>a</p>", "<p>a</p><script src=b.js></script>"),
        ("<noscript>a</noscript>", "<noscript>b</noscript>"),
        ("<template><p>a</p></template>", "<template><p>b</p></template>"),
        ("<meta http-equiv=refresh content=1>", "<meta http-equiv=refresh content=2>"),
        ("<base href=/a/>", "<base href=/b/>"),
    ],
)
def test_what_has_run_cannot_be_patched(page: Page, before: str, after: str) -> None:
    assert "what runs" in patched(page, before, after)["error"]


def test_what_the_page_removed_cannot_be_patched(page: Page) -> None:
    before, after = "<div><p>a</p></div>", "<div><p>b</p></div>"
    assert "has removed" in patched(page, before, after, "<div></div>")["error"]


def test_data_for_machines_is_patched_though_it_is_called_a_script(page: Page) -> None:
    script = '<script type="application/ld+json">{}</script>'
    assert '"n": 1' in patched(page, script, script.replace("{}", '{"n": 1}'))["body"]


def test_lists_too_long_to_compare_are_patched_in_order(page: Page) -> None:
    before = "".join(f"<p>a{number}</p>" for number in range(1100))
    after = before.replace("a", "b") + "<p>more</p>"
    result = patched(page, before, after)
    assert result["body"] == after
    assert result["same"] == 1100 + 3


def check_random(page: Page, rounds: int) -> None:
    for edits in (1, 3, 12):
        assert page.evaluate(RANDOM, [edits, rounds, edits]) == []


def test_a_patched_page_is_the_new_one_and_what_it_made_of_itself(page: Page) -> None:
    check_random(page, 200)


@pytest.mark.soak
def test_many_more_patched_pages_are_the_new_ones(page: Page) -> None:
    check_random(page, 5_000)
