"""Documents of Word come in through pandoc: text, tables, footnotes, pictures, and its absence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from evangelist.scaffold.importers.plan import Wish
from evangelist.scaffold.importers.wordtext import cleaned, with_pictures, without_title
from tests.scaffold.importers.bringing import Imported, imported

LETTER = """
---
title: "Our “new” VPN"
---

Dear colleagues, it\N{RIGHT SINGLE QUOTATION MARK}s **here** & *works*.[^1]
Prices < 5 and > 3, ~9, a_b, 5*3.

# Who gets it

- staff
    - and guests
- students

1. Ask
2. Wait

| Group | Price   |
|-------|---------|
| Staff | nothing |

![A plan of the rooms](plan.png)

## Sub

See [the part above](#who-gets-it) and [the desk](https://desk.example.edu/).

[^1]: Since May.
"""


def pandoc() -> str:
    found = shutil.which("pandoc")
    if not found:
        pytest.skip("there is no pandoc here")
    return found


def document(root: Path, text: str, name: str = "letter.docx", *more: str) -> None:
    """Make a document of Word out of Markdown."""
    Image.new("RGB", (40, 30), "red").save(root / "plan.png")
    (root / "source.md").write_text(textwrap.dedent(text).lstrip("\n"), "utf-8")
    command = [pandoc(), "source.md", "--from=markdown", "-o", name, *more]
    subprocess.run(command, cwd=root, check=True)


def letter(root: Path, text: str = LETTER, wish: Wish | None = None) -> Imported:
    document(root, text)
    return imported(root, "letter.docx", wish=wish, pandoc=pandoc())


def test_a_letter_becomes_a_page_with_its_picture(tmp_path: Path) -> None:
    result = letter(tmp_path)
    assert result.problems == []
    assert result.files == ["our-new-vpn-1.png", "our-new-vpn.md"]
    assert result.front("our-new-vpn.md") == {"title": "Our “new” VPN"}
    text = result.body("our-new-vpn.md")
    assert text.startswith("Dear colleagues, it\N{RIGHT SINGLE QUOTATION MARK}s **here** & *works*")
    assert "[^1] Prices &lt; 5 and > 3" in text
    assert "![A plan of the rooms](our-new-vpn-1.png)" in text
    assert "\n# Who gets it\n" in text
    assert "[the part above](#who-gets-it)" in text
    assert "the title is the line with the style Title" in result.told


def test_the_page_shows_what_the_letter_said(tmp_path: Path) -> None:
    result = letter(tmp_path)
    assert result.findings() == []
    page = result.made.page("/our-new-vpn/")
    assert "Prices &lt; 5 and &gt; 3, ~9, a_b, 5*3." in page
    for tag in ("<table>", "<ol>", "<li>and guests</li>", 'class="footnote', "Since May."):
        assert tag in page
    assert result.made.exists("site/our-new-vpn-1.png.webp")


def test_a_kind_can_be_named(tmp_path: Path) -> None:
    result = letter(tmp_path, wish=Wish(kind="newsletter"))
    assert result.files == ["newsletters/our-new-vpn-1.png", "newsletters/our-new-vpn.md"]
    assert "it has no date: write date: 2026-11-20 at its top" in result.told


@pytest.mark.parametrize(
    "text, title, body, reason",
    [
        ("# One heading\n\nText.\n\n## Sub\n", "One heading", "Text.\n\n## Sub\n", "first heading"),
        ("Text only.\n", "Letter", "Text only.\n", "name of the file"),
    ],
)
def test_a_title_is_found(tmp_path: Path, text: str, title: str, body: str, reason: str) -> None:
    result = letter(tmp_path, text)
    name = result.files[-1]
    assert result.front(name) == {"title": title}
    assert result.body(name) == body
    assert f"the title is the {reason}" in result.told


def test_the_title_among_the_properties_is_taken_where_the_text_has_none(tmp_path: Path) -> None:
    document(tmp_path, "Text only.\n")
    with zipfile.ZipFile(tmp_path / "letter.docx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    core = parts["docProps/core.xml"].replace(b"<dc:title></dc:title>", b"")
    core = core.replace(b"<dc:title/>", b"").replace(b"<dc:title />", b"")
    end = b"</cp:coreProperties>"
    parts["docProps/core.xml"] = core.replace(end, b"<dc:title>From  Word</dc:title>" + end)
    with zipfile.ZipFile(tmp_path / "letter.docx", "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    result = imported(tmp_path, "letter.docx", pandoc=pandoc())
    assert result.files == ["from-word.md"]


def test_several_letters_with_one_title_become_several_pages(tmp_path: Path) -> None:
    document(tmp_path, "# Same\n\nOne.\n", "a.docx")
    document(tmp_path, "# Same\n\nTwo.\n", "b.docx")
    result = imported(tmp_path, "a.docx", "b.docx", pandoc=pandoc())
    assert result.files == ["same-2.md", "same.md"]


def test_changes_that_are_tracked_count_as_accepted(tmp_path: Path) -> None:
    text = '# T\n\nIt is [new]{.insertion author="A" date="2026-01-01T00:00:00Z"}[old]'
    result = letter(tmp_path, text + '{.deletion author="A" date="2026-01-01T00:00:00Z"}.\n')
    assert result.body("t.md") == "It is new.\n"


def test_a_table_with_paragraphs_stays_a_table(tmp_path: Path) -> None:
    result = letter(
        tmp_path,
        """
        # T

        +-----+-------------------+
        | a   | b                 |
        +=====+===================+
        | - 1 | ![A](plan.png)    |
        | - 2 |                   |
        +-----+-------------------+
        """,
    )
    text = result.body("t.md")
    assert "<li>1</li>" in text
    assert '<img src="t-1.png" alt="A">' in text
    assert "style=" not in text
    assert result.findings() == []


# --- without pandoc, or with one that fails -----------------------------------------------------


def test_without_pandoc_one_sentence_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"x")
    result = imported(tmp_path, "letter.docx")
    assert len(result.problems) == 1
    assert result.problems[0].startswith(
        "letter.docx: needs the program pandoc, which is not installed (install it from pandoc.org"
    )
    for word in ("winget install pandoc", "brew install pandoc", "apt install pandoc"):
        assert word in result.problems[0]
    assert result.brought.failed


def fake(root: Path, script: str) -> str:
    """A program that stands for pandoc."""
    if os.name == "nt":
        pytest.skip("a script with its interpreter in the first line needs a POSIX system")
    program = root / "fake"
    program.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{textwrap.dedent(script)}")
    program.chmod(0o755)
    with zipfile.ZipFile(root / "letter.docx", "w") as archive:
        archive.writestr("x", "")
    return str(program)


def test_a_document_that_pandoc_refuses_is_a_sentence(tmp_path: Path) -> None:
    program = fake(tmp_path, "sys.exit('couldn\\'t unpack\\nmore')")
    result = imported(tmp_path, "letter.docx", pandoc=program)
    assert result.problems == ["letter.docx: pandoc could not read it: couldn't unpack"]


def test_what_is_no_document_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"plain")
    result = imported(tmp_path, "letter.docx", pandoc="pandoc")
    assert result.problems[0].startswith("letter.docx: is no document of Word in the format .docx")


def test_pandoc_gets_words_that_old_and_new_ones_know(tmp_path: Path) -> None:
    program = fake(
        tmp_path,
        """
        pathlib.Path("media").mkdir()
        pathlib.Path("media/chart.EMF").write_bytes(b"x")
        print("\\n".join(sys.argv[1:-1]))
        print("![Costs](./media/chart.EMF)")
        assert pathlib.Path(sys.argv[-1]).is_absolute()
        """,
    )
    result = imported(tmp_path, "letter.docx", pandoc=program)
    assert result.files == ["letter-1.emf", "letter.md"]
    assert result.body("letter.md").split() == [
        "--from=docx",
        "--to=gfm",
        "--wrap=none",
        "--standalone",
        "--track-changes=accept",
        "--extract-media=.",
        "[Costs](letter-1.emf)",
    ]
    said = "'letter-1.emf' is a kind of picture that browsers do not show: save it as PNG"
    assert said in result.told


# --- what newer and older ones write --------------------------------------------------------------


@pytest.mark.parametrize(
    "written, wanted",
    [
        ("## \n\n# ****\n\nText", "Text"),
        ('<span id="_Toc1" class="anchor"></span>Text', "Text"),
        ('<span class="mark">marked</span> and [up](#_Toc123)', "marked and up"),
        ("[Intro [3](#intro)](#_Toc3)\n\n# Intro", "Intro 3\n\n# Intro"),
        ("-   a\n\n<!-- -->\n\n-   b", "-   a\n\n-   b"),
        ("a \\< b \\> c \\~ d \\$ \\' e\\*", "a &lt; b > c &#126; d $ ' e\\*"),
        ("`a \\< b`", "`a \\< b`"),
        ("\\\n\nText", "Text"),
    ],
)
def test_what_only_a_word_processor_needs_goes(written: str, wanted: str) -> None:
    assert cleaned(written) == wanted


FIGURE = """\
<figure>
<img src="media/image1.png" alt="A &amp; B" />
<figcaption aria-hidden="true">Plan</figcaption>
</figure>"""


def test_pictures_get_their_new_names_however_they_are_written() -> None:
    names = {"media/image1.png": "letter-1.png"}
    for written in (
        '<img src="./media/image1.png" style="width:5in" alt="A &amp; B" />',
        "![A & B](media/image1.png)",
        FIGURE,
    ):
        text = with_pictures(cleaned(written), names)
        assert text.split("\n")[0] == "![A & B](letter-1.png)"
        assert ("*Plan*" in text) == ("figure" in written)


def test_a_heading_gives_its_words_as_title() -> None:
    assert without_title("# The **new** A&amp;B\n\nText") == ("The new A&B", "Text")
    assert without_title("Text\n\n# Later") == ("", "Text\n\n# Later")
