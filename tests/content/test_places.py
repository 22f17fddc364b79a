import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.content import places
from evangelist.model.body import Target


@pytest.mark.parametrize(
    "source, path",
    [
        ("services/vpn.md", "services/vpn"),
        ("services/vpn/index.md", "services/vpn"),
        ("about.markdown", "about"),
        ("index.md", "index"),
        ("a/b.c.md", "a/b.c"),
        ("a/Index.md", "a/Index"),
        ("reindex.md", "reindex"),
        ("a/reindex.md", "a/reindex"),
    ],
)
def test_an_entry_is_named_by_its_file(source: str, path: str) -> None:
    assert places.entry_path(source) == path


@pytest.mark.parametrize(
    "path, slug, url",
    [
        ("a/b", "", "/a/b/"),
        ("A/Über uns", "", "/A/%C3%9Cber%20uns/"),
        ("index", "", "/"),
        ("index", "x", "/"),
        ("a/b", "c", "/a/c/"),
        ("a", "c", "/c/"),
        ("a/b", "c/d", "/a/c/d/"),
        ("a/b", "/c/d/", "/c/d/"),
        ("a/b", "ü", "/a/%C3%BC/"),
    ],
)
def test_the_address_is_the_path_unless_a_slug_overrides(path: str, slug: str, url: str) -> None:
    assert places.entry_url(path, slug) == url


@pytest.mark.parametrize(
    "written, url",
    [
        ("/old/page/", "/old/page/"),
        ("old/page", "/old/page/"),
        ("/old/page.html", "/old/page.html"),
        ("https://example.org/old/?x=1#y", "/old/"),
        ("/über uns/", "/%C3%BCber%20uns/"),
        ("/%C3%BCber%20uns/", "/%C3%BCber%20uns/"),
        ("", ""),
        ("/", ""),
        ("/../x", ""),
        ("/a/../../x", ""),
        ("/%2e%2e/x", ""),
        ("/con/", ""),
        ("http://[bad/old/", ""),
    ],
)
def test_an_old_address_becomes_one_within_the_site(written: str, url: str) -> None:
    assert places.redirect_url(written) == url


@pytest.mark.parametrize(
    "path",
    ["vpn", "a/b/c.md", "Über uns", "x.fr", "console", "com", "com10", "nullify", "a-b_c (1)"],
)
def test_an_ordinary_name_can_be_a_file_everywhere(path: str) -> None:
    assert places.name_refusal(path) == ""


@pytest.mark.parametrize(
    "path",
    [
        *("con", "CON.md", "a/nul.txt", "com1", "lpt9.x", "aux/a", "PrN"),
        *("a:b", "a?b", "a*b", 'a"b', "a<b", "a|b", "a\\b", "a\x00b", "a\nb", "a\x7fb"),
        *("", ".", "..", "a/../b", "/a", "a//b", "a/", "a.", "a ", " a", ".a", "a/.git/b"),
        *("x" * 201, "ü" * 101),
    ],
    ids=repr,
)
def test_a_name_that_is_no_file_on_some_system_is_refused_in_words(path: str) -> None:
    assert len(places.name_refusal(path)) > 20


@pytest.mark.parametrize(
    "path, title",
    [
        ("newsletters/issue-178", "Issue 178"),
        ("a/2026-11-20-hello-world", "Hello world"),
        ("a/snake_case_name", "Snake case name"),
        ("newsletters/2026-11", "2026-11"),
        ("newsletters/2026-11-20", "2026-11-20"),
        ("a/URL", "URL"),
        ("a/über-uns", "Über uns"),
    ],
)
def test_a_files_name_is_made_readable(path: str, title: str) -> None:
    assert places.readable(path) == title


@pytest.mark.parametrize(
    "path, date",
    [
        ("news/2026-11-20-hello", "2026-11-20"),
        ("news/2026-11-20", "2026-11-20"),
        ("news/2026-11-20x", ""),
        ("news/2026-11", ""),
        ("2026-11-20-folder/hello", ""),
        ("news/x-2026-11-20", ""),
    ],
)
def test_a_date_at_the_start_of_a_name_is_its_date(path: str, date: str) -> None:
    assert places.date_in(path) == date


@pytest.mark.parametrize(
    "path, year",
    [
        ("newsletters/2014/issue-1.md", 2014),
        ("newsletters/2014/06/issue-1.md", 2014),
        ("archive/1999/2014/x.md", 2014),
        ("newsletters/issue-2014.md", None),
        ("newsletters/2014-06/x.md", None),
        ("newsletters/0042/x.md", None),
    ],
)
def test_a_four_digit_folder_is_the_year(path: str, year: int | None) -> None:
    assert places.year_in(path) == year


@pytest.mark.parametrize(
    "path, number",
    [
        ("newsletters/issue-178", 178),
        ("newsletters/178", 178),
        ("newsletters/no_007", 7),
        ("newsletters/issue178", 178),
        ("newsletters/2026-11-20-issue-5", 5),
        ("newsletters/2026-11", None),
        ("newsletters/2026-11-20", None),
        ("newsletters/letter-2026-11", None),
        ("newsletters/2014/hello", None),
        ("newsletters/5-things", None),
    ],
)
def test_a_trailing_number_is_the_issues_number_unless_it_is_a_date(
    path: str, number: int | None
) -> None:
    assert places.number_in(path) == number


def test_natural_order_counts() -> None:
    names = ["issue-10", "issue-9", "Issue-1", "issue", "issue-010", "a2b10", "a2b9", "a10b1", ""]
    assert sorted(names, key=places.natural_key) == [
        "",
        "a2b9",
        "a2b10",
        "a10b1",
        "issue",
        "Issue-1",
        "issue-9",
        "issue-010",
        "issue-10",
    ]


@given(st.text(max_size=20), st.text(max_size=20))
def test_natural_order_tells_any_two_texts_apart(first: str, second: str) -> None:
    one, other = places.natural_key(first), places.natural_key(second)
    assert (one == other) == (first == second)
    assert (one < other) != (other < one) or first == second


@given(st.lists(st.text(alphabet="a1\N{DEVANAGARI DIGIT ZERO}9B-é", max_size=6)))
def test_natural_order_does_not_depend_on_the_order_before(texts: list[str]) -> None:
    by_name = sorted(texts, key=places.natural_key)
    backwards = texts[::-1]
    assert sorted(backwards, key=places.natural_key) == by_name


def test_natural_order_takes_numbers_of_any_length() -> None:
    long = "9" * 5000
    assert (
        places.natural_key("8" * 5000) < places.natural_key(long) < places.natural_key(long + "0")
    )


SOURCE, URL = "services/network/vpn.md", "/services/network/vpn/"


@pytest.mark.parametrize(
    "href, expected",
    [
        ("other.md", Target("other.md", entry="services/network/other")),
        (
            "../backup.md#plus",
            Target("../backup.md#plus", entry="services/backup", fragment="plus"),
        ),
        ("/teams/x.md", Target("/teams/x.md", entry="teams/x")),
        ("../index.md", Target("../index.md", entry="services")),
        ("a%20b.md", Target("a%20b.md", entry="services/network/a b")),
        ("#top", Target("#top", entry="services/network/vpn", fragment="top")),
        ("#%C3%BC", Target("#%C3%BC", entry="services/network/vpn", fragment="ü")),
        ("https://example.org/x", Target("https://example.org/x", remote="https://example.org/x")),
        ("mailto:a@b.c", Target("mailto:a@b.c", remote="mailto:a@b.c")),
        ("//cdn.org/x", Target("//cdn.org/x", remote="//cdn.org/x")),
        ("../../../x.md", Target("../../../x.md", outside=True)),
        ("%2e%2e/%2e%2e/%2e%2e/x.md", Target("%2e%2e/%2e%2e/%2e%2e/x.md", outside=True)),
        ("/../x.png", Target("/../x.png", outside=True)),
        ("../../../../x", Target("../../../../x", outside=True)),
        ("/../x", Target("/../x", outside=True)),
        ("http://[", Target("http://[", remote="http://[")),
        ("//[", Target("//[", remote="//[")),
    ],
)
def test_a_link_means_an_entry_or_an_address(href: str, expected: Target) -> None:
    assert places.target_of(href, SOURCE, URL) == expected


def test_any_other_link_may_be_a_file_or_an_address() -> None:
    target = places.target_of("pic.png", SOURCE, URL)
    assert (target.file, target.url) == (
        "services/network/pic.png",
        "/services/network/vpn/pic.png",
    )
    target = places.target_of("/a/b/", SOURCE, URL)
    assert (target.file, target.url) == ("a/b", "/a/b/")


@pytest.mark.parametrize(
    "href, file", [("../../../about/", "about"), ("../../../about", "about"), ("../../..", ".")]
)
def test_a_link_without_an_ending_may_be_meant_from_the_page(href: str, file: str) -> None:
    target = places.target_of(href, SOURCE, URL)
    assert (target.file, target.outside) == (file, False)
    assert places.normal_url(target.url).rstrip("/") == f"/{file.strip('.')}".rstrip("/")


@given(st.text(max_size=40) | st.text(alphabet="./\\%2eE:#?ab[", max_size=30))
def test_no_link_leaves_the_content(href: str) -> None:
    target = places.target_of(href, SOURCE, URL)
    for path in (target.entry, target.file):
        assert not path.startswith(("/", "../"))
        assert path != ".."
    assert target.href == href


@pytest.mark.parametrize(
    "url, normal",
    [
        ("/a/../b/", "/b/"),
        ("/a/./b", "/a/b"),
        ("/../../x", "/x"),
        ("/", "/"),
        ("a b", "/a%20b"),
        ("/a%20b/", "/a%20b/"),
        ("//a//b/", "/a/b/"),
    ],
)
def test_an_address_has_one_way_to_be_written(url: str, normal: str) -> None:
    assert places.normal_url(url) == normal


@given(st.text(alphabet="./%20aü#?", max_size=20))
def test_writing_an_address_twice_changes_nothing(url: str) -> None:
    once = places.normal_url(url)
    assert once.startswith("/")
    assert places.normal_url(once) == once or "%25" in once
