"""What is wrong with a finished e-mail, as problems with the place that causes them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from evangelist.content.places import target_of
from evangelist.mail.message import Parts
from evangelist.mail.preflight import preflight
from evangelist.mail.preflight.findings import File, Finding, Mail
from evangelist.mail.preflight.lint import slips
from evangelist.model.card import Card
from evangelist.outputs.pinpoint import Pinpoint, theme_line
from evangelist.problems import Problem
from evangelist.site.addresses import addresses
from evangelist.site.lens import Lens
from evangelist.site.pictures import MAIL_BOX, measured

_ASSETS = "/assets/"
_LEADING = {"entry", "file", "address", "unread"}
_FIXED_PARTS = {"main"}


def mail_problems(lens: Lens, card: Card, parts: Parts) -> tuple[Problem, ...]:
    """What the rules find in an issue; equal findings are told once, with how often they are.

    `lens` writes the addresses of site.yaml, as the e-mail does.
    """
    findings: dict[Finding, int] = {}
    first: dict[tuple[str, str], Finding] = {}
    for finding in preflight(_mail(lens, card, parts)):
        kept = first.setdefault((finding.code, finding.message), finding)
        findings[kept] = findings.get(kept, 0) + 1
    pinpoint = Pinpoint(lens, card)
    return tuple(_problem(pinpoint, finding, count) for finding, count in findings.items())


def _problem(pinpoint: Pinpoint, finding: Finding, count: int) -> Problem:
    """A fault of the theme is the same in each issue: without a count it is told once."""
    path, line, column = pinpoint.place(finding.spot)
    often = f" ({count} times)" if count > 1 and path == pinpoint.source else ""
    message = f"in the e-mail: {finding.message}{often}"
    return Problem(finding.code, message, path, line, column, finding.hint)


def style_problems(lens: Lens, html: str) -> tuple[Problem, ...]:
    """Slips in the styles of the theme's e-mail, which the inliner would pass over in silence."""
    found = slips(html)
    return tuple(
        Problem(
            "email-structure",
            f"in the styles of the e-mail: {slip.message}",
            *theme_line(lens, slip.line),
            hint="the rule after it would be left out as well",
        )
        for slip in found
    )


def _mail(lens: Lens, card: Card, parts: Parts) -> Mail:
    home = lens.permanent_url("/")
    return Mail(
        subject=parts.subject,
        preheader=str(card.get("preheader") or ""),
        html=parts.html,
        text=parts.text,
        home=home,
        page=lens.permanent_url(card.url),
        width=MAIL_BOX[0],
        leads=lambda address: _leads(lens, card, "/" + address[len(home) :]),
        file=lambda address: _file(lens, address.removeprefix(home.rstrip("/"))),
        told=frozenset(map(unquote, _told(lens, card))),
    )


def _leads(lens: Lens, card: Card, within: str) -> bool:
    """Whether an address within the site, and the part that it names, are in this build."""
    target = target_of(within, card.source.partition("/")[2], card.url)
    found = lens.resolve(target)
    if found.state not in _LEADING or not target.fragment or not found.entry:
        return found.state in _LEADING
    return target.fragment in _FIXED_PARTS or lens.anchor(found.entry, target.fragment)


def _told(lens: Lens, card: Card) -> Iterator[str]:
    """Addresses that the checks of the site have named: dead links, parts that do not exist."""
    for mention in lens.places(card.path).mentions:
        target, found = mention.target, lens.resolve(mention.target)
        if found.state == "dead":
            yield target.href
        elif found.entry and target.fragment:
            within = f"{found.url}#{target.fragment}"
            if not _leads(lens, card, within):
                yield from (target.href, lens.url(within))
    for _, url in addresses(card.front):
        if url.startswith("/") and not _leads(lens, card, url):
            yield lens.url(url)
        elif not urlsplit(url).scheme and not url.startswith("/"):
            yield url


def _file(lens: Lens, within: str) -> File | None:
    """A picture of the theme: those of texts are made as they should be, by outputs/pictures.py."""
    path = urlsplit(within).path
    if not path.startswith(_ASSETS) or not lens.exists(path):
        return None
    data = lens.asset_data(path.removeprefix(_ASSETS))
    size = measured(data)
    return File(len(data), size.width, size.height)
