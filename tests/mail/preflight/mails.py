"""A finished e-mail in which nothing is wrong, and what the rules find once something is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from evangelist.mail.preflight import preflight
from evangelist.mail.preflight.findings import Finding, Mail

HTML = """<!DOCTYPE html>
<html lang="en" dir="ltr" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Faster laptops in November</title>
<!--[if mso]><xml><o:PixelsPerInch>96</o:PixelsPerInch></xml><![endif]-->
<style>@media (prefers-color-scheme: dark) {
.body { background-color: #171614 !important; }
.cell { color: #ebe7de !important; }
a { color: #83c5d2 !important; }
}</style>
</head>
<body class="body" style="margin:0;background-color:#fcfbf8">
<div style="display:none">What changed for you this month, in two minutes</div>
<div role="article" lang="en" dir="ltr">
<!--[if mso]><table role="presentation" width="600" style="width:600px"><tr><td><![endif]-->
<table role="presentation" width="100%"><tr>
<td class="cell" style="font-family:Arial, sans-serif;font-size:16px;color:#211f1b">
<p><a href="https://example.edu/newsletters/1/" style="color:#0b5364">In your browser</a></p>
<h1>Faster laptops</h1>
<p>A paragraph with <a href="https://other.example/page" style="color:#0b5364">a study</a>.</p>
<h2 id="storage">Storage</h2>
<p>More of it. <a href="#storage" style="color:#0b5364">To the top of it</a></p>
<p><img src="https://example.edu/chart.png" alt="A chart" width="600" height="200"></p>
<table><tr><th scope="col">Name</th><th scope="col">Price</th></tr>
<tr><td>Disk</td><td>5</td></tr></table>
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</div>
</body></html>
"""
TEXT = """Faster laptops
==============

In your browser <https://example.edu/newsletters/1/>

A paragraph with a study <https://other.example/page>.

Storage
-------

More of it. To the top of it

[Image: A chart]

Name   Price
----   -----
Disk   5
"""
MAIL = Mail(
    subject="Faster laptops in November",
    preheader="What changed for you this month, in two minutes",
    html=HTML,
    text=TEXT,
    home="https://example.edu/",
    page="https://example.edu/newsletters/1/",
)


def findings(**changes: Any) -> tuple[Finding, ...]:
    """What the rules find in the clean e-mail with these fields changed."""
    return preflight(replace(MAIL, **changes))


def planted(old: str, new: str) -> tuple[Finding, ...]:
    """What the rules find once a piece of the HTML is another."""
    assert old in HTML
    return findings(html=HTML.replace(old, new, 1))
