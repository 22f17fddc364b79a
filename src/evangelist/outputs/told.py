"""What a case study tells in its front matter, as simple HTML for feeds."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from evangelist.model.card import Card
from evangelist.model.kinds.case_study import Quote, Result
from evangelist.site.lens import Lens


def told(lens: Lens, card: Card) -> str:
    """The sides, results and quote of a case study; nothing for other entries."""
    return "\n".join(_case(lens, card)) if card.kind == "case-study" else ""


def _case(lens: Lens, card: Card) -> Iterator[str]:
    for name in ("problem", "solution", "outcome"):
        yield from _part(lens.t(f"case.{name}"), card.get(name))
    yield from _list(lens.t("case.results"), [_result(lens, each) for each in card.get("results")])
    if quote := card.get("quote"):
        yield _quote(quote)


def _part(title: str, text: str) -> Iterator[str]:
    if text:
        yield f"<h2>{escape(title)}</h2>\n<p>{escape(text)}</p>"


def _list(title: str, items: list[str]) -> Iterator[str]:
    if items:
        listed = "\n".join(f"<li>{item}</li>" for item in items)
        yield f"<h2>{escape(title)}</h2>\n<ul>\n{listed}\n</ul>"


def _quote(quote: Quote) -> str:
    speaker = ", ".join(escape(part) for part in (quote.person, quote.role) if part)
    said = f"<p>{escape(quote.text)}</p>" if quote.text else ""
    return f"<blockquote>{said}{f'<p>{speaker}</p>' if speaker else ''}</blockquote>"


def _result(lens: Lens, result: Result) -> str:
    if result.text:
        return escape(result.text)
    figures = " → ".join(_figure(lens, n, result.unit) for n in (result.before, result.after) if n)
    shown = escape(": ".join(part for part in (result.measure, figures) if part))
    source = lens.t("common.source", source=result.source) if result.source else ""
    origin = " · ".join(part for part in (result.period, source) if part)
    return f"{shown} ({escape(origin)})" if origin else shown


def _figure(lens: Lens, number: str, unit: str) -> str:
    if unit == "currency":
        return lens.money(number)
    if unit in {"percent", "%"}:
        return lens.t("format.percent", n=lens.number(number))
    word = f"unit.{unit.replace(' ', '_')}"
    if word in lens.words.table:
        unit = lens.t(word, count=1 if number == "1" else 2)
    return f"{lens.number(number)} {unit}".strip()
