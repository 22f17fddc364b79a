"""What each part of a small site can become, one value after another: None takes it out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.pictures import plain

TINY = Path(__file__).parent / "tiny"
"""The theme."""
Values = dict[str, tuple[Any, ...]]

FOLDERS = ("services", "case-studies", "newsletters", "news", "ideas", "teams", "choices", "guides")
PATHS = (
    *(f"{folder}/{name}" for folder in FOLDERS for name in ("a", "b", "c", "index")),
    *("services/deep/d", "news/2026-11-05", "newsletters/2025/k", "index", "about", "services"),
)

DAYS = ("2026-11-01", "2026-11-19 09:00", "2026-11-23", "2025-03-04", "2026-11-25 00:30+0300", None)
EVERYWHERE: Values = {
    "title": ("Alpha", "Ä & <b>", "services/a", None),
    "summary": ("One line.", "Another: the best in the world!", None),
    "date": DAYS,
    "updated": DAYS,
    "tags": (["x"], ["Y", "z"], ["ä", "Ä", "tag/with"], None),
    "owner": ("teams/t", "teams/a", "Somebody", None),
    "draft": (True, None),
    "publish_on": ("2026-11-22", "2026-11-24", "2026-12-24", None),
    "expires_on": ("2026-11-22", "2026-11-23", "2026-11-24", None),
    "review_by": ("2026-11-21", "2026-11-23", None),
    "redirect_from": (["/old/"], ["/old", "/older/place.html"], ["services/a"], ["../x"], None),
    "slug": ("other", "/flat", "services/a", None),
    "links": (
        [{"label": "There", "url": "/services/b/"}],
        ["https://example.org/news/n/", "https://example.com/"],
        ["/newsletters/p.txt", "/nowhere/"],
        None,
    ),
    "image": ("p.png", "../services/p.png", "none.png", "s.svg", None),
    "lang": ("de", "ar", None),
    "extra": ({"k": "v"}, None),
    "unknown_key": ("x", None),
}
FIELDS: dict[str, Values] = {
    "services": {
        "category": ("data", "other", "third", None),
        "lifecycle": ("live", "retiring", "retired", "planned", None),
        "offerings": (
            [{"id": "fast", "title": "Fast"}, {"id": "slow"}],
            [{"id": "fast", "price": {"amount": 3, "period": "month"}, "fit": {"who.me": "ask"}}],
            [],
            None,
        ),
        "changes": (
            [{"date": "2026-11-20", "what": "price", "text": "Less"}],
            [{"date": "2026-11-24", "text": "Soon"}, {"text": "Some day"}],
            None,
        ),
        "related": (["services/b"], ["services/b#fast"], ["services/c", "about"], None),
        "support_contact": ("/about/", "help@example.org", None),
    },
    "choices": {
        "alternatives": (
            ["services/a#fast", "Nothing"],
            ["services/a", {"title": "Else", "facts": {"days": "2-4"}}, "services/b"],
            None,
        ),
        "criteria": (
            [{"id": "days", "worst": 9, "best": 0}, {"id": "life_cycle_cost"}],
            [{"id": "days", "unit": "hours"}],
            None,
        ),
        "musts": ([{"id": "who", "choices": ["me", "us"]}], None),
        "consult": ("teams/t", "Somebody", None),
        "facts": ("none.csv", None),
    },
    "case-studies": {
        "services": (["services/a"], ["services/b", "services/c"], None),
        "customer": ("Physics", "teams/t", None),
        "anonymous": (True, None),
        "consent": (
            {"by": "Head", "expires": "2026-11-21"},
            {"by": "Dean", "scope": ["email"]},
            {"by": "Dean", "scope": ["site"], "expires": "2026-12-01"},
            None,
        ),
        "quote": ({"text": "Best."}, None),
        "results": ([{"measure": "Time", "before": 3, "after": 1, "unit": "days"}], None),
    },
    "newsletters": {
        "features": (["services/a"], ["services/b", "ideas/w", "news/n"], ["case-studies/c"], None),
        "subject": ("Look", None),
        "number": (1, 2, None),
        "variants": (["staff"], ["staff", "Teachers"], None),
        "merge": ([{"name": "first_name", "otherwise": "friend"}], ["first_name"], None),
        "events": ([{"text": "A day", "start": "2026-12-02 10:00"}], [{"text": "Some day"}], None),
        "asks": ([{"text": "Tell us", "url": "/about/", "audience": ["staff"]}], None),
        "corrects": ("newsletters/i", "newsletters/a", "services/a", None),
    },
    "ideas": {
        "status": ("open", "completed", "declined", "duplicate", None),
        "services": (["services/a"], ["services/b"], None),
        "shipped_in": ("services/a", "services/b", None),
        "response": ({"text": "Yes.", "by": "teams/t", "on": "2026-11-10"}, None),
        "credit": ("A reader", None),
    },
}
BODIES = (
    "",
    "Some words.",
    "## Cost\n\nA lot.\n\n## Costs\n\nMore.",
    "[x](a.md#costs) [y](../services/a.md#cot) [z](/services/b/) [c](c.md)",
    "[w](https://example.org/services/other/) [v](https://example.org/flat/)",
    "[q](../teams/t.txt) [r](p.txt) [s](s.svg) ![a](s.svg) ![p](p.png)",
    "![n](../newsletters/n.png){width=100} ![g](../newsletters/g.gif) ![no](nope.png)",
    "../services/b.md\n\n[b](../services/b.md)\n\n[idea](../ideas/w.md)",
    "> [!FOR staff, nobody]\n> For [you](../services/a.md).\n\n> [!TIP]\n> Do.",
    "Dear {{first_name}}, <b>raw</b> <script>alert(1)</script> <table><tr><td>x</td></tr></table>",
    "```python\nprint(1)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "[out](../../site.yaml) [gone](../guides/a.md) [draft](../news/a.md) [t](/tags/x/)",
)
BROKEN = (
    b"---\ntitle: [\n---\n",
    b"---\ndate: yesterday\n---\n",
    b"\xff\xfe\x00",
    b"---\ntitle: x",
)

SETTINGS: Values = {
    "title": ("Test site", "Other: site"),
    "url": ("https://example.org/", "https://example.org/base/", "https://example.com/"),
    "description": ("What it is for.", None),
    "lang": ("en", "de", "fr"),
    "timezone": ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"),
    "navigation": (["services", "about"], [{"label": "N", "url": "/news/"}, "/none/"], None),
    "categories": (["data", "other"], [{"id": "other", "title": "Else", "order": 1}, "data"], None),
    "audiences": (["staff", "teachers"], None),
    "sections": ([{"folder": "guides", "feed": True}], ["guides", "services/deep"], None),
    "feeds": ({"items": 1}, {"items": 3, "items_each": 1}, None),
    "newsletter": (
        {"from": "Us <us@example.org>", "list": "all@example.org", "every": "week"},
        {"subscribe": "/about/", "images": "embed", "lists": {"staff": "staff@example.org"}},
        {"mark_links": True, "every": "month", "unsubscribe": "mailto:no@example.org"},
        None,
    ),
    "brand": ({"accent": "#222222"}, {"accent": "#dddddd", "own": "1px"}, None),
    "silence": (
        [{"code": "link-dead", "reason": "known"}],
        [{"code": "email-structure", "paths": ["newsletters/*"], "reason": "x"}],
        None,
    ),
    "markdown": ({"raw_html": "escape"}, {"raw_html": "trust"}, {"engine": "gfm"}, None),
    "files": ({"allow": ["svg"]}, None),
    "links": ({"edit": "https://example.org/edit/{path}"}, None),
    "cname": ("www.example.org", None),
    "unknown": ("x", None),
}

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'
_PNGS = (plain((2, 2)), plain((3, 2)), plain((2, 2), of=(9, 9, 9)), plain((2, 2))[:40], b"no", None)
_BASE = (TINY / "templates/base.html").read_text("utf-8")
FILES: Values = {
    "content/services/p.png": _PNGS,
    "content/newsletters/n.png": _PNGS,
    "content/newsletters/g.gif": (plain((2, 2), "GIF", 3), None),
    "content/services/s.svg": (_SVG, _SVG.replace(b"3", b"4"), None),
    "content/teams/t.txt": (b"one", b"two", b"", None),
    "content/newsletters/p.txt": (b"p", None),
    "content/services/b": (b"no ending", None),
    "content/choices/facts.csv": (
        b"alternative,as_of,days,who.me\nservices/a#fast,2025-11-23,3,yes\nnothing,,1,no\n",
        b"alternative;days;who.us\nnothing;soon;perhaps\n",
        b'"',
        None,
    ),
    "themes/tiny/assets/a.css": (b"a {}", b"b {}", None),
    "themes/tiny/assets/new/d.txt": (b"d", b"e", None),
    "themes/tiny/strings/en.yaml": (
        (TINY / "strings/en.yaml").read_bytes(),
        (TINY / "strings/en.yaml").read_bytes().replace(b"Draft", b"Sketch"),
    ),
    "themes/tiny/strings/fr.yaml": (b"kinds: {service: Offres}\n", None),
    "themes/tiny/theme.yaml": (
        (TINY / "theme.yaml").read_bytes(),
        b"name: tiny\ntokens: {accent: '#444444'}\n",
        b"name: tiny\nodd: 1\n",
    ),
    "themes/tiny/templates/base.html": (
        _BASE.encode(),
        _BASE.replace("<h1>", "<h1>{{ site.count('news') }} ").encode(),
        _BASE.replace("_foot.html", "_' ~ 'foot' ~ '.html").replace('"_', "'_").encode(),
    ),
    "themes/tiny/templates/_foot.html": (b"One.", b"Two.", b'{% include "_end.html" %}', None),
    "themes/tiny/templates/_end.html": (b"One.", b"{{ page.url }}", None),
    "themes/tiny/templates/team.html": (
        b'{% extends "base.html" %}',
        b'{% include ["_foot.html", "_end.html"] ignore missing %}',
        b'{% include "_foot.html" ignore missing %}{% include "_end.html" ignore missing %}',
        b'{% from "_ui.html" import to with context %}{{ to(page.card) }}',
        b"{{ page.titel }}",
        b"{% for",
    ),
    "themes/tiny/templates/_email.css": (b"h1 { color: red }", b"h1 { colour: red }", b""),
    "site.yaml.txt": (b"nobody reads this", None),
}
OPTIONS: Values = {
    "as_of": (
        None,
        *(date(2026, 11, day) for day in (20, 21, 23, 24, 25)),
        date(2026, 12, 24),
        date(2027, 12, 1),
    ),
    "base_url": ("", "https://example.net/preview/", "http://127.0.0.1:8000/"),
    "drafts": (False, True),
    "portable": (False, True),
    "strict": (False, False, True),
}


def fields_of(path: str) -> Values:
    """What the front matter of an entry can become."""
    return EVERYWHERE | FIELDS.get(path.partition("/")[0], {})
