"""One page of each type, of each site; the ids of tests say which."""

from __future__ import annotations

from urllib.parse import quote

from tests.e2e.samples import WORD

EXAMPLE = (
    "/",
    "/services/",
    "/categories/data/",
    "/services/research-storage/",  # several offerings
    "/services/electronic-signatures/",  # being explored
    "/services/fax-gateway/",  # retiring
    "/services/file-drop/",  # retired
    "/choices/",
    "/choices/where-to-keep-files/",  # many alternatives and questions
    "/case-studies/",
    "/case-studies/physics-cluster/",  # with a picture
    "/newsletters/",
    "/newsletters/2026-11/",
    "/news/",
    "/news/2026-11-16-sign-in-failed/",
    "/ideas/",
    "/ideas/longer-sessions/",
    "/teams/",
    "/teams/workplace/",
    "/tags/",
    "/tags/storage/",
    "/prices/",  # a page with tables
    "/glossary/",
    "/changes/",
    "/feeds/",
    "/search/",
    "/no/such/page/",
)
GERMAN = (
    "/",
    "/services/",
    "/categories/geraete/",
    "/services/speicher/",
    "/services/fax/",
    "/choices/wohin/",
    "/case-studies/",
    "/case-studies/biologie/",
    "/newsletters/",
    "/newsletters/2026-11/",
    "/news/2026-11-16-anmeldung/",
    "/ideas/",
    "/ideas/lesesaal/",
    "/teams/infrastruktur/",
    "/anleitungen/",  # a section
    "/tags/Datenschutz/",
    "/ueber-uns/",
    "/feeds/",
    "/search/",
    "/nicht/da/",
)
STRESS = (
    "/",
    "/services/",
    "/categories/full/",
    "/categories/many/",  # forty
    "/categories/empty/",
    "/services/arabic/",
    "/services/long/",  # six offerings
    "/services/one/",
    "/services/short-short-short-short-short-short-short-short-short/",
    "/choices/",
    "/choices/long/",
    "/choices/bare/",
    "/case-studies/",
    "/case-studies/long/",
    "/case-studies/bare/",
    "/newsletters/",
    "/newsletters/2026-11/",
    "/newsletters/2026-10/",
    "/news/",
    "/news/page/2/",
    f"/news/2026-11-16-{WORD}/",
    "/ideas/",
    "/ideas/long/",
    "/ideas/bare/",
    "/ideas/same/",
    "/teams/",
    "/teams/all/",
    "/tags/",
    "/page/",
    "/changes/",
    "/feeds/",
    "/search/",
    "/not/here/",
)
ARABIC = ("/", "/services/", "/services/storage/", "/case-studies/biology/")
SMALL = ("/", "/services/", "/services/loans/", "/news/")  # three entries, no category
ALL = tuple(
    (name, quote(path))
    for name, paths in (
        ("example", EXAMPLE),
        ("german", GERMAN),
        ("stress", STRESS),
        ("arabic", ARABIC),
        ("small", SMALL),
    )
    for path in paths
)
EACH = tuple(page for page in ALL if page[0] == "example")
EMAILS = (
    ("example", "2026-11"),
    ("example", "2026-10"),
    ("example", "2026-08"),
    ("german", "2026-11"),
    ("stress", "2026-11"),
    ("stress", "2026-10"),
)
