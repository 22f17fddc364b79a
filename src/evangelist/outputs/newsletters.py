"""Each newsletter as an e-mail: HTML, text, and a draft that Outlook and others open to send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import css_inline

from evangelist.mail.headers import Listing, list_headers
from evangelist.mail.message import Parts, address_refusal, draft, header_refusal
from evangelist.mail.text import heading, text_of
from evangelist.model.card import Card
from evangelist.model.settings import NewsletterSettings
from evangelist.outputs.bodies import content
from evangelist.outputs.issues import issue_of, plain_issue
from evangelist.outputs.mail_body import for_mail
from evangelist.outputs.output import Output, Rendered
from evangelist.outputs.page import Page
from evangelist.problems import Problem
from evangelist.site.index import Site
from evangelist.site.lens import Lens

_INLINER = css_inline.CSSInliner(
    keep_style_tags=False,
    keep_at_rules=True,
    minify_css=True,
    apply_width_attributes=True,
    load_remote_stylesheets=False,
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters, of which mail programs make anything; Gmail drops all styles for some."""


def plan(site: Site) -> Iterator[Output]:
    """Three files for each newsletter, at its path below `newsletters/`."""
    for card in site.by_kind["newsletter"]:
        name = f"email/{card.path.removeprefix('newsletters/')}"
        yield Output(f"{name}.html", partial(render_html, path=card.path), card.source)
        yield Output(f"{name}.txt", partial(render_text, path=card.path), card.source)
        render = partial(render_draft, path=card.path, name=name)
        yield Output(f"{name}.eml", render, card.source, stage=1)


def subject_of(card: Card) -> str:
    """The subject of an issue."""
    return str(card.get("subject") or card.title).strip()


def render_html(lens: Lens, path: str) -> Rendered:
    """The HTML of an issue, its CSS inlined."""
    mail = lens.permanent()
    card = mail.card(path)
    page = Page(
        template="email.html",
        url=card.url,
        title=subject_of(card),
        canonical=mail.permanent_url(card.url),
        lang=card.front.lang or mail.setting("lang"),
        description=str(card.get("preheader") or card.summary),
        card=card,
        issue=issue_of(mail, card, "mail"),
    )
    text = content(mail, mail.body(path), "mail")
    page = replace(page, body=replace(text, html=for_mail(mail, page, text.html)))
    html = mail.template(page.template).render(page=page, site=mail)
    return Rendered(_without_controls(_with_charset_first(_INLINER.inline(html))).encode())


def _without_controls(text: str) -> str:
    """The text with the sign for an unknown character in the place of each control."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def _with_charset_first(html: str) -> str:
    """The encoding within the first 1,024 bytes (HTML Standard), before the styles."""
    charset = '<meta charset="utf-8">'
    return html.replace(charset, "", 1).replace("<head>", f"<head>{charset}", 1)


def render_text(lens: Lens, path: str) -> Rendered:
    """The text of an issue: from the same plain HTML as its feed item, not from the layout."""
    mail = lens.permanent()
    card = mail.card(path)
    blocks = [
        heading(card.title, "="),
        f"{mail.t('newsletter.browser')}:\n<{mail.permanent_url(card.url)}>",
        text_of(plain_issue(mail, card)),
        *_closing(mail),
    ]
    text = "\n\n".join(block for block in blocks if block) + "\n"
    return Rendered(_without_controls(text).encode())


def _closing(lens: Lens) -> Iterator[str]:
    letters = lens.setting("newsletter")
    lines = [
        ("archive", lens.permanent_url("/newsletters/")),
        ("subscribe", lens.url(letters.subscribe)),
        ("unsubscribe", lens.url(letters.unsubscribe)),
    ]
    yield f"{'-' * 8}\n{lens.setting('title')}"
    yield "\n".join(
        f"{lens.t(f'newsletter.footer_{name}')}: <{url}>" for name, url in lines if url
    )


def _refused(card: Card, subject: str, settings: NewsletterSettings) -> Iterator[Problem]:
    """Values that would break out of their header."""
    if refusal := header_refusal(subject):
        name = "subject" if card.get("subject") else "title"
        line, column = card.mark(name)
        message = f"'{name}' cannot be the subject of an e-mail: {refusal}"
        yield Problem("value-invalid", message, card.source, line or 1, column or 1)
    for name, value in (("from", settings.sender), ("list", settings.list)):
        if refusal := address_refusal(value):
            message = f"'newsletter.{name}' cannot be in an e-mail: {refusal}"
            yield Problem("setting-invalid", message, "site.yaml")


def _listing(lens: Lens, card: Card, settings: NewsletterSettings) -> Listing:
    return Listing(
        title=lens.setting("title"),
        site=lens.permanent_url("/"),
        archive=lens.permanent_url("/newsletters/"),
        issue=lens.permanent_url(card.url),
        subscribe=lens.url(settings.subscribe),
        unsubscribe=lens.url(settings.unsubscribe),
        one_click=settings.one_click,
    )


def render_draft(lens: Lens, path: str, name: str) -> Rendered:
    """The issue as a message to open and send: made of the finished HTML and text."""
    card = lens.card(path)
    settings = lens.setting("newsletter")
    subject = subject_of(card)
    refused = tuple(_refused(card, subject, settings))
    if refused:
        return Rendered(b"", refused)
    parts = Parts(
        subject=subject,
        sender=settings.sender,
        recipient=settings.list,
        text=lens.output(f"{name}.txt").decode(),
        html=lens.output(f"{name}.html").decode(),
        headers=list_headers(_listing(lens.permanent(), card, settings)),
    )
    return Rendered(draft(parts))
