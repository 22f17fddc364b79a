"""The kinds as they are written: examples with every field, and every short form."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from evangelist.model.entry import Entry, LabelledLink
from evangelist.model.kinds import FOLDERS, KINDS, kind_named, kind_of
from evangelist.model.kinds.case_study import CaseStudy, Consent, Quote, Result
from evangelist.model.kinds.newsletter import Ask, Newsletter
from evangelist.model.kinds.service import (
    Change,
    GetStarted,
    Offering,
    Service,
)
from evangelist.model.kinds.team import Need, Team
from evangelist.model.levels import Level, ServiceLevels
from evangelist.model.offers import Fact, Fit, Price
from evangelist.model.values import Party, Reference
from tests.content.reading import front

BIOLOGY = Party(text="Biology")
INFRASTRUCTURE = Party(path="teams/infrastructure")


def made(model: type[Entry], **fields: Any) -> Entry:
    return model.model_validate(fields, context={"zone": UTC, "folders": FOLDERS})


SERVICE = """
title: Research storage
summary: Keep the data of a project safe, shared and findable.
category: data
lifecycle: live            # exploring, on-shelf, live, paused, retiring, retired
outcome: You can keep 10 TB for five years and share it with a colleague abroad in a minute.
owner: teams/research-computing
backup_owner: teams/infrastructure
audience: [researchers, doctoral students]
get_started: {label: Ask for a share, url: "https://forms.example.edu/storage", lead_time: two working days}
support_contact: storage@example.edu
service_levels:
  hours: Weekdays 8 to 18
  availability: {target: 99.5, unit: percent}
  response: {target: 4, unit: hours, clock: business, applies_to: incident}
offerings:
  - id: basic
    title: Chevrolet
    for_whom: A project that starts
    price: {type: fixed, amount: 300, period: year}        # none, fixed, per_unit, quote
    one_time: 0
    exit_cost: 100
    facts:
      turnaround: {value: 5, unit: days, source: services report 2026, as_of: 2026-09-01}
    fit: {sensitive.patient: no, sensitive.public: yes, backup.daily: ask}
    provider: us
included: [Daily backup, Quotas you can raise yourself]
not_included: [Publication of data]
requirements: [A university account]
strategic_value: Open science goal 3
external_outcome: Patients whose data stay where they should
customers: [Biology, "Medical faculty"]
suppliers: [teams/infrastructure]
depends_on: [services/identity]
related: [services/backup]
instead_of: [Dropbox]
also_known_as: [H drive]
replaced_by:
changes:
  - {date: 2026-10-01, what: price, text: A year costs a third less, from: 450, to: 300}
review_by: 2027-05-01
"""  # noqa: E501 - as in the reference of fields


def test_a_service_as_it_is_written() -> None:
    assert front(SERVICE, "services/research-storage.md") == made(
        Service,
        title="Research storage",
        summary="Keep the data of a project safe, shared and findable.",
        category="data",
        lifecycle="live",
        outcome=(
            "You can keep 10 TB for five years and share it with a colleague abroad in a minute."
        ),
        owner=Party(path="teams/research-computing"),
        backup_owner=INFRASTRUCTURE,
        audience=("researchers", "doctoral students"),
        get_started=GetStarted(
            label="Ask for a share",
            url="https://forms.example.edu/storage",
            lead_time="two working days",
        ),
        support_contact="storage@example.edu",
        service_levels=ServiceLevels(
            hours="Weekdays 8 to 18",
            availability=Level(target=99.5, unit="percent"),
            response=Level(target=4, unit="hours", clock="business", applies_to="incident"),
        ),
        offerings=(
            Offering(
                id="basic",
                title="Chevrolet",
                for_whom="A project that starts",
                price=Price(type="fixed", amount=300, period="year"),
                one_time=0,
                exit_cost=100,
                facts={
                    "turnaround": Fact(
                        value="5",
                        unit="days",
                        source="services report 2026",
                        as_of=date(2026, 9, 1),
                    )
                },
                fit={
                    "sensitive.patient": Fit(value="no"),
                    "sensitive.public": Fit(value="yes"),
                    "backup.daily": Fit(value="ask"),
                },
                provider=Party(text="us"),
            ),
        ),
        included=("Daily backup", "Quotas you can raise yourself"),
        not_included=("Publication of data",),
        requirements=("A university account",),
        strategic_value="Open science goal 3",
        external_outcome="Patients whose data stay where they should",
        customers=(BIOLOGY, Party(text="Medical faculty")),
        suppliers=(INFRASTRUCTURE,),
        depends_on=(Reference(path="services/identity"),),
        related=(Reference(path="services/backup"),),
        instead_of=("Dropbox",),
        also_known_as=("H drive",),
        replaced_by=None,
        changes=(
            Change(
                date=date(2026, 10, 1),
                what="price",
                text="A year costs a third less",
                before="450",
                after="300",
            ),
        ),
        review_by=date(2027, 5, 1),
    )


CASE_STUDY = """
title: Biology stopped losing weekends
services: [services/research-storage]
customer: Biology                     # or anonymous: true
consent: {by: "Head of the lab", given: 2026-08-02, scope: [site, email], expires: 2028-08-02}
problem: …
solution: …
outcome: …
results:
  - {measure: Time to restore a file, before: 3, after: 0.2, unit: days, period: per case, source: ticket system}
quote: {text: "…", person: "Head of the lab", role: Biology}
quick_win: true
what_went_wrong: …
reuse_idea: Any group with instruments that write at night
still_true_on: 2026-11-01
results_now: []
date: 2026-08-10
"""  # noqa: E501 - as in the reference of fields


def test_a_case_study_as_it_is_written() -> None:
    assert front(CASE_STUDY, "case-studies/biology-backup.md") == made(
        CaseStudy,
        title="Biology stopped losing weekends",
        services=(Reference(path="services/research-storage"),),
        customer=BIOLOGY,
        consent=Consent(
            by="Head of the lab",
            given=date(2026, 8, 2),
            scope=("site", "email"),
            expires=date(2028, 8, 2),
        ),
        problem="…",
        solution="…",
        outcome="…",
        results=(
            Result(
                measure="Time to restore a file",
                before="3",
                after="0.2",
                unit="days",
                period="per case",
                source="ticket system",
            ),
        ),
        quote=Quote(text="…", person="Head of the lab", role="Biology"),
        quick_win=True,
        what_went_wrong="…",
        reuse_idea="Any group with instruments that write at night",
        still_true_on=date(2026, 11, 1),
        results_now=(),
        date=datetime(2026, 8, 10, tzinfo=UTC),
    )


NEWSLETTER = """
title: Faster laptops, fewer tickets
number: 12
date: 2026-11-20
subject: "November: faster laptops, fewer tickets"   # without the quotes: a slip
preheader: What changed for you this month, in two minutes
features: [services/research-storage, case-studies/biology-backup]
asks:
  - {text: Tell us how you print, url: "https://forms.example.edu/print", effort_minutes: 3, in_return: We publish what we change}
give: Free headset checks every Tuesday
audience: [staff]
"""  # noqa: E501 - as in the reference of fields


def test_a_newsletter_as_it_is_written() -> None:
    assert front(NEWSLETTER, "newsletters/2026-11.md") == made(
        Newsletter,
        title="Faster laptops, fewer tickets",
        number=12,
        date=datetime(2026, 11, 20, tzinfo=UTC),
        subject="November: faster laptops, fewer tickets",
        preheader="What changed for you this month, in two minutes",
        features=(
            Reference(path="services/research-storage"),
            Reference(path="case-studies/biology-backup"),
        ),
        asks=(
            Ask(
                text="Tell us how you print",
                url="https://forms.example.edu/print",
                effort_minutes=3,
                in_return="We publish what we change",
            ),
        ),
        give="Free headset checks every Tuesday",
        audience=("staff",),
    )


TEAM = """
title: Workplace support
purpose: A desk that works from the first day.
contact: workplace@example.edu
members: [Ada, Grace]
leader: Ada
customers: [Biology]
suppliers: [teams/infrastructure]
needs:
  - {text: Laptops on day one, measure: nine of ten, asked_on: 2026-03-01}
"""


def test_a_team_as_it_is_written() -> None:
    assert front(TEAM, "teams/workplace.md") == made(
        Team,
        title="Workplace support",
        purpose="A desk that works from the first day.",
        contact="workplace@example.edu",
        members=("Ada", "Grace"),
        leader="Ada",
        customers=(BIOLOGY,),
        suppliers=(INFRASTRUCTURE,),
        needs=(Need(text="Laptops on day one", measure="nine of ten", asked_on=date(2026, 3, 1)),),
    )


COMMON = """
title: A page
summary: In short
owner: teams/workplace
authors: Ada
date: 2026-11-20
updated: 2026-11-21
review_by: 2027-01-01
tags: one
audience: staff
redirect_from: /old/
also_known_as: H drive
links: {label: Read on, url: "https://example.org/"}
image: desk.jpg
image_alt: A desk
slug: other
lang: de
draft: yes
publish_on: 2026-11-30
expires_on: 2026-12-31
extra: {anything: [goes, 1, true, 0123]}
"""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_kind_understands_the_common_fields(kind: object) -> None:
    folder = getattr(kind, "folder", "")
    read = front(COMMON, f"{folder}/x.md" if folder else "x.md")
    wanted = {
        "title": "A page",
        "summary": "In short",
        "owner": Party(path="teams/workplace"),
        "authors": (Party(text="Ada"),),
        "date": datetime(2026, 11, 20, tzinfo=UTC),
        "updated": datetime(2026, 11, 21, tzinfo=UTC),
        "review_by": date(2027, 1, 1),
        "tags": ("one",),
        "audience": ("staff",),
        "redirect_from": ("/old/",),
        "also_known_as": ("H drive",),
        "links": (LabelledLink(label="Read on", url="https://example.org/"),),
        "image": "desk.jpg",
        "image_alt": "A desk",
        "slug": "other",
        "lang": "de",
        "draft": True,
        "publish_on": date(2026, 11, 30),
        "expires_on": date(2026, 12, 31),
        "extra": {"anything": ["goes", 1, True, "0123"]},
    }
    assert {name: getattr(read, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "path, head, field, value",
    [
        ("services/x.md", "service_levels: Weekdays", "service_levels.text", "Weekdays"),
        ("services/x.md", "service_levels: {response: 4 h}", "service_levels.response.text", "4 h"),
        ("services/x.md", "get_started: Call 4711", "get_started.text", "Call 4711"),
        ("services/x.md", "changes: Half the price", "changes.0.text", "Half the price"),
        ("services/x.md", "changes: [Half the price]", "changes.0.text", "Half the price"),
        ("services/x.md", "offerings: Basic", "offerings.0.title", "Basic"),
        ("services/x.md", "offerings: [{price: Free}]", "offerings.0.price.text", "Free"),
        ("services/x.md", "offerings: [{facts: {a: 5 d}}]", "offerings.0.facts.a.text", "5 d"),
        ("services/x.md", "service_levels: {hours: 8 to 18}", "service_levels.hours", "8 to 18"),
        ("case-studies/x.md", 'results: "3 days → 4 hours"', "results.0.text", "3 days → 4 hours"),
        ("case-studies/x.md", "results_now: [5 hours]", "results_now.0.text", "5 hours"),
        ("case-studies/x.md", 'quote: "…"', "quote.text", "…"),
        ("case-studies/x.md", "customer: Biology", "customer.text", "Biology"),
        ("case-studies/x.md", "consent: By e-mail", "consent.text", "By e-mail"),
        ("newsletters/x.md", "asks: Tell us", "asks.0.text", "Tell us"),
        ("teams/x.md", "needs: Laptops", "needs.0.text", "Laptops"),
        ("x.md", "links: https://example.org/", "links.0.url", "https://example.org/"),
    ],
)  # fmt: skip
def test_a_structured_field_has_a_short_form(path: str, head: str, field: str, value: str) -> None:
    found = front(head, path)
    for step in field.split("."):
        if step.isdigit():
            found = found[int(step)]
        else:
            found = found[step] if isinstance(found, dict) else getattr(found, step)
    assert found == value


def test_an_offering_without_an_id_is_named_by_its_title() -> None:
    offerings = front("offerings: [{title: Über Plus!}, {summary: x}]", "services/x.md").offerings
    assert [offering.id for offering in offerings] == ["über-plus", "offering"]


@pytest.mark.parametrize(
    "path, kind",
    [
        ("services/vpn.md", "service"),
        ("services/network/vpn.md", "service"),
        ("services/vpn/index.md", "service"),
        ("case-studies/2026/x.md", "case-study"),
        ("newsletters/x.md", "newsletter"),
        ("news/x.md", "news"),
        ("teams/x.md", "team"),
        ("index.md", "page"),
        ("services.md", "page"),
        ("services/index.md", "page"),
        ("guides/services/x.md", "page"),
        ("Services/x.md", "page"),
    ],
)
def test_the_first_folder_says_the_kind(path: str, kind: str) -> None:
    assert kind_of(path).name == kind


def test_a_kind_is_found_by_its_name() -> None:
    assert [kind_named(kind.name) for kind in KINDS] == list(KINDS)
