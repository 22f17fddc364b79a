"""What the issues of a newsletter have told, and when: read from the issues themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urldefrag

from evangelist.model.body import Target
from evangelist.model.card import Card
from evangelist.site.index import Site
from evangelist.site.links import resolve


def told(site: Site) -> Mapping[str, tuple[date, ...]]:
    """For each entry that an issue features or links to, the days of these issues.

    Drafts of issues count: what stands in one needs no second. A draft without a date is of
    today, any other issue without a date of long ago.
    """
    days: dict[str, list[date]] = defaultdict(list)
    urls = {card.url: path for path, card in site.cards.items()}
    for issue in site.by_kind["newsletter"]:
        day = issue.date or (site.today if issue.draft else date.min)
        for path in {*_features(issue), *_links(site, issue, urls)}:
            days[path].append(day)
    return {path: tuple(sorted(each)) for path, each in days.items()}


def newest_issue(site: Site) -> date | None:
    """The day of the newest published issue, or None."""
    issues = (card for card in site.by_kind["newsletter"] if not card.draft)
    return max((card.date for card in issues if card.date), default=None)


def _features(issue: Card) -> Iterator[str]:
    return (feature.path for feature in issue.get("features"))


def _links(site: Site, issue: Card, urls: Mapping[str, str]) -> Iterator[str]:
    for mention in site.places[issue.path].mentions:
        yield resolve(site, mention.target).entry or _own(site, mention.target, urls)


def _own(site: Site, target: Target, urls: Mapping[str, str]) -> str:
    """The entry that a whole address of this site leads to, or nothing."""
    address = urldefrag(target.remote).url
    if not address.startswith(site.settings.url):
        return ""
    path = address.removeprefix(site.settings.url).strip("/")
    return urls.get(f"/{path}/", "")
