"""A renamed entry: every link that worked works, the old address redirects, no more changes."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evangelist.problems import ProblemsError
from evangelist.scaffold.move import Move, make_move, plan_move
from tests.documents import document
from tests.pictures import plain
from tests.sites import NOW, Workspace, site

TODAY = NOW.date()
VPN = "-- content/services/vpn.md --\n---\ntitle: VPN\nsummary: S.\n---\n## Price\n\nFree.\n"


def move(made: Workspace, old: str, new: str) -> Move:
    planned = plan_move(made.root, old, new, TODAY)
    make_move(made.root, planned)
    return planned


def text(made: Workspace, path: str) -> str:
    return (made.root / path).read_bytes().decode()


def links(made: Workspace) -> dict[str, list[str]]:
    """For each page the titles of the pages and the names of the files that its links lead to."""
    found = {}
    for path in made.tree():
        if not path.endswith("index.html") or 'http-equiv="refresh"' in made.read(path):
            continue
        url = path.removeprefix("site").removesuffix("index.html")
        page = document(made, url)
        targets = page.root.xpath("//main//a/@href | //nav//a/@href | //main//img/@src")
        found[page.text("//title")] = sorted(_shown(made, urljoin(url, each)) for each in targets)
    return found


def _shown(made: Workspace, url: str) -> str:
    path, _, part = unquote(url).partition("#")
    if not path.startswith("/"):
        return url
    if not path.endswith("/"):
        assert made.exists(f"site{path}"), path
        return f"{path.rsplit('/', 1)[-1]}#{part}"
    page = made.page(path)
    assert 'http-equiv="refresh"' not in page, f"a link to the redirect at {path}"
    assert not part or f'id="{part}"' in page, url
    return f"{document(made, path).text('//title')}#{part}"


WHOLE = f"""{VPN}
-- content/services/mail.md --
---
title: Mail   # as everybody says
related: [services/vpn, 'services/vpn#price']
depends_on:
  - services/vpn   # without it, nothing
replaced_by: services/vpn.md
get_started: {{label: Ask, url: /services/vpn/#price}}
extra: {{note: services/vpn}}
---
See [VPN](vpn.md), [its price](vpn.md#price "VPN") and ![x](chart.png).
-- content/services/chart.png --
x
-- content/teams/net.md --
---
title: Network
suppliers: [services/vpn]
---
[VPN](/services/vpn.md)

Or [by address](/services/vpn/), or [from here](../../services/vpn/), or `../services/vpn.md`.
-- content/about.md --
# About

[VPN][v], again [VPN][v].

[v]: services/vpn.md
"""
NAVIGATION = """
navigation:
  - {label: VPN, url: /services/vpn/}  # first
  - services/vpn
  - {label: Mail, url: /services/mail/}
silence:
  - {code: image-broken, reason: a drawing}
  - {code: outcome-missing, paths: [services/vpn.md, content/services/mail.md], reason: known}
"""


@pytest.mark.parametrize(
    "old, new",
    [
        ("services/vpn", "services/remote-access"),
        ("services/vpn", "services/network/remote"),
        ("services/mail", "services/network/mail"),
        ("teams/net", "teams/a/b/net"),
        ("about", "us/about"),
    ],
)
def test_every_link_that_worked_works(tmp_path: Path, old: str, new: str) -> None:
    made = site(tmp_path, WHOLE, NAVIGATION).built()
    before, found = links(made), sorted(problem.code for problem in made.report.problems)
    move(made, old, new)
    made.built()
    assert links(made) == before
    assert sorted(problem.code for problem in made.report.problems) == found
    redirect = made.page(f"/{old}/")
    assert 'http-equiv="refresh"' in redirect
    assert f"/{new}/" in redirect


def test_only_what_has_to_change_changes(tmp_path: Path) -> None:
    made = site(tmp_path, WHOLE, NAVIGATION)
    before = {p: text(made, p) for p in ("content/services/mail.md", "content/teams/net.md")}
    yaml = text(made, "site.yaml")
    planned = move(made, "services/vpn", "services/remote")
    mail = text(made, "content/services/mail.md")
    assert mail == before["content/services/mail.md"].replace("vpn", "remote").replace(
        "note: services/remote", "note: services/vpn"
    )
    net = text(made, "content/teams/net.md")
    assert "[from here](../services/remote.md)" in net
    assert "`../services/vpn.md`" in net
    assert "[VPN](/services/remote.md)" in net
    assert "[by address](/services/remote/)" in net
    assert text(made, "site.yaml") == yaml.replace("services/vpn", "services/remote")
    assert text(made, "content/about.md").endswith("[v]: services/remote.md\n")
    assert planned.mended["content/services/mail.md"] == 7
    assert planned.mended["site.yaml"] == 3


# --- how links are written ------------------------------------------------------------------------

SPELLINGS = [
    ("[a](../services/vpn.md)", "[a](../services/remote.md)"),
    ("[a](../services/vpn.md#price)", "[a](../services/remote.md#price)"),
    ('[a](../services/vpn.md "VPN")', '[a](../services/remote.md "VPN")'),
    ("[a](<../services/vpn.md>)", "[a](<../services/remote.md>)"),
    ("[a](./../services/vpn.md)", "[a](../services/remote.md)"),
    ("[a](/services/vpn.md)", "[a](/services/remote.md)"),
    ("[a](/services/vpn/)", "[a](/services/remote/)"),
    ("[a](/services/vpn)", "[a](/services/remote)"),
    ("[a](/services/vpn/#price)", "[a](/services/remote/#price)"),
    ("[a](../../services/vpn/)", "[a](../services/remote.md)"),
    ("[a][r]\n\n[r]: ../services/vpn.md", "[a][r]\n\n[r]: ../services/remote.md"),
    ("[r]\n\n[r]: <../services/vpn.md> 'x'", "[r]\n\n[r]: <../services/remote.md> 'x'"),
    ('<a href="../services/vpn.md">a</a>', '<a href="../services/remote.md">a</a>'),
    ("> - [a](../services/vpn.md)", "> - [a](../services/remote.md)"),
    ("| a |\n|---|\n| [a](../services/vpn.md) |", "| a |\n|---|\n| [a](../services/remote.md) |"),
    ("[a](\\.\\./services/vpn\\.md)", "[a](../services/remote.md)"),
    ("[`vpn.md`](../services/vpn.md)", "[`vpn.md`](../services/remote.md)"),
    (
        "`(../services/vpn.md)` [a](../services/vpn.md)",
        "`(../services/vpn.md)` [a](../services/remote.md)",
    ),
    (
        "~~~\n[a](../services/vpn.md)\n~~~\n\n[a](../services/vpn.md)",
        "~~~\n[a](../services/vpn.md)\n~~~\n\n[a](../services/remote.md)",
    ),
    (
        "    [a](../services/vpn.md)\n\n[a](../services/vpn.md)",
        "    [a](../services/vpn.md)\n\n[a](../services/remote.md)",
    ),
    (
        "<!-- [a](../services/vpn.md) -->\n\n[a](../services/vpn.md)",
        "<!-- [a](../services/vpn.md) -->\n\n[a](../services/remote.md)",
    ),
    ("Nothing about services/vpn.md.", "Nothing about services/vpn.md."),
    ("[a](https://x.example/services/vpn.md)", "[a](https://x.example/services/vpn.md)"),
    ("[a](../services/my-vpn.md)", "[a](../services/my-vpn.md)"),
    ("[a](../services/vpn.md.old)", "[a](../services/vpn.md.old)"),
]


@pytest.mark.parametrize("written, mended", SPELLINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_link_is_mended_however_it_is_written(
    tmp_path: Path, written: str, mended: str, end: str
) -> None:
    made = site(tmp_path, f"{VPN}-- content/services/my-vpn.md --\n# Mine\n")
    head = f"\ufeff---{end}title: About{end}---{end}"
    body = f"First.{end}{end}{{}}{end}".replace("{}", written.replace("\n", end))
    made.write_bytes("content/pages/about.md", (head + body).encode())
    move(made, "services/vpn", "services/remote")
    wanted = head + body.replace(written.replace("\n", end), mended.replace("\n", end))
    assert text(made, "content/pages/about.md") == wanted


@pytest.mark.parametrize(
    "written, mended",
    [
        ("[m](mail.md)", "[m](../mail.md)"),
        ("[m](./mail.md#top)", "[m](../mail.md#top)"),
        ("[t](../teams/net.md)", "[t](../../teams/net.md)"),
        ("[t](/teams/net.md)", "[t](/teams/net.md)"),
        ("![c](chart.png)", "![c](../chart.png)"),
        ("[f](<my plan.pdf>)", "[f](<../my%20plan.pdf>)"),
        ("[f](my%20plan.pdf)", "[f](../my%20plan.pdf)"),
        ("[s](vpn.md#price)", "[s](remote.md#price)"),
        ("[s](#price)", "[s](#price)"),
        ("[l](../)", "[l](/services/)"),
        ("[l](/services/)", "[l](/services/)"),
        ("[x](none.md)", "[x](none.md)"),
        ("[x](mailto:a@b.example)", "[x](mailto:a@b.example)"),
        ("`mail.md` and [m](mail.md)", "`mail.md` and [m](../mail.md)"),
    ],
)
def test_links_inside_what_moves_still_lead_there(
    tmp_path: Path, written: str, mended: str
) -> None:
    files = "-- content/services/mail.md --\n# Mail\n\n## Top\n-- content/teams/net.md --\n# Net\n"
    made = site(tmp_path, files)
    for name in ("chart.png", "my plan.pdf"):
        made.write_bytes(f"content/services/{name}", b"x")
    head = "---\ntitle: VPN\nimage: chart.png\n---\n"
    made.write_bytes("content/services/vpn.md", f"{head}{written}\n\n## Price\n".encode())
    move(made, "services/vpn", "services/network/remote")
    after = text(made, "content/services/network/remote.md")
    assert after.endswith(f"---\n{mended}\n\n## Price\n")
    assert "image: ../chart.png\n" in after


_NAME = st.text(st.sampled_from("ab-_ .()&'é本+,;=%"), min_size=1, max_size=8).map(
    lambda name: f"x{name.strip('. ')}x"
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(old=_NAME, new=_NAME, folder=_NAME)
def test_links_survive_any_name(tmp_path: Path, old: str, new: str, folder: str) -> None:
    made = site(Path(tempfile.mkdtemp(dir=tmp_path)))
    old = f"{old}-old"
    made.write_bytes(f"content/services/{old}.md", b"---\ntitle: VPN\n---\n## Price\n")
    body = f"[VPN](services/{_encoded(old)}.md#price) [b](<services/{_encoded(old)}.md>)\n"
    made.write_bytes("content/about.md", f"# About\n\n{body}".encode())
    made.built(write=False)
    assert made.found("link-dead") + made.found("anchor-missing") == []
    move(made, f"services/{old}", f"services/{folder}/{new}")
    made.built(write=False)
    assert made.found("link-dead") + made.found("anchor-missing") == []
    assert text(made, "content/about.md").count(_encoded(old)) == 0


def _encoded(name: str) -> str:
    return "".join(
        sign if sign.isalnum() or sign in "-_." else "".join(f"%{b:02X}" for b in sign.encode())
        for sign in name
    )


# --- the head of what moves -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "head, after",
    [
        ("---\ntitle: VPN\n---\n", "---\ntitle: VPN\nredirect_from: /services/vpn/\n---\n"),
        ("", "---\nredirect_from: /services/vpn/\n---\n"),
        ("---\n---\n", "---\nredirect_from: /services/vpn/\n---\n"),
        (
            "\n---\ntitle: VPN  # so\n...\n",
            "\n---\ntitle: VPN  # so\nredirect_from: /services/vpn/\n...\n",
        ),
        (
            "---\n  title: VPN\n  summary: |\n    A\n---\n",
            "---\n  title: VPN\n  summary: |\n    A\n  redirect_from: /services/vpn/\n---\n",
        ),
        (
            "---\nredirect_from: /old/\ntitle: VPN\n---\n",
            "---\nredirect_from: [/old/, /services/vpn/]\ntitle: VPN\n---\n",
        ),
        (
            "---\nredirect_from: [/old/, '/older/']\n---\n",
            "---\nredirect_from: [/old/, /older/, /services/vpn/]\n---\n",
        ),
        (
            "---\nredirect_from:\n  - /old/  # 24\n  - /o/\ntitle: VPN\n---\n",
            "---\nredirect_from:\n  - /old/  # 24\n  - /o/\n  - /services/vpn/\ntitle: VPN\n---\n",
        ),
        (
            "---\nredirect_from: [/services/remote/, /old/]\n---\n",
            "---\nredirect_from: [/old/, /services/vpn/]\n---\n",
        ),
        (
            "---\nredirect_from:\n- /services/remote/\ntitle: VPN\n---\n",
            "---\nredirect_from: [/services/vpn/]\ntitle: VPN\n---\n",
        ),
        (
            '+++\ntitle = "VPN"\n+++\n',
            '+++\nredirect_from = ["/services/vpn/"]\ntitle = "VPN"\n+++\n',
        ),
        (
            '+++\nredirect_from = ["/old/"]\n[extra]\na = 1\n+++\n',
            '+++\nredirect_from = ["/old/", "/services/vpn/"]\n[extra]\na = 1\n+++\n',
        ),
        ("---\ntitle: VPN\ndraft: true\n---\n", "---\ntitle: VPN\ndraft: true\n---\n"),
        (
            "---\ntitle: VPN\npublish_on: 2030-01-01\n---\n",
            "---\ntitle: VPN\npublish_on: 2030-01-01\n---\n",
        ),
        ("---\ntitle: VPN\nslug: /vpn/\n---\n", "---\ntitle: VPN\nslug: /vpn/\n---\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_old_address_is_written_into_the_head(
    tmp_path: Path, head: str, after: str, end: str
) -> None:
    made = site(tmp_path)
    body = "Text.\n\nMore.\n"
    made.write_bytes("content/services/vpn.md", (head + body).replace("\n", end).encode())
    move(made, "services/vpn", "services/remote")
    wanted = (after + body).replace("\n", end)
    assert text(made, "content/services/remote.md") == wanted
    made.built(drafts=True)


def test_a_table_of_facts_goes_on_naming_what_has_moved(tmp_path: Path) -> None:
    choice = (
        "-- content/choices/how.md --\n---\nquestion: How?\n"
        "alternatives: [services/vpn, services/vpn-two]\n"
        "criteria: [{id: days, worst: 9, best: 0}]\n---\n"
    )
    rows = 'alternative;days\r\nservices/vpn-two;2\r\n"services/vpn";1\r\nservices/vpn#a;3\r\n'
    two = "-- content/services/vpn-two.md --\nTwo.\n"
    made = site(tmp_path, VPN + two + choice)
    made.write_bytes("content/choices/facts.csv", rows.encode())
    planned = move(made, "services/vpn", "services/tunnel")
    assert planned.mended["content/choices/facts.csv"] == 1
    assert (made.root / "content/choices/facts.csv").read_bytes().decode() == rows.replace(
        '"services/vpn"', '"services/tunnel"'
    ).replace("vpn#a", "tunnel#a")
    assert "1</span>" in made.built().page("/choices/how/")


def test_a_table_of_facts_goes_along_unless_another_choice_uses_it(tmp_path: Path) -> None:
    choice = "-- content/choices/{}.md --\n---\nquestion: How?\nalternatives: [A, B]\n---\n"
    table = "-- content/choices/facts.csv --\nalternative,days\na,1\n"
    made = site(tmp_path, choice.format("how") + table)
    move(made, "choices/how", "choices/how/index")
    assert text(made, "content/choices/how/facts.csv").startswith("alternative")
    made.write(choice.format("how/also"))
    move(made, "choices/how", "choices/deep/how")
    with pytest.raises(ProblemsError, match="which another choice uses too"):
        move(made, "choices/deep/how/also", "choices/also")


def test_there_and_back_leaves_one_redirect(tmp_path: Path) -> None:
    made = site(tmp_path, VPN)
    move(made, "services/vpn", "services/remote")
    move(made, "services/remote", "services/vpn")
    made.built()
    assert "Free." in made.page("/services/vpn/")
    assert 'http-equiv="refresh"' in made.page("/services/remote/")


# --- folders and files beside ----------------------------------------------------------------

FOLDER = """
-- content/services/vpn/index.md --
---
title: VPN
---
![c](chart.png) and [how](windows.md) and [mail](../mail.md)
-- content/services/vpn/windows.md --
---
title: On Windows
---
Back to [VPN](index.md), or [VPN](../vpn/index.md).
-- content/services/vpn/chart.png --
x
-- content/services/mail.md --
---
title: Mail
related: services/vpn/windows
---
[VPN](vpn/index.md) ![c](vpn/chart.png)
"""


@pytest.mark.parametrize("old", ["services/vpn", "services/vpn/", "content/services/vpn/index.md"])
def test_a_folder_moves_with_everything_in_it(tmp_path: Path, old: str) -> None:
    made = site(tmp_path, FOLDER).built()
    before = links(made)
    planned = move(made, old, "services/network/remote")
    made.built()
    assert links(made) == before
    assert planned.redirects == {
        "/services/vpn/": "/services/network/remote/",
        "/services/vpn/windows/": "/services/network/remote/windows/",
    }
    assert not (tmp_path / "content/services/vpn").exists()
    assert (tmp_path / "content/services/network/remote/chart.png").read_bytes() == b"x\n"


def test_a_picture_beside_an_entry_stays_since_sent_e_mails_show_it(tmp_path: Path) -> None:
    files = "-- content/services/vpn.md --\n# VPN\n\n![c](chart.png) ![s](shared.png)\n"
    made = site(tmp_path, f"{files}-- content/services/b.md --\n# B\n\n![s](shared.png)\n")
    for name in ("chart.png", "shared.png"):
        made.write_bytes(f"content/services/{name}", plain((4, 4)))
    made.built()
    planned = move(made, "services/vpn", "services/network/vpn")
    assert planned.staying == ("content/services/chart.png",)
    made.built()
    assert made.found("image-missing") == []
    assert made.exists("site/services/chart.png.webp")


# --- places as people type them --------------------------------------------------------------


@pytest.mark.parametrize(
    "old",
    ["services/vpn", "services/vpn.md", "content/services/vpn.md", "./content/services/vpn",
     "content\\services\\vpn.md", "services/vpn/", "services/./vpn"],
)  # fmt: skip
@pytest.mark.parametrize(
    "new",
    ["services/remote", "services/remote.md", "content/services/remote.md", "services\\remote"],
)
def test_places_are_understood_as_typed(tmp_path: Path, old: str, new: str) -> None:
    move(site(tmp_path, VPN), old, new)
    assert (tmp_path / "content/services/remote.md").is_file()


@pytest.mark.parametrize("new", ["services/network/", "services/old", "content/services/old/"])
def test_into_a_folder_it_keeps_its_name(tmp_path: Path, new: str) -> None:
    move(site(tmp_path, f"{VPN}-- content/services/old/fax.md --\n# Fax\n"), "services/vpn", new)
    assert (tmp_path / f"content/services/{Path(new).name}/vpn.md").is_file()


@pytest.mark.parametrize(
    "old, new, reason",
    [
        ("services/vnp", "services/x", "no entry 'services/vnp' (did you mean 'services/vpn'?)"),
        ("services/old", "services/x", "it is a folder; name one of its entries"),
        ("services/vpn#price", "services/x", "a part of an entry is renamed where it stands"),
        ("services/vpn", "services/mail", "content/services/mail.md: is there already"),
        ("services/vpn", "services/MAIL", "content/services/mail.md: is there already"),
        ("services/vpn", "services/deep/index.md", "services/deep/index.md: is there already"),
        ("services/vpn", "services/VPN", "only the case would change"),
        ("services/vpn", "services/vpn", "it is there already"),
        ("services/vpn", "news/vpn", "it is of the kind service, news/ is for the kind news"),
        ("services/vpn", "vpn", "of the kind service, this place is for the kind page"),
        ("about", "services/about", "it is of the kind page, services/ is for the kind service"),
        ("about", "teams", "'teams' is the place of a list"),
        ("about", "index", "'index' is the place of a list"),
        ("services/vpn", "../vpn", "is not a place below content/"),
        ("services/vpn", "/etc/vpn", "is not a place below content/"),
        ("services/vpn", "services/con", "'con.md' is a reserved name on Windows"),
        ("services/vpn", "services/a:b", "has a character that files cannot have everywhere"),
        ("services/vpn", "services/.vpn", "begins or ends with a dot"),
        ("index", "home", "the home page stays where it is"),
        ("services/deep", "services/deep/er", "a folder cannot lie inside itself"),
    ],
)  # fmt: skip
def test_a_move_that_cannot_be_is_refused_with_the_reason(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    others = "".join(
        f"-- content/{path} --\n# A\n"
        for path in ("services/mail.md", "about.md", "index.md", "services/old/fax.md",
                     "services/deep/index.md")
    )  # fmt: skip
    made = site(tmp_path, VPN + others)
    before = snapshot(made)
    with pytest.raises(ProblemsError, match=re.escape(reason)):
        move(made, old, new)
    assert snapshot(made) == before


def snapshot(made: Workspace) -> dict[str, bytes]:
    return {
        file.relative_to(made.root).as_posix(): file.read_bytes()
        for file in made.root.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize(
    "files, reason",
    [
        (
            "-- content/b.md --\n---\ntitle: {a: [\n---\n",
            "links in what cannot be read cannot be mended",
        ),
        (
            "-- content/services/b.md --\n---\nredirect_from: /services/remote/\n---\n",
            "wants the address /services/remote/",
        ),
        ("-- content/services/b.md --\n---\nslug: remote\n---\n", "wants the address"),
    ],
)
def test_a_move_that_would_break_something_else_is_refused(
    tmp_path: Path, files: str, reason: str
) -> None:
    made = site(tmp_path, VPN + files)
    before = snapshot(made)
    with pytest.raises(ProblemsError, match=reason):
        move(made, "services/vpn", "services/remote")
    assert snapshot(made) == before


def test_news_that_is_dated_by_its_name_keeps_a_date(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/news/2026-11-20-we-move.md --\n# We move\n")
    with pytest.raises(ProblemsError, match="1 entry has no date"):
        move(made, "news/2026-11-20-we-move", "news/we-move")


def test_problems_that_were_there_before_do_not_stand_in_the_way(tmp_path: Path) -> None:
    made = site(tmp_path, f"{VPN}-- content/a.md --\n# A\n\n[x](none.md) [v](services/vpn.md)\n")
    move(made, "services/vpn", "services/remote")
    made.built()
    assert len(made.found("link-dead")) == 1


def test_an_entry_becomes_a_folder_with_the_same_address(tmp_path: Path) -> None:
    made = site(tmp_path, WHOLE).built()
    before = links(made)
    planned = move(made, "services/vpn", "services/vpn/index.md")
    assert planned.moved == {"content/services/vpn.md": "content/services/vpn/index.md"}
    assert (planned.mended, planned.redirects) == ({}, {})
    assert links(made.built()) == before


@pytest.mark.parametrize("name", ["a#b", "a?b"])
def test_a_sign_that_ends_addresses_is_refused_by_name(tmp_path: Path, name: str) -> None:
    made = site(tmp_path, VPN)
    with pytest.raises(
        ProblemsError, match=rf"'services/a\{name[1]}b\.md' has a \{name[1]}, at which"
    ):
        move(made, "services/vpn", f"services/{name}")


def test_planning_changes_nothing(tmp_path: Path) -> None:
    made = site(tmp_path, WHOLE)
    before = snapshot(made)
    plan_move(made.root, "services/vpn", "services/remote", TODAY)
    assert snapshot(made) == before
