"""Tables of recipients, as spreadsheets and people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evangelist.content.tables import Row
from evangelist.delivery.recipients import (
    Listed,
    Recipient,
    listed,
    mailbox_refusal,
    name_refusal,
    one_mailbox,
    read_recipients,
)
from evangelist.problems import ProblemsError


def refused(data: bytes) -> list[str]:
    with pytest.raises(ProblemsError) as error:
        listed(data, "people.csv")
    assert {problem.code for problem in error.value.problems} == {"recipients-invalid"}
    return [str(problem) for problem in error.value.problems]


def addresses(found: Listed) -> list[str]:
    return [recipient.address for recipient in found.recipients]


@pytest.mark.parametrize(
    "heading", ["email", "E-Mail", "MAIL", "Address", " email ", "Email address"]
)
def test_the_column_has_one_of_a_few_names(heading: str) -> None:
    assert addresses(listed(f"{heading}\na@example.org\n".encode(), "x")) == ["a@example.org"]


@pytest.mark.parametrize(
    "data",
    [
        b"email,name,team\na@example.org,Ann,IT\n",
        b"\xef\xbb\xbfemail;name;team\r\na@example.org;Ann;IT\r\n",
        b"sep=;\r\nemail;name;team\r\na@example.org;Ann;IT\r\n",
        "email\tname\tteam\na@example.org\tAnn\tIT\n".encode("utf-16"),
        b'name,team,email\n"Ann","IT"," a@example.org "\n\n,,\n',
    ],
)
def test_a_table_of_any_program_is_read(data: bytes) -> None:
    (recipient,) = listed(data, "x").recipients
    assert recipient == Recipient("a@example.org", "Ann", {"team": "IT"})


def test_a_table_of_excel_in_windows_1252_is_read_and_said_so() -> None:
    found = listed("email;name\na@example.org;Jörg Müßig\n".encode("cp1252"), "people.csv")
    assert found.recipients == (Recipient("a@example.org", "Jörg Müßig"),)
    assert found.remarks[0] == "people.csv: read as Windows-1252 with the separator semicolon"


def test_an_address_that_stands_twice_gets_one_message() -> None:
    data = b"email\na@example.org\nb@example.org\nA@Example.org\n"
    found = listed(data, "people.csv")
    assert addresses(found) == ["a@example.org", "b@example.org"]
    assert found.remarks[1] == (
        "people.csv: 1 address stands there again, and nobody gets it twice: line 4"
    )


def test_every_bad_row_is_told_with_its_line() -> None:
    data = (
        b"email,name\na@example.org,Ann\nb at example.org,Bob\n,Cy\nd@example.org,Dee,x\n"
        b'"e@example.org\nBcc: f@example.org",E\n"g@example.org","G\nH"\n'
    )
    found = refused(data)
    assert [text.split(": ")[0] for text in found] == [
        "people.csv:3:1",
        "people.csv:4:1",
        "people.csv:5:1",
        "people.csv:6:1",
        "people.csv:8:1",
    ]
    assert "'b at example.org': this is no e-mail address" in found[0]
    assert "the row has no address" in found[1]
    assert "3 cells, but 2 headings" in found[2]
    assert "has a line break or a control character" in found[3]
    assert "the name 'G\\nH': it has a line break" in found[4]


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "holds no row"),
        (b"email\n", "holds no row"),
        (
            b"a@example.org\nb@example.org\n",
            "no column is called email; these are: 'a@example.org'",
        ),
        (b"name,team\nAnn,IT\n", "no column is called email; these are: 'name', 'team'"),
        (b"email,mail\na@example.org,b@example.org\n", "2 columns could be the addresses"),
        (b'email,name\n"a@example.org,Ann\n', "a quote is opened and not closed"),
        (b"\x81\x8d\x8f", "its encoding is not known"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(data: bytes, words: str) -> None:
    assert words in "\n".join(refused(data))


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org",
        "first.last+tag@mail.example.org",
        "o'brien@example.org",
        "x" * 64 + "@example.org",
        "a@xn--bcher-kva.example",
        "_-@1-2.example",
    ],
)
def test_an_address_is_good(address: str) -> None:
    assert mailbox_refusal(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@example.org",
        "a@",
        "a@example",
        "a@@example.org",
        "a b@example.org",
        "a@exam ple.org",
        ".a@example.org",
        "a..b@example.org",
        "a.@example.org",
        '"a b"@example.org',
        "a@[127.0.0.1]",
        "a@-x.example",
        "a@example.org.",
        "Ann <a@example.org>",
        "a@example.org, b@example.org",
        "a@example.org>",
        "a(x)@example.org",
        "ä@example.org",
        "a@bücher.example",
        "x" * 65 + "@example.org",
        "a@" + "x" * 64 + ".org",
        "a@" + "x." * 130 + "org",
        "a@example.org\n",
        "a@example.org\r\nBcc: b@example.org",
        "a\0@example.org",
        "a@example.org\x85",
        "a@example.org\u2028",
        "a@example.org\u2029",
    ],
)
def test_an_address_is_not_good(address: str) -> None:
    assert mailbox_refusal(address)


@pytest.mark.parametrize(
    "name", ["", "Ann", 'Ann "the IT" O\\Neill', "a, b; c: <d@e>", "Jörg (x)", "=?utf-8?q?x?="]
)
def test_a_name_may_be_odd(name: str) -> None:
    assert name_refusal(name) == ""
    assert one_mailbox(Recipient("a@example.org", name).header) == Recipient("a@example.org", name)


@pytest.mark.parametrize(
    "name", ["a\nb", "a\rb", "a\0b", "a\x85b", "a\x9bb", "a\u2028b", "a\ud800b"]
)
def test_a_name_may_not_break_its_line(name: str) -> None:
    assert name_refusal(name)


@pytest.mark.parametrize(
    "header", ["", "Ann", "a@example.org, b@example.org", "a@b", "x <ä@example.org>"]
)
def test_a_header_names_one_or_none(header: str) -> None:
    assert one_mailbox(header) is None


@pytest.mark.parametrize("folder", ["content", "content/deep", "output/site", "themes/ours/assets"])
def test_a_table_is_never_published(tmp_path: Path, folder: str) -> None:
    file = tmp_path / folder / "people.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"email\na@example.org\n")
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    for each in (file, link):
        with pytest.raises(ProblemsError, match="would be published"):
            read_recipients(each, tmp_path, "people.csv")


def test_a_table_beside_the_site_is_fine(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"email\na@example.org\n")
    assert addresses(read_recipients(file, tmp_path, "people.csv")) == ["a@example.org"]


def test_a_long_table_is_read_without_comparing_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with each would be 50 million comparisons for 10,000 recipients."""

    def compared(one: Row, other: object) -> bool:
        raise AssertionError(f"{one} was compared with {other}")

    monkeypatch.setattr(Row, "__eq__", compared)
    data = b"email,name\n" + b"".join(b"p%d@example.org,P\n" % n for n in range(50))
    assert len(listed(data, "people.csv").recipients) == 50


def test_a_table_in_the_folder_of_the_build_is_never_published(tmp_path: Path) -> None:
    site, public = tmp_path / "site", tmp_path / "public"
    site.mkdir()
    public.mkdir()
    file = public / "people.csv"
    file.write_bytes(b"email\na@example.org\n")
    with pytest.raises(ProblemsError, match="lies in public/, and addresses would be published"):
        read_recipients(file, site, "people.csv", public)
