"""Every Atom feed of the example site against the grammar of RFC 4287."""

from __future__ import annotations

from pathlib import Path

import lxml.etree
import pytest

pytestmark = pytest.mark.audit
GRAMMAR = lxml.etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a</id><title>A</title>
<updated>2026-11-22T12:00:00Z</updated><author><name>N</name></author>
<entry><id>urn:b</id><title>B</title><updated>2026-11-22T12:00:00Z</updated>
<link href="https://example.org/"/><content type="html">&lt;p&gt;</content></entry></feed>"""


def test_every_atom_feed_is_valid(example: Path) -> None:
    feeds = sorted((example / "site").rglob("atom.xml"))
    judged = {file.relative_to(example).as_posix(): complaints(file.read_bytes()) for file in feeds}
    assert len(judged) > 5
    assert {path: found for path, found in judged.items() if found} == {}


def test_the_grammar_accepts_a_valid_feed() -> None:
    assert complaints(FEED.encode()) == []


@pytest.mark.parametrize(
    "change",
    [
        ("<id>urn:a</id>", ""),
        ("<id>urn:a</id>", "<id>urn:a</id><id>urn:c</id>"),
        ("<id>urn:b</id>", "<id>/relative</id>"),
        ("<title>B</title>", ""),
        ("<author><name>N</name></author>", ""),
        ("<author><name>N</name></author>", "<author/>"),
        ("2026-11-22T12:00:00Z", "2026-11-22"),
        ("2026-11-22T12:00:00Z", "2026-11-22T12:00:00"),
        ("2026-11-22T12:00:00Z", "2026-13-22T12:00:00Z"),
        ('<link href="https://example.org/"/>', '<link rel="self"/>'),
        ('type="html"', 'type="markdown"'),
        ('type="html">&lt;p&gt;', 'type="html"><p/>'),
        ("<entry>", "<entry><published/>"),
        ("<entry>", "<entry><pubDate>today</pubDate>"),
    ],
)
def test_the_grammar_refuses_a_broken_feed(change: tuple[str, str]) -> None:
    assert complaints(FEED.replace(*change).encode()) != []


def complaints(data: bytes) -> list[str]:
    """Return what the grammar holds against a feed."""
    GRAMMAR.validate(lxml.etree.fromstring(data))
    return [f"{each.line}: {each.message}" for each in GRAMMAR.error_log]
