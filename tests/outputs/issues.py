"""Issues for tests of e-mails: those of the example site, and one that tries everything."""

from __future__ import annotations

from pathlib import Path

from tests import pictures
from tests.sites import Workspace, site

ROOT = Path(__file__).parents[2]
SETTINGS = """
description: What is new.
newsletter:
  subscribe: "mailto:ets@example.org?subject=subscribe"
  unsubscribe: "mailto:ets@example.org?subject=unsubscribe"
"""
HOSTILE = """
-- content/services/vpn.md --
---
title: Remote & safe
outcome: You work from anywhere.
offerings: [{id: a, title: A, price: {type: fixed, amount: 300, period: year}}]
get_started: {label: Ask <for> it, url: "https://forms.example/vpn?a=1&b=2", lead_time: two days}
---
-- content/services/print.md --
---
title: Printing
get_started: {url: /services/vpn/}
---
-- content/services/old.md --
---
title: Old
lifecycle: retired
get_started: {label: Too late, url: "https://forms.example/old"}
---
-- content/services/paused.md --
---
title: Paused
lifecycle: paused
get_started: {label: Not now, url: "https://forms.example/paused"}
---
-- content/services/draft.md --
---
title: Draft
draft: true
---
-- content/case-studies/bio.md --
---
title: Biology
date: 2026-08-01
summary: It works.
results: [{measure: Time, before: 3, after: 0.2, unit: days}]
---
-- content/case-studies/words.md --
---
title: Words
date: 2026-08-02
results: ["from never to always"]
---
-- content/news/cable.md --
---
title: The cable
date: 2026-11-01
---
-- content/teams/net.md --
---
title: Network team
purpose: It runs.
---
-- content/ideas/hours.md --
---
title: Longer hours
date: 2026-09-01
status: completed
proposal: Open until eight & later.
response: {text: "Yes: until nine.", by: teams/net, on: 2026-10-01}
shipped_in: services/print
credit: A student of Law
---
-- content/ideas/robots.md --
---
title: Robots
date: 2026-09-02
status: open
problem: Too few hands.
---
-- content/newsletters/older.md --
---
title: An older issue
date: 2026-10-20
preheader: What was.
---
-- content/newsletters/hostile.md --
---
title: "Everything < at once & more"
number: 1
date: 2026-11-20
features:
  - services/print
  - services/vpn
  - services/old
  - services/paused
  - services/draft
  - services/print
  - case-studies/bio
  - case-studies/words
  - ideas/hours
  - ideas/robots
  - news/cable
  - teams/net
  - newsletters/older
asks:
  - {text: Tell us, url: /services/vpn/, effort_minutes: 0, in_return: Our thanks}
  - {url: "https://forms.example/bare", effort_minutes: 1}
  - Only words
give: A mug & a map
---
[Older](older.md)

[Biology](../case-studies/bio.md)

[Team](../teams/net.md#purpose)

[Cable](../news/cable.md)

[Old](../services/old.md)

[Gone](../services/gone.md)

[Draft](../services/draft.md)

## A heading with [a link](https://one.example/?a=1&b=2) and `code`

### Deeper

#### And deeper still, with words enough to be wrapped once they are a line of a plain text

1. one
   - two [inside](https://two.example/)
     1. three ![A chart of <three>](chart.gif)

        > quoted in a list [deep](https://three.example/)
2. four[^note]

> A quote [here](mailto:a@example.org)
>
> > Inside a quote
> >
> > > And inside that one
> > >
> > > > ## A heading in a quote
> > > >
> > > > [deepest](tel:+123456)

> [!WARNING]
> ### A heading in a note
>
> - [a](https://four.example/)
>
> > [!NOTE]
> > A note in a note, [b](https://five.example/).

| a | b with [link](https://six.example/) |
|---|--:|
| ![In a cell](chart.gif) | [cell](https://seven.example/) |

| one column |
|---|
| [only](https://eight.example/) |

[![A linked chart](chart.gif)](https://nine.example/) and ![elsewhere](https://remote.example/x.png)

![](chart.gif)

Term
:   Meaning with [a link](https://ten.example/)

<details><summary>More <b>here</b></summary>
<p><a href="https://eleven.example/">unfolded</a></p>
<h3>A heading that unfolds</h3>
</details>

<table><tr><th>row</th><td><ul><li>x</li><li><a href="https://twelve.example/">y</a></li></ul></td></tr></table>

```
<a href="https://code.example/">no link</a>
```

[to a part](#deeper), [the same page](https://example.org/newsletters/hostile/), <https://bare.example/>,
[in other letters](https://喵.example/à?q=ü&b=%20#), a word<wbr>and another,
<a href="https://empty.example/"></a>.

[^note]: A footnote with [a link](https://thirteen.example/).
"""


def hostile(root: Path) -> Workspace:
    """A site with the issue `hostile`, which has everything in it."""
    made = site(root, HOSTILE, SETTINGS)
    made.write_bytes("content/newsletters/chart.gif", pictures.plain((30, 20), "GIF"))
    return made.built()


def example(output: Path) -> Workspace:
    """The example site, built into another folder."""
    made = Built(ROOT, output)
    made.build(output=output)
    return made


def example_issues() -> list[str]:
    """The issues of the example site."""
    return sorted(file.stem for file in (ROOT / "content/newsletters").glob("20*.md"))


class Built(Workspace):
    """A site of another folder than its output."""

    def __init__(self, root: Path, output: Path) -> None:
        super().__init__(root)
        self._elsewhere = output

    @property
    def output(self) -> Path:
        """Where it is built."""
        return self._elsewhere
