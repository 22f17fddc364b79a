"""What mail programs cannot do, by caniemail's data, and why some of it does no harm."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from evangelist.mail.preflight.clients import listed, support
from evangelist.mail.preflight.document import parse
from evangelist.mail.preflight.features import used
from evangelist.mail.preflight.graceful import GRACEFUL
from evangelist.mail.preflight.vocabulary import MECHANICAL
from tools.caniemail import newest, trimmed


def test_three_hundred_and_four_of_the_features_are_read_off_mechanically() -> None:
    features = set(support().titles)
    assert len(features) == 307
    assert len(MECHANICAL) == 304
    assert features - MECHANICAL == {"bimi", "image-apng", "image-hdr"}
    assert features > MECHANICAL


def test_all_that_degrades_gracefully_is_lacking_somewhere_and_says_why_in_a_sentence() -> None:
    lacking = support().lacking
    assert [name for name in GRACEFUL if not lacking.get(name)] == []
    assert [why for why in GRACEFUL.values() if not why.endswith(".") or ". " in why] == []


def test_the_data_is_small_dated_and_carries_its_licence() -> None:
    folder = files("evangelist.mail.preflight")
    assert len(folder.joinpath("clients.json").read_bytes()) < 120_000
    assert support().date >= "2026-05-13"
    licence = folder.joinpath("clients.LICENSE").read_text("utf-8")
    assert "MIT License" in licence
    assert "HTeuMeuLeu" in licence


@pytest.mark.parametrize(
    "verdicts, mark",
    [
        ({}, "-"),
        ({"2007": "n", "2019": "y #1"}, "y"),
        ({"2019-10": "y", "16.80": "n"}, "n"),
        ({"2024-04": "a #2", "2024-01": "y"}, "a"),
    ],
)
def test_the_verdict_on_the_newest_version_counts(verdicts: dict[str, str], mark: str) -> None:
    assert newest(verdicts) == mark


def test_the_data_is_trimmed_to_a_mark_for_each_program() -> None:
    feature = {
        "slug": "css-x",
        "title": "x ",
        "stats": {"outlook": {"windows": {"2019": "n"}}, "gmail": {"ios": {"2020-01": "a #1"}}},
    }
    made = trimmed({"last_update_date": "2026-05-13 14:45", "data": [feature]}, "2.0")
    assert (made["date"], made["version"]) == ("2026-05-13", "2.0")
    assert made["features"] == {"css-x": "n------a--- x"}
    kept = json.loads(
        files("evangelist.mail.preflight").joinpath("clients.json").read_text("utf-8")
    )
    assert kept["clients"] == made["clients"]


@pytest.mark.parametrize(
    "names, words",
    [
        (("Outlook on Windows",), "Outlook on Windows"),
        (("Outlook on Windows", "Gmail on Android"), "Outlook on Windows and Gmail on Android"),
        (
            (
                "Outlook on Windows",
                "Gmail on the web",
                "Gmail in a phone's browser",
                "Gmail on an iPhone",
                "Gmail on Android",
            ),
            "Outlook on Windows and all of Gmail",
        ),
    ],
)
def test_mail_programs_are_told_by_family_where_all_of_it_lack_something(
    names: tuple[str, ...], words: str
) -> None:
    assert listed(names) == words


@pytest.mark.parametrize(
    "html, feature",
    [
        ("<p style='margin-left:1px'>", "css-margin"),
        ("<p style='row-gap:1px'>", "css-gap"),
        ("<p style='display:none'>", "css-display-none"),
        ("<p style='width:min(1px, 2em)'>", "css-function-min"),
        ("<p style='width:min(1px, 2em)'>", "css-unit-em"),
        ("<p style='width:max-content'>", "css-intrinsic-size"),
        ("<p style='color:oklch(1 0 0)'>", "css-modern-color"),
        ("<p style='font-family:system-ui'>", "css-sytem-ui"),
        ("<p style='width:50%'>", "css-unit-percent"),
        ("<p style='color:red!important'>", "css-important"),
        ("<style>@supports (x:y) { p { color: red } }</style>", "css-at-supports"),
        ("<style>@keyframes x { from { color: red } }</style>", "css-at-keyframes"),
        ("<style>@media (hover) { p { color: red } }</style>", "css-at-media-hover"),
        ("<style>p { b { color: red } }</style>", "css-nesting"),
        ("<style>p::before { color: red }</style>", "css-pseudo-element-before"),
        ("<style>p:nth-child(2) { color: red }</style>", "css-pseudo-class-nth-child"),
        ("<style>a + b { color: red }</style>", "css-selector-adjacent-sibling"),
        ("<style>a ~ b { color: red }</style>", "css-selector-general-sibling"),
        ("<style>a > b { color: red }</style>", "css-selector-child"),
        ("<style>a[b] { color: red }</style>", "css-selector-attribute"),
        ("<style>.a.b { color: red }</style>", "css-selector-chaining"),
        ("<style>#a { color: red }</style>", "css-selector-id"),
        ("<h3>x</h3>", "html-h1-h6"),
        ("<details></details>", "html-semantics"),
        ("<img src='a.jpeg?v=1'>", "image-jpg"),
        ("<img src='data:image/png;base64,x'>", "image-base64"),
        ("<img srcset='a.png'>", "html-srcset"),
        ("<input type='radio'>", "html-input-radio"),
        ("<a href='#x'>x</a>", "html-anchor-links"),
        ("<a href='mailto:x@y.example'>x</a>", "html-mailto-links"),
        ("<html amp4email>", "amp"),
        ("<meta name='color-scheme' content='dark'>", "html-meta-color-scheme"),
        ("<!doctype html><p>", "html-doctype"),
        ("<p><!-- x --></p>", "html-comments"),
        ("<p inert>", "css-inert-attribute"),
    ],
)
def test_a_feature_is_read_off_the_html(html: str, feature: str) -> None:
    assert feature in {name for name, _ in used(parse(html))}
    assert feature not in {name for name, _ in used(parse("<b>x</b>"))}
