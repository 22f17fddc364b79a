"""Folders of Jekyll, Hugo and Pelican: heads are mapped, links hold, tags are told."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evangelist.scaffold.importers.links import rewritten
from evangelist.scaffold.importers.liquid import from_liquid
from evangelist.scaffold.importers.plan import Wish
from evangelist.scaffold.importers.shortcodes import from_hugo, from_pelican
from evangelist.scaffold.importers.tags import Aside, Page
from tests.scaffold.importers.bringing import folder, imported

JEKYLL = """
-- _config.yml --
title: Our old blog
url: https://old.example.edu
permalink: pretty
-- README.md --
How to build this.
-- _posts/2026-01-15-first.md --
---
layout: post
title: First
categories: it desk
tags: [vpn, wifi]
excerpt: In short.
permalink:
---
See [the second]({% post_url 2026-02-01-second %}) and [it again](/2026/02/01/second/#part),
[about us]({{ site.baseurl }}/about/) and [the desk]({{ "/contact/" | relative_url }}).

![A plan]({{ '/assets/plan.png' | absolute_url }})
-- _posts/2026-02-01-second.md --
---
title: Second
published: false
redirect_from: /old-second/
permalink: /2026/02/01/second/
---
## Part
[First](https://old.example.edu/it/desk/2026/01/15/first/)
-- _drafts/third.md --
---
title: Third
---
Soon.
-- about.md --
---
title: About
---
[First](_posts/2026-01-15-first.md)
-- _site/about.md --
Not this.
"""


@pytest.mark.parametrize("name", ["ideas", "suggestions", "feedback"])
def test_a_folder_of_suggestions_becomes_ideas(tmp_path: Path, name: str) -> None:
    text = "---\ntitle: Quieter printers\ndate: 2026-03-02\n---\nThey hum.\n"
    folder(tmp_path, f"-- _config.yml --\ntitle: Old\n-- {name}/quiet.md --\n{text}")
    assert (tmp_path / "site" / "content" / "ideas" / "quiet.md").is_file()


def test_a_jekyll_site_comes_in_with_its_addresses(tmp_path: Path) -> None:
    (tmp_path / "old" / "assets").mkdir(parents=True)
    Image.new("RGB", (4, 3)).save(tmp_path / "old" / "assets" / "plan.png")
    result = folder(tmp_path, JEKYLL)
    assert result.problems == []
    assert result.files == [
        "about.md",
        "assets/plan.png",
        "news/2026-01-15-first.md",
        "news/2026-02-01-second.md",
        "news/third.md",
    ]
    assert result.front("news/2026-01-15-first.md") == {
        "title": "First",
        "summary": "In short.",
        "tags": ["vpn", "wifi", "it", "desk"],
        "redirect_from": ["/it/desk/2026/01/15/first/"],
        "extra": {"layout": "post"},
    }
    assert result.body("news/2026-01-15-first.md") == textwrap.dedent("""\
        See [the second](2026-02-01-second.md) and [it again](2026-02-01-second.md#part),
        [about us](../about.md) and [the desk](/contact/).

        ![A plan](/assets/plan.png)
        """)
    second = result.front("news/2026-02-01-second.md")
    assert second["redirect_from"] == ["/old-second/", "/2026/02/01/second/"]
    assert second["draft"] == "yes"
    assert "[First](2026-01-15-first.md)" in result.body("news/2026-02-01-second.md")
    assert result.front("news/third.md")["draft"] == "yes"
    assert result.body("about.md") == "[First](news/2026-01-15-first.md)\n"
    assert "left out, about the folder itself: README.md" in result.told


def test_old_addresses_lead_to_the_new_pages(tmp_path: Path) -> None:
    result = folder(tmp_path, JEKYLL)
    result.made.built(drafts=True)
    assert "/news/2026-01-15-first/" in result.made.page("/it/desk/2026/01/15/first/")
    assert "/news/2026-02-01-second/" in result.made.page("/old-second/")


def body(tmp_path: Path, text: str, front: str = "title: A\n", **options: str) -> str:
    """The text of a post of Jekyll after the import."""
    result = folder(tmp_path, f"-- _posts/2026-01-01-a.md --\n---\n{front}---\n{text}", **options)
    assert not result.brought.failed, result.problems
    return result.body("news/2026-01-01-a.md").rstrip("\n")


@pytest.mark.parametrize(
    "written, wanted",
    [
        ("{% raw %}{{ kept }} {% too %}{% endraw %}", "{{ kept }} {% too %}"),
        ("{% highlight ruby linenos %}\nx = 1\n{% endhighlight %}", "```ruby\nx = 1\n```"),
        ("{% comment %}not -- yet{% endcomment %}", "<!--not - - yet-->"),
        ('{% image "a/b.png" "A plan" %}', "![A plan](a/b.png)"),
        ('{% image_with_class "a/b.png" "wide" "A plan" %}', "![A plan](a/b.png)"),
        (
            '{% include figure.html src="a.png" alt="A" caption="Our plan" %}',
            "![A](a.png)\n\n*Our plan*",
        ),
        (
            '{% include "x.html",\n  quote: "It works."\n  attribution: "Ann", position: "Head" %}',
            "> It works.\n>\n> — Ann, Head",
        ),
        ("{% youtube abc-1 %}", "[Video](https://www.youtube.com/watch?v=abc-1)"),
        ('{{ "https://v.example/e" | embed: "A talk" }}', "[A talk](https://v.example/e)"),
        ("{{ page.title }} by {{ page.who }}", "A by Ann"),
        ("{% capture x %}\nText\n{% endcapture %}\n<div>\n{{ x | markdownify }}\n</div>", "Text"),
        ("* TOC\n{:toc}\nText", "Text"),
        ("`{{ '/x' | url }}`", "`/x`"),
        ("{{ site.url }}{{ site.baseurl }}/x", "/x"),
    ],
)
def test_a_tag_with_an_equal_is_converted(tmp_path: Path, written: str, wanted: str) -> None:
    assert body(tmp_path, written, "title: A\nwho: Ann\n") == wanted


def test_a_tag_without_an_equal_stays_and_is_told_with_its_line(tmp_path: Path) -> None:
    text = 'One\n\n{% weird\n x %}\n{{ "ann" | team_photo }}\n{% for x in y %}{% raw %}{% z %}'
    result = folder(tmp_path, f"-- _posts/2026-01-01-a.md --\n---\ntitle: A\n---\n{text}")
    assert result.body("news/2026-01-01-a.md") == f"{text}\n"
    hint = "has no equal here and stays as it is written (write it in Markdown, or take it out)"
    place = "content/news/2026-01-01-a.md"
    assert result.problems[:4] == [
        f"{place}:6:1: the template tag weird {hint}",
        f"{place}:8:1: the template tag team_photo {hint}",
        f"{place}:9:1: the template tag for {hint}",
        f"{place}:9:1: the template tag raw {hint}",
    ]
    lines = result.text("news/2026-01-01-a.md").split("\n")
    assert lines[5].startswith("{% weird")
    assert "team_photo" in lines[7]


HUGO = """
-- hugo.toml --
baseURL = "https://old.example.edu/"
[permalinks]
notes = "/n/:year/:slug/"
-- content/_index.md --
---
title: Home
---
Hello.
-- content/posts/_index.md --
---
title: All news
---
What is new.
-- content/posts/trip/index.md --
+++
title = "Trip"
date = 2026-01-02T10:00:00Z
lastmod = 2026-02-01
publishDate = 2026-01-01
expiryDate = 2027-01-01
draft = false
weight = 3
aliases = ["/old-trip", "older"]
tags = ["a"]
[cover]
image = "a.png"
+++
[next]({{< ref "next.md" >}}), [part]({{< relref "/posts/next#part" >}}), [up](../next/).

![A](a.png) {{< figure src="/img/s.png" alt="S" >}}

{{% notice warning %}}
Careful
{{% /notice %}}

{{< youtube abc >}} {{< weird x >}} {{</* shown */>}}

```go
[not](next.md) {{< highlight >}}
```
-- content/posts/next.md --
{
  "title": "Next",
  "slug": "the-next",
  "image": "/img/s.png",
  "image_alt": "A sign"
}
## Part
-- content/notes/one.md --
---
title: One
date: 2026-03-01
---
Text.
-- content/notes/eins.de.md --
---
title: Eins
---
Text.
-- content/page.rst --
Not this.
"""


def test_a_hugo_site_comes_in_with_bundles_and_shortcodes(tmp_path: Path) -> None:
    for name in ("content/posts/trip/a.png", "static/img/s.png"):
        (tmp_path / "old" / name).parent.mkdir(parents=True)
        Image.new("RGB", (4, 3)).save(tmp_path / "old" / name)
    result = folder(tmp_path, HUGO)
    assert result.files == [
        "img/s.png",
        "index.md",
        "news/index.md",
        "news/next.md",
        "news/notes/one.md",
        "news/trip/a.png",
        "news/trip/index.md",
        "notes/eins-de.md",
    ]
    trip = result.front("news/trip/index.md")
    assert trip == {
        "title": "Trip",
        "date": "2026-01-02 10:00:00+00:00",
        "updated": "2026-02-01",
        "tags": ["a"],
        "image": "a.png",
        "redirect_from": ["/old-trip", "/older", "/posts/trip/"],
        "draft": "false",
        "publish_on": "2026-01-01",
        "expires_on": "2027-01-01",
        "extra": {"weight": "3", "cover": {"image": "a.png"}},
    }
    assert result.body("news/trip/index.md") == textwrap.dedent("""\
        [next](../next.md), [part](../next.md#part), [up](../next.md).

        ![A](a.png) ![S](/img/s.png)

        > [!WARNING]
        > Careful

        [Video](https://www.youtube.com/watch?v=abc) {{< weird x >}} {{< shown >}}

        ```go
        [not](next.md) {{< highlight >}}
        ```
        """)
    assert result.front("news/notes/one.md")["redirect_from"] == ["/n/2026/one/"]
    assert result.front("notes/eins-de.md")["lang"] == "de"
    following = result.front("news/next.md")
    assert following["image"] == "/img/s.png"
    assert following["slug"] == "the-next"
    assert following["redirect_from"] == ["/posts/the-next/"]
    assert [line.split(" has no")[0] for line in result.problems] == [
        "content/news/trip/index.md:27:1: the template tag weird",
        "content/news/trip/index.md:30:1: the template tag highlight",
    ]
    assert "left out, no Markdown: 1 .rst (page.rst); pandoc can convert it" in result.told
    assert [text.split(":")[0] for text in result.findings()] == ["content/news"]


PELICAN = """
-- pelicanconf.py --
ARTICLE_URL = "blog/{date:%Y}/{slug}.html"
raise SystemExit("this is never run")
-- content/hello.md --
Title: Hello: a name
Date: 2026-01-05 10:20
Modified: 2026-01-06
Category: Infra
Tags: a, b
Authors: Ann, Bob
Slug: hallo
Status: draft
Summary: A long
    summary

See [other]({filename}sub/other.md#x), [up](|filename|/pages/us.md), [t]({tag}a)
and ![p]({static}/images/p.png).
-- content/sub/other.md --
Title: Other
Date: 2026-01-06

## X
[hello]({filename}../hello.md)
-- content/pages/us.md --
Title: Us

Text.
"""


def test_a_pelican_site_comes_in_without_running_its_configuration(tmp_path: Path) -> None:
    (tmp_path / "old/content/images").mkdir(parents=True)
    Image.new("RGB", (4, 3)).save(tmp_path / "old/content/images/p.png")
    result = folder(tmp_path, PELICAN)
    hello = "news/hello.md"
    assert result.files == ["images/p.png", hello, "news/sub/other.md", "pages/us.md"]
    assert result.front(hello) == {
        "title": "Hello: a name",
        "date": "2026-01-05 10:20",
        "summary": "A long summary",
        "authors": ["Ann", "Bob"],
        "updated": "2026-01-06",
        "tags": ["a", "b", "Infra"],
        "redirect_from": ["/blog/2026/hallo.html"],
        "slug": "hallo",
        "draft": "yes",
    }
    text = result.body(hello)
    assert "[other](sub/other.md#x)" in text
    assert "![p](/images/p.png)" in text
    assert "[t]({tag}a)" in text
    assert result.front("pages/us.md")["redirect_from"] == ["/pages/us.html"]


_PIECES = """
{% raw %}  {% endraw %}  {% capture a %}  {% endcapture %}  {{ a }}  {{ 'x' | url }}  {% include "
" %}  {{< ref "a" >}}  {{% note %}}  {{% /note %}}  {{</* x */>}}  {{  }}  {%  %}  '  "  `  [a](  )
{% highlight x %}  {% endhighlight %}  {filename}  {tag}x  \ue000  0  \ue001  <div>  </div>  b
"""
PIECES = st.sampled_from([*re.split(r"  |\n", _PIECES), "\n"])


@pytest.mark.parametrize("convert", [from_liquid, from_hugo, from_pelican])
@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_text_raises_and_everything_put_aside_comes_back(
    convert: Callable[[str, Page, Aside], str], text: str
) -> None:
    aside = Aside()
    made = convert(text, Page({}, {}, lambda name: aside.raw(f"{name}.md")), aside)
    whole, left = aside.back(rewritten(made, str.upper))
    assert all(1 <= line <= whole.count("\n") + 1 for line, _, _ in left)
    assert [words for line, _, words in left if words not in whole] == []


def test_links_in_code_are_left_and_one_backtick_is_no_code(tmp_path: Path) -> None:
    text = "A ` sign.\n\n[b](b.html) `[b](b.html)`\n\nAnother ` sign.\n"
    result = folder(tmp_path, f"-- _config.yml --\nx: y\n-- a.md --\n{text}-- b.md --\nB\n")
    assert result.body("a.md") == "A ` sign.\n\n[b](b.md) `[b](b.html)`\n\nAnother ` sign.\n"


# --- kinds and names ---------------------------------------------------------------------------


def test_the_names_of_folders_say_the_kinds(tmp_path: Path) -> None:
    text = "---\ntitle: A\n---\nText.\n"
    names = ("blog/a.md", "services/a.md", "team/a.md", "case-studies/b/a.md", "else/a.md",
             "issues/1.md", "else/2026-01-01-b.md", "__odd name__.md")  # fmt: skip
    result = folder(tmp_path, "".join(f"-- {name} --\n{text}" for name in names))
    assert result.files == [
        "case-studies/b/a.md",
        "else/a.md",
        "news/a.md",
        "news/else/2026-01-01-b.md",
        "newsletters/1.md",
        "odd-name.md",
        "services/a.md",
        "teams/a.md",
    ]
    assert "service: 1 text, in content/services/" in result.told


def test_an_option_says_the_kind_of_all(tmp_path: Path) -> None:
    text = "-- posts/a.md --\n---\ntitle: A\n---\nText.\n-- b.md --\nB.\n"
    result = folder(tmp_path, text, wish=Wish(kind="service"))
    assert result.files == ["services/a.md", "services/b.md"]
    result = folder(tmp_path, text, wish=Wish(into="services/it"))
    assert result.files[-2:] == ["services/it/a.md", "services/it/b.md"]


def test_names_that_differ_in_case_alone_become_two(tmp_path: Path) -> None:
    result = folder(tmp_path, "-- posts/A.md --\nOne.\n-- blog/a.md --\nTwo.\n")
    assert result.files == ["news/A-2.md", "news/a.md"]


def test_two_pictures_of_one_name_stay_two(tmp_path: Path) -> None:
    for name, colour in (("posts", "red"), ("blog", "blue")):
        (tmp_path / "old" / name).mkdir(parents=True)
        Image.new("RGB", (4, 3), colour).save(tmp_path / "old" / name / "a.png")
    result = folder(tmp_path, "-- blog/one.md --\n![A](a.png)\n-- posts/two.md --\n![A](a.png)\n")
    assert result.files == ["news/a-2.png", "news/a.png", "news/one.md", "news/two.md"]
    assert result.body("news/one.md") == "![A](a.png)\n"
    assert result.body("news/two.md") == "![A](a-2.png)\n"


def test_posts_that_texts_link_to_by_their_day_keep_such_addresses(tmp_path: Path) -> None:
    result = folder(
        tmp_path,
        """
        -- posts/2026-01-01-a.md --
        [b](/2026/01/02/b.html)
        -- posts/2026-01-02-b.md --
        Text.
        """,
    )
    assert result.body("news/2026-01-01-a.md") == "[b](2026-01-02-b.md)\n"
    assert result.front("news/2026-01-02-b.md")["redirect_from"] == ["/2026/01/02/b.html"]


# --- heads -------------------------------------------------------------------------------------


def test_nothing_of_a_head_is_lost(tmp_path: Path) -> None:
    result = folder(
        tmp_path,
        """
        -- posts/a.md --
        ---
        title: A
        description: One thing
        excerpt: Another
        lead: One   thing
        date: someday
        image: /gone.png
        image_alt: A plan
        layout: post
        nested: {a: [1, {b: no}]}
        related: x
        ---
        Text.
        """,
    )
    assert result.front("news/a.md") == {
        "title": "A",
        "summary": "One thing",
        "extra": {
            "excerpt": "Another",
            "layout": "post",
            "nested": {"a": ["1", {"b": "no"}]},
            "related": "x",
            "image": "/gone.png",
            "image_alt": "A plan",
            "date": "someday",
        },
    }
    assert "'lead' says the same as 'summary': left out" in result.told
    assert result.findings()[0].startswith("content/news: 1 entry has no date")


def test_a_text_without_a_head_and_one_in_an_old_encoding_come_in(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.md").write_bytes("# Größe\r\n\r\nText.\r\n".encode("cp1252"))
    result = imported(tmp_path, "old")
    assert result.text("a.md") == "# Größe\n\nText.\n"
    assert "read as Windows-1252" in result.told


# --- what cannot be read, and what stays outside -------------------------------------------------


def test_every_text_that_cannot_be_read_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    files = """
    -- a.md --
    ---
    title: A
    {{{
    ---
    -- b.md --
    ---
    title: {a: [
    ---
    -- c.md --
    Fine.
    """
    result = folder(tmp_path, files)
    assert [problem.split(":")[0] for problem in result.problems] == ["old/a.md", "old/b.md"]
    assert result.files == []
    assert folder(tmp_path, "", skip=True).files == ["c.md"]


def test_a_beginners_slip_is_mended_and_told(tmp_path: Path) -> None:
    result = folder(tmp_path, "-- a.md --\n---\ntitle: Printing: we move\n---\nText.\n")
    assert result.front("a.md") == {"title": "Printing: we move"}
    assert any("read as 'title: \"Printing: we move\"'" in each for each in result.told)


def test_an_empty_folder_is_a_sentence(tmp_path: Path) -> None:
    result = folder(tmp_path, "-- a.rst --\nText\n")
    assert result.problems == [
        "old: holds no text (a folder with texts in Markdown (.md) is brought in)"
    ]


@pytest.mark.parametrize(
    "address", ["../secret.png", "/../secret.png", "..%2Fsecret.png", "link.png", "/.env.png"]
)
def test_no_file_from_outside_the_folder_comes_along(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret.png").write_bytes(b"x")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / ".env.png").write_bytes(b"x")
    (tmp_path / "old" / "link.png").symlink_to(tmp_path / "secret.png")
    result = folder(tmp_path, f"-- a.md --\n![x]({address})\n")
    assert result.files == ["a.md"]


def test_links_of_the_file_system_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "x.md").write_text("Secret.\n", "utf-8")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "in").symlink_to(tmp_path / "secret")
    assert folder(tmp_path, "-- a.md --\nText.\n").files == ["a.md"]


OUT = "../../../../../../etc/passwd"


@pytest.mark.parametrize(
    "written, words",
    [
        (f"[y]({OUT})", "y"),
        (f"[y `z`]({OUT} 'A (title)')", "y `z`"),
        (f'[y](<{OUT}> "A (title)")', "y"),
        (f"![y]({OUT})", "y"),
        (f"[y][n], [N], [N][] and `[n]`\n\n[n]: {OUT} 'T'", "y, N, N and `[n]`"),
        (f'<a href="{OUT}">y</a>', "<a>y</a>"),
        (f"`[y]({OUT})`", f"`[y]({OUT})`"),
    ],
)
def test_a_link_out_of_the_folder_becomes_its_words(
    tmp_path: Path, written: str, words: str
) -> None:
    result = folder(tmp_path, f"-- a.md --\n---\ntitle: A\n---\nSee {written}\n")
    assert result.body("a.md").strip() == f"See {words}"
    said = f"'{OUT}' leads out of the folder: its words stay, no link"
    assert (said in result.told) == (words != written)
    assert result.findings() == []
