"""Each newsletter as an e-mail: HTML, text, and a draft that Outlook and others open to send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import quote

import css_inline

from evangelist.content.marks import filled, filled_html, for_everybody
from evangelist.mail.headers import Listing, list_headers
from evangelist.mail.marked import marked_html, marked_text
from evangelist.mail.message import Parts, address_refusal, draft, header_refusal
from evangelist.mail.text import heading, text_of
from evangelist.model.card import Card
from evangelist.model.kinds.newsletter import variant_name
from evangelist.model.sending import NewsletterSettings
from evangelist.outputs.bodies import content
from evangelist.outputs.enclosed import enclosed
from evangelist.outputs.issues import issue_of, plain_issue
from evangelist.outputs.mail_body import for_mail
from evangelist.outputs.output import Output, Rendered
from evangelist.outputs.page import Page
from evangelist.outputs.preflight import mail_problems, style_problems
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
    """Three files for each newsletter, at its path below `newsletters/`, and for its variants.

    One that single messages fill in has a fourth, with its marks: `NAME.each.eml`.
    """
    for card in site.by_kind["newsletter"]:
        for audience in ("", *card.get("variants")):
            name = mail_name(card, audience)
            given = {"path": card.path, "audience": audience}
            html, text = partial(render_html, **given), partial(render_text, **given)
            yield Output(f"{name}.html", html, card.source, asked=True)
            yield Output(f"{name}.txt", text, card.source, asked=True)
            render = partial(render_draft, name=name, **given)
            yield Output(f"{name}.eml", render, card.source, stage=1)
            if card.get("merge"):
                yield Output(f"{name}.each.eml", partial(render_each, **given), card.source)


def mail_name(card: Card, audience: str = "") -> str:
    """The path of an issue's e-mail below the output folder, without its ending."""
    return variant_path(f"email/{card.path.removeprefix('newsletters/')}", audience)


def variant_path(path: str, audience: str) -> str:
    """The path of an issue's variant for an audience, or the issue's own for none."""
    name = variant_name(audience)
    return f"{path}.{name}" if name else path


def subject_of(card: Card) -> str:
    """The subject of an issue."""
    return str(card.get("subject") or card.title).strip()


def render_html(lens: Lens, path: str, audience: str = "") -> Rendered:
    """The HTML of an issue, its CSS inlined."""
    card = lens.card(path)
    laid_out = _laid_out(lens, card, audience)
    html = filled_html(_inlined(laid_out), for_everybody(card.front))
    problems = () if audience else style_problems(lens.permanent(), laid_out)
    return Rendered(html.encode(), problems)


def _laid_out(lens: Lens, card: Card, audience: str) -> str:
    """The HTML with its styles in its head, and the marks of single messages as written."""
    mail = lens.permanent()
    page = Page(
        template="email.html",
        url=card.url,
        title=subject_of(card),
        canonical=mail.permanent_url(card.url),
        lang=card.front.lang or mail.setting("lang"),
        description=str(card.get("preheader") or card.summary),
        card=card,
        issue=issue_of(mail, card, "mail", audience),
    )
    text = content(mail, mail.body(card.path), "mail", audience)
    page = replace(page, body=replace(text, html=for_mail(mail, page, text.html)))
    html = mail.template(page.template).render(page=page, site=mail)
    return marked_html(html, *_source(mail, card)) if _is_marked(mail) else html


def _is_marked(lens: Lens) -> bool:
    return bool(lens.setting("newsletter").mark_links)


def _source(lens: Lens, card: Card) -> tuple[str, str]:
    """The address of the site, and what its links say of where they come from."""
    words = re.findall(r"\w+", card.path.removeprefix("newsletters/"))
    return lens.permanent_url("/"), quote("-".join(["newsletter", *words]))


def _inlined(html: str) -> str:
    return _without_controls(_with_charset_first(_INLINER.inline(html)))


def _without_controls(text: str) -> str:
    """The text with the sign for an unknown character in the place of each control."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def _with_charset_first(html: str) -> str:
    """The encoding within the first 1,024 bytes (HTML Standard), before the styles."""
    charset = '<meta charset="utf-8">'
    return html.replace(charset, "", 1).replace("<head>", f"<head>{charset}", 1)


def render_text(lens: Lens, path: str, audience: str = "") -> Rendered:
    """The text of an issue: from the same plain HTML as its feed item, not from the layout."""
    card = lens.card(path)
    return Rendered(filled(_text(lens, card, audience), for_everybody(card.front)).encode())


def _text(lens: Lens, card: Card, audience: str) -> str:
    mail = lens.permanent()
    blocks = [
        heading(card.title, "="),
        f"{mail.t('newsletter.browser')}:\n<{mail.permanent_url(card.url)}>",
        text_of(plain_issue(mail, card, audience)),
        *_closing(mail),
    ]
    text = _without_controls("\n\n".join(block for block in blocks if block) + "\n")
    return marked_text(text, *_source(mail, card)) if _is_marked(mail) else text


def _closing(lens: Lens) -> Iterator[str]:
    letters = lens.setting("newsletter")
    lines = [
        ("archive", lens.permanent_url("/newsletters/")),
        ("subscribe", lens.url(letters.subscribe)),
        ("unsubscribe", lens.url(letters.unsubscribe)),
    ]
    yield f"{'-' * 8}\n{lens.setting('title')}"
    yield "\n".join(f"{lens.t(f'newsletter.footer_{name}')}: <{url}>" for name, url in lines if url)


def _refused(lens: Lens, card: Card, subject: str) -> Iterator[Problem]:
    """Values that would break out of their header."""
    settings = lens.setting("newsletter")
    if refusal := header_refusal(subject):
        name = "subject" if card.get("subject") else "title"
        line, column = lens.places(card.path).mark(name)
        message = f"'{name}' cannot be the subject of an e-mail: {refusal}"
        yield Problem("value-invalid", message, card.source, line or 1, column or 1)
    lists = ((f"lists.{name}", value) for name, value in settings.lists.items())
    for name, value in (("from", settings.sender), ("list", settings.list), *lists):
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


def render_draft(lens: Lens, path: str, name: str, audience: str = "") -> Rendered:
    """The issue as a message to open and send: made of the finished HTML and text.

    What is wrong with it is told of the whole issue: its variants only leave something out.
    """
    card = lens.card(path)
    text, html = (lens.output(f"{name}.{ending}").decode() for ending in ("txt", "html"))
    subject = filled(subject_of(card), for_everybody(card.front))
    return _message(lens, card, subject, text, html, audience=audience, judged=not audience)


def render_each(lens: Lens, path: str, audience: str) -> Rendered:
    """The issue as `send` fills it in for each recipient: with its marks, for nobody to open."""
    card = lens.card(path)
    text, html = _text(lens, card, audience), _inlined(_laid_out(lens, card, audience))
    return _message(lens, card, subject_of(card), text, html, audience=audience, judged=False)


def _message(
    lens: Lens, card: Card, subject: str, text: str, html: str, *, audience: str, judged: bool
) -> Rendered:
    settings = lens.setting("newsletter")
    refused = tuple(_refused(lens, card, subject))
    if refused:
        return Rendered(b"", refused)
    parts = Parts(
        subject=subject,
        sender=settings.sender,
        recipient=settings.list_for(audience),
        text=text,
        html=html,
        headers=list_headers(_listing(lens.permanent(), card, settings)),
    )
    problems = mail_problems(lens.permanent(), card, parts) if judged else ()
    if settings.images == "embed":
        shown, pictures = enclosed(lens, html)
        parts = replace(parts, html=shown, pictures=pictures)
    return Rendered(draft(parts), problems)
