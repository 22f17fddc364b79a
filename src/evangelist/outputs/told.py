"""What a case study tells in its front matter, as simple HTML for feeds."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from evangelist.model.card import Card
from evangelist.model.kinds.case_study import Quote, Result
from evangelist.model.values import Party
from evangelist.site.lens import Lens


def told(lens: Lens, card: Card) -> str:
    """A case study's sides, results and quote; an idea and its answer; nothing for others."""
    if card.kind == "case-study":
        return "\n".join(_case(lens, card))
    if card.kind == "idea":
        return "\n".join(_idea(lens, card))
    return ""


def _case(lens: Lens, card: Card) -> Iterator[str]:
    for name in ("problem", "solution", "outcome"):
        yield from _part(lens.t(f"case.{name}"), card.get(name))
    yield from _list(lens.t("case.results"), [_result(lens, each) for each in card.get("results")])
    if quote := card.get("quote"):
        yield _quote(quote)


def _idea(lens: Lens, card: Card) -> Iterator[str]:
    yield f"<p>{_standing(lens, card)}</p>"
    said = [card.get("problem"), card.get("proposal"), _said_by(lens, card.get("sender"))]
    yield from _paragraphs(lens.t("idea.said"), [escape(text) for text in said if text])
    if response := card.get("response"):
        on = lens.date(response.on) if response.on else ""
        by = ", ".join(part for part in (_said_by(lens, response.by), on) if part)
        parts = [escape(text) for text in (response.text, by) if text]
        yield from _paragraphs(lens.t("idea.answered"), parts)
    if credit := card.get("credit"):
        yield f"<p>{escape(lens.t('idea.thanks', who=credit))}</p>"


def _standing(lens: Lens, card: Card) -> str:
    """Where an idea stands, and what it became."""
    status = card.get("status")
    text = escape(lens.t(f"idea.status.{status}.notice"))
    for name, of in (("shipped_in", "completed"), ("duplicate_of", "duplicate")):
        link = lens.link(card.get(name)) if card.get(name) and status == of else None
        if link:
            shown = f'<a href="{escape(lens.url(link.url))}">{escape(link.title)}</a>'
            text += f" {escape(lens.t(f'idea.{name}'))} {shown}."
    return text


def _said_by(lens: Lens, party: Party | None) -> str:
    if party is None:
        return ""
    link = lens.link(party.path) if party.path else None
    return link.title if link else lens.t("common.us") if party.text == "us" else party.text


def _paragraphs(title: str, texts: list[str]) -> Iterator[str]:
    if texts:
        yield f"<h2>{escape(title)}</h2>\n" + "\n".join(f"<p>{text}</p>" for text in texts)


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
