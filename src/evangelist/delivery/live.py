"""Whether what an issue leads to is really there: on the site as its readers find it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import html as lxml_html

from evangelist.build.asking import Answer
from evangelist.build.issues import Issue
from evangelist.mail.message import read
from evangelist.problems import Problem

Ask = Callable[[Iterable[str]], Mapping[str, Answer]]
_FINE = 200


def own_addresses(issue: Issue) -> list[str]:
    """The page of an issue, and every link and picture of its e-mail that is on the site."""
    root = lxml_html.document_fromstring(read(issue.message).html)
    found = [issue.url]
    for element in root.iter("a", "area", "img"):
        address = (element.get("src") if element.tag == "img" else element.get("href")) or ""
        if f"{address}/".startswith(issue.settings.url):
            found.append(address.partition("#")[0])
    return list(dict.fromkeys(found))


def not_live(issue: Issue, ask: Ask) -> Iterator[Problem]:
    """A problem for each address of the site that does not answer 200."""
    addresses = own_addresses(issue)
    answers = ask(addresses)
    for address in addresses:
        answer = answers.get(address, Answer("busy", "it was not asked"))
        here = f"{answer.end}/".startswith(issue.settings.url)
        if answer.state == "fine" and answer.status == _FINE and here:
            continue
        away = "it leads away from the site: do readers have to sign in?"
        reason = answer.reason or (f"it answers with {answer.status}" if here else away)
        hint = "publish the site first, then send"
        yield Problem("send-refused", f"{address}: {reason}", issue.source, hint=hint)
