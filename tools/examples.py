"""For each problem code: a small site that has the problem, and how to mend it.

`tools/reference.py` builds each of them and puts the message that really comes into
docs/reference/problems.md. Some cannot be brought about at will; their messages stand here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SETTINGS = "title: Our services\nurl: https://services.example.org/\n"
STUDY = "title: Biology\nresults: 3 days → 4 hours\nquote: It works.\n"


@dataclass(frozen=True)
class Example:
    """Files by path (a value may be bytes), how to mend it, and a message if it is fixed."""

    mend: str
    files: dict[str, str | bytes] = field(default_factory=dict)
    message: str = ""


ISSUE = "title: What is new\npreheader: What changed for you this month, in two minutes\n"
MAIL = "themes/ours/templates/email.html"
OURS: dict[str, str | bytes] = {
    "site.yaml": f"{SETTINGS}theme: ours\n",
    "themes/ours/theme.yaml": "extends: lectern\n",
}


def _issue(text: str = "Text.\n", front: str = ISSUE) -> dict[str, str | bytes]:
    return {"content/newsletters/n-12.md": _entry(front, text)}


def _mail(block: str, words: str) -> dict[str, str | bytes]:
    """An issue, and a theme that adds words to a block of its e-mail."""
    template = (
        '{% extends "lectern/email.html" %}\n'
        f"{{% block {block} %}}{{{{ super() }}}}\n{words}\n{{% endblock %}}\n"
    )
    return OURS | _issue() | {MAIL: template}


def _entry(front: str, text: str = "Text.\n") -> str:
    return f"---\n{front}---\n{text}"


def _choice(ways: str, asked: str = "") -> dict[str, str | bytes]:
    """A choice between two ways, of which each says a line; the questions are asked of both."""
    musts = asked or (
        "musts:\n"
        "  - {id: people, choices: [{id: none, label: No}, {id: patients, label: Yes}]}\n"
        "  - {id: place, choices: [here, abroad]}\n"
    )
    scale = "{id: days, better: lower, worst: 10, best: 0}"
    front = f"question: Which one?\nalternatives:\n{ways}{musts}criteria:\n  - {scale}\n"
    return {"content/choices/which.md": _entry(front)}


def _way(name: str, days: str, *fits: str) -> str:
    names = ("people.none", "people.patients", "place.here", "place.abroad")
    fit = ", ".join(f"{one}: {word}" for one, word in zip(names, fits, strict=True))
    return f"  - {{title: {name}, facts: {{days: {days}}}, fit: {{{fit}}}}}\n"


_NEAR = _way("Near", "1", "yes", "yes", "yes", "no")
_FAR = _way("Far", "5", "yes", "ask", "yes", "yes")

EXAMPLES: dict[str, Example] = {
    "site-missing": Example(
        "Go to the folder that has `site.yaml`, or name it with `-C`. A new site needs "
        "`site.yaml` with a title and a url, and a folder `content/`.",
        {"site.yaml": b""},
    ),
    "setting-invalid": Example(
        "Write a value of the kind that [the settings](settings.md) name.",
        {"site.yaml": "title: Our services\nurl: services.example.org\n"},
    ),
    "theme-invalid": Example(
        "Write the name of a folder below `themes/`, or `lectern`; in a theme's own files, mend "
        "the line that is named.",
        {"site.yaml": f"{SETTINGS}theme: lecturn\n"},
    ),
    "template-failed": Example(
        "Look at the line of the template that is named. Its end says which page was being made.",
        {
            "site.yaml": f"{SETTINGS}theme: ours\n",
            "themes/ours/theme.yaml": "extends: lectern\n",
            "themes/ours/templates/page.html": "<h1>{{ page.titel }}</h1>\n",
            "content/about.md": _entry("title: About us\n"),
        },
    ),
    "block-unknown": Example(
        "Write the name of a block that is there: `evangelist theme show service.html` lists those "
        "of a template. A block of your own stands inside one of these.",
        {
            "site.yaml": f"{SETTINGS}theme: ours\n",
            "themes/ours/theme.yaml": "extends: lectern\n",
            "themes/ours/templates/service.html": '{% extends "lectern/service.html" %}\n\n'
            "{% block closng %}Talk to us.{% endblock %}\n",
        },
    ),
    "output-foreign": Example(
        "`evangelist` only ever overwrites files that it made. Move the file away, or build "
        "into another folder with `--output`.",
        {"content/index.md": _entry("title: Home\n"), "output/site/index.html": "Mine.\n"},
    ),
    "file-exists": Example(
        "Choose another name, or move away what is there.",
        message="error: content/services/vpn.md: is there already (nothing was overwritten)",
    ),
    "move-refused": Example(
        "Choose another place. What an entry is follows from its folder: it stays in that of its "
        "kind.",
        message="error: content/services/vpn.md: cannot become 'news/vpn': it is of the kind "
        "service, news/ is for the kind news (write it anew, evangelist new news, with "
        "redirect_from: /services/vpn/)",
    ),
    "draft-refused": Example(
        "Mend the texts that are named below it. Or write a blank issue: "
        "`evangelist new newsletter --empty`.",
        message="error: nothing was written: what cannot be read may have been told, or be new "
        "(mend it, or begin a blank issue: evangelist new newsletter --empty)",
    ),
    "output-failed": Example(
        "Make room on the disk, or allow yourself to read or write the file that is named.",
        message="error: output/site/index.html: cannot be written: No space left on device",
    ),
    "build-locked": Example(
        "Wait until the other build has ended, or end it: the message says which program it is. "
        "A program that ended or was killed is never in the way.",
        message="error: another build is at work here, and was after 10 seconds: evangelist build, "
        "process 4711 on desk-3, since 10:32 (wait until it has ended; if it never does, end that "
        "process)",
    ),
    "build-differs": Example(
        "`evangelist build --verify` found that work kept from an earlier build was wrong. Remove "
        "the folder `.evangelist/` and build again: then all is right. Please tell those who make "
        "evangelist, with the file that is named: this must never happen.",
        message="error: site/index.html: a build from nothing makes other bytes (remove the "
        "folder .evangelist/, build again, and tell those who make evangelist)",
    ),
    "why-unknown": Example(
        "Name a file in the output folder, an address such as `/services/vpn/`, or what pages are "
        "made of: a text, a picture, a template, `site.yaml`. Before the first build, build.",
        message="error: the last build neither made nor used '/servces/vpn/' (did you mean "
        "'/services/vpn/'?)",
    ),
    "send-refused": Example(
        "The message says what to do first; nothing has left. [Sending](../sending.md) tells more.",
        message="error: output/email/2026-11.eml: is not what your texts make today: they have "
        "changed, or drafts were built (run: evangelist build; look at the e-mail again, then "
        "send)",
    ),
    "recipients-invalid": Example(
        "Mend the line that is named in your spreadsheet, and save it as CSV again. The first row "
        "names the columns; one of them is `email`.",
        message="error: mail/readers.csv:7:1: 'anna at example.edu': this is no e-mail address",
    ),
    "relay-failed": Example(
        "Mend `newsletter.relay` in `site.yaml`, or ask your IT department. Nothing has left, so "
        "you can try again at once. [Sending](../sending.md#what-to-ask-your-it-department) has "
        "the questions to ask.",
        message="error: smtp.example.edu:587 does not let ets@example.edu in (535 5.7.8); nothing "
        "was sent (look at relay.user and EVANGELIST_SMTP_PASSWORD; Exchange Online has switched "
        "passwords off: docs/sending.md tells more)",
    ),
    "ledger-invalid": Example(
        "Bring the file back from a backup. It is the only place that knows who got which issue, "
        "so `send` never begins a new one over it.",
        message="error: mail/ledger.sqlite: cannot be used, so nothing was sent: file is not a "
        "database (bring it back from a backup; without it nobody knows who got what)",
    ),
    "encoding-invalid": Example(
        "In your editor, choose “Save as” and the encoding UTF-8.",
        {"content/about.md": "---\ntitle: Café\n---\n".encode("latin-1")},
    ),
    "front-matter-invalid": Example(
        "Put the value in quotes; it has a sign that means something else in YAML.",
        {"content/news/move.md": _entry("title: Printing: we move\n")},
    ),
    "value-invalid": Example(
        "Write a value of the kind that [the field](fields.md) names.",
        {"content/news/move.md": _entry("title: We move\ndate: 03/04/2026\n")},
    ),
    "reference-missing": Example(
        "Write the path of an entry below `content/`, without `.md`.",
        {
            "content/services/vpn.md": _entry("title: VPN\n"),
            "content/services/mail.md": _entry("title: Mail\nrelated: services/vnp\n"),
        },
    ),
    "path-collision": Example(
        "Rename one of the files, or change its `slug`.",
        {
            "content/services/vpn.md": _entry("title: VPN\n"),
            "content/services/remote.md": _entry("title: Remote access\nslug: vpn\n"),
        },
    ),
    "path-outside": Example(
        "Copy the file into `content/`, and link to the copy.",
        {"content/about.md": _entry("title: About us\n", "See [the plan](../plan.md).\n")},
    ),
    "path-reserved": Example(
        "Rename the file: some names and signs cannot be files on Windows.",
        {"content/ plan.md": _entry("title: Our plan\n")},
    ),
    "page-timeout": Example(
        "Look for thousands of brackets that are opened and never closed, or split the text.",
        message="error: content/dump.md:1:1: took longer than 10 seconds, or nests too deeply "
        "(look for thousands of unclosed brackets, or split the text)",
    ),
    "setting-unknown": Example(
        "Correct the key, or put it below `extra:` if a template reads it.",
        {"site.yaml": f"{SETTINGS}currancy: EUR\n"},
    ),
    "language-missing": Example(
        "Write the words of that language in your theme: see [themes](../themes.md).",
        {"site.yaml": f"{SETTINGS}lang: pt\n"},
    ),
    "key-unknown": Example(
        "Correct the key, or put it below `extra:` if a template reads it.",
        {"content/news/move.md": _entry("title: We move\nexcerpt: On Monday.\n")},
    ),
    "key-duplicate": Example(
        "Remove one of the two.",
        {"content/about.md": _entry("title: About us\ntitle: About our team\n")},
    ),
    "value-cut": Example(
        "Put the value in quotes. Before a comment that you mean, write two blanks.",
        {"content/newsletters/n-12.md": _entry("title: Summer\nsubject: #12 Summer\n")},
    ),
    "link-dead": Example(
        "Correct the address; link to other entries by the path of their file.",
        {
            "content/services/vpn.md": _entry("title: VPN\n"),
            "content/about.md": _entry("title: About us\n", "See [VPN](services/vnp.md).\n"),
        },
    ),
    "link-draft": Example(
        "Publish the other entry, or take the link out. Until then its words stand without a link.",
        {
            "content/services/vpn.md": _entry("title: VPN\ndraft: true\n"),
            "content/about.md": _entry("title: About us\n", "See [VPN](services/vpn.md).\n"),
        },
    ),
    "anchor-missing": Example(
        "Write the name of a heading as the address bar shows it, or the id of an offering.",
        {
            "content/services/vpn.md": _entry("title: VPN\n", "## Price\n\nFree.\n"),
            "content/about.md": _entry("title: About us\n", "[VPN](services/vpn.md#prices)\n"),
        },
    ),
    "image-missing": Example(
        "Put the picture beside the entry, and write its name as the file has it.",
        {"content/about.md": _entry("title: About us\n", "![Our office](office.png)\n")},
    ),
    "image-broken": Example(
        "Save the picture again as JPEG or PNG, or copy it here once more.",
        {
            "content/about.md": _entry("title: About us\n", "![Our office](office.png)\n"),
            "content/office.png": "not a picture",
        },
    ),
    "image-remote": Example(
        "Put a copy beside the entry: readers' browsers ask no other server.",
        {
            "content/about.md": _entry(
                "title: About us\n", "![Our office](https://example.com/office.png)\n"
            )
        },
    ),
    "file-refused": Example(
        "If you trust the file, add its ending to `files.allow` in `site.yaml`.",
        {
            "content/about.md": _entry("title: About us\n", "[The plan](plan.html)\n"),
            "content/plan.html": "<p>Plan</p>",
        },
    ),
    "html-dropped": Example(
        "Write it in Markdown. If every writer may write any HTML: `markdown.raw_html: trust`.",
        {"content/about.md": _entry("title: About us\n", "<script>alert(1)</script>\n")},
    ),
    "category-unknown": Example(
        "Write the id of a category of `site.yaml`, or add the category there.",
        {
            "site.yaml": f"{SETTINGS}categories: [{{id: network, title: Network}}]\n",
            "content/services/vpn.md": _entry("title: VPN\ncategory: netwrok\n"),
        },
    ),
    "audience-unknown": Example(
        "Write the name as it stands under `audiences` in `site.yaml`, or add it there.",
        {
            "site.yaml": f"{SETTINGS}audiences: [staff, students]\n",
            "content/newsletters/2026-11.md": _entry(
                "title: November\ndate: 2026-11-20\n", "> [!FOR stuff]\n> Your holidays.\n"
            ),
        },
    ),
    "callout-unknown": Example(
        "Write one of the words that are known, alone on its line: `> [!NOTE]`, or for a part of "
        "an issue `> [!FOR staff]`.",
        {"content/about.md": _entry("title: About us\n", "> [!HINT]\n> Bring your card.\n")},
    ),
    "markdown-only": Example(
        "Take it out or write it as HTML; or set `engine: markdown` under `markdown` in "
        "`site.yaml`.",
        {
            "site.yaml": f"{SETTINGS}markdown: {{engine: gfm}}\n",
            "content/about.md": _entry("title: About us\n", "We help.\n{: .lead }\n"),
        },
    ),
    "email-mark": Example(
        "Name the mark under `merge`, with the words that stand for it where nobody in particular "
        "is addressed. To show braces to readers, write them as `code`.",
        {"content/newsletters/2026-11.md": _entry("date: 2026-11-20\n", "Dear {{name}},\n")},
    ),
    "email-personal": Example(
        "Write `otherwise` for the mark, or send the issue as single messages only.",
        {
            "content/newsletters/2026-11.md": _entry(
                "date: 2026-11-20\nmerge: [name]\n", "Dear {{name}},\n"
            )
        },
    ),
    "date-missing": Example(
        "Write a date, or begin the file's name with it: `2026-11-20-we-move.md`.",
        {"content/news/move.md": _entry("title: We move\n")},
    ),
    "translation-ignored": Example(
        "`name.fr.md` is kept for translations, which do not exist yet. Rename the file.",
        {
            "content/about.md": _entry("title: About us\n"),
            "content/about.fr.md": _entry("title: Qui nous sommes\n"),
        },
    ),
    "email-size": Example(
        "Give the largest stories pages of their own, and link to them.",
        _issue("## The whole report\n\n" + "word " * 20_000),
    ),
    "email-structure": Example(
        "Lay it out with the macros of `_email.html`: see [the checks](../email-checks.md).",
        _mail("style", "h1 { float: left; }"),
    ),
    "email-client": Example(
        "Do without it: see [the checks](../email-checks.md) for what may degrade, and why.",
        _mail("style", "h1 { text-shadow: 1px 1px #cccccc; }"),
    ),
    "email-picture": Example(
        "Save the picture as PNG, JPEG or GIF, in the size in which it is shown, or twice that.",
        _mail("brand", '<img src="{{ site.asset("icon.svg") }}" alt="" width="24">'),
    ),
    "token-unknown": Example(
        "Write the name that was meant. `evangelist theme show tokens` lists them.",
        {"site.yaml": f"{SETTINGS}brand:\n  acent: '#14532d'\n"},
    ),
    "template-unused": Example(
        "Give the file the name of the template that it is to go over, or remove it.",
        {
            "site.yaml": f"{SETTINGS}theme: ours\n",
            "themes/ours/theme.yaml": "extends: lectern\n",
            "themes/ours/templates/hom.html": '{% extends "lectern/home.html" %}\n',
        },
    ),
    "brand-contrast": Example(
        "Write the colour that the message names: yours, lighter or darker by as little as it "
        "takes. [Your look](../your-look.md).",
        {"site.yaml": f"{SETTINGS}brand:\n  accent: '#e0a000'\n"},
    ),
    "email-contrast": Example(
        "Choose a darker colour for light pages, and a lighter one for the dark: "
        "[your look](../your-look.md).",
        _issue() | {"site.yaml": f"{SETTINGS}brand: {{accent: '#99aabb'}}\n"},
    ),
    "email-access": Example(
        "Say what is behind the link: “the price list” instead of “here”.",
        _issue("The prices are [here](https://services.example.org/prices).\n"),
    ),
    "email-text": Example(
        "Say it in the text of the issue, or take it out of the template.",
        _mail("brand", '<a href="https://prices.example.edu/">Prices</a>'),
    ),
    "email-link": Example(
        "Correct the address now: an e-mail cannot be mended once it is sent.",
        _issue("[Print](http://print.example.edu/) from your phone.\n"),
    ),
    "email-words": Example(
        "Say in one line what the subject does not.",
        _issue(front="title: What is new\npreheader: For you\n"),
    ),
    "title-missing": Example(
        "Write a title, or begin the text with a heading: `# We move`.",
        {"content/news/2026-11-20-we-move.md": "On Monday.\n"},
    ),
    "outcome-missing": Example(
        "Finish the sentence “You can …”, with a figure if you have one.",
        {"content/services/vpn.md": _entry("title: VPN\n")},
    ),
    "owner-missing": Example(
        "Name the team, or a person.",
        {"content/services/vpn.md": _entry("title: VPN\n")},
    ),
    "get-started-missing": Example(
        "Say where to ask for it, and how long it takes from there.",
        {"content/services/vpn.md": _entry("title: VPN\n")},
    ),
    "offerings-missing": Example(
        "Write at least one offering, with its price, even if it is free.",
        {"content/services/vpn.md": _entry("title: VPN\n")},
    ),
    "proof-missing": Example(
        "Ask one client what is better now, and write a case study.",
        {"content/services/vpn.md": _entry("title: VPN\n")},
    ),
    "review-overdue": Example(
        "Read the entry again, mend it, and move the date.",
        {"content/about.md": _entry("title: About us\nreview_by: 2026-05-01\n")},
    ),
    "name-like-entry": Example(
        "Write the path of the entry, `owner: teams/networks`, and it becomes a link.",
        {
            "content/services/vpn.md": _entry("title: VPN\nowner: networks\n"),
            "content/teams/networks.md": _entry("title: Networks\n"),
        },
    ),
    "placeholder": Example(
        "Put in your own address. `example.org`, `example.com` and `example.net` belong to nobody.",
        {"content/newsletters/1.md": _entry("title: November\ndate: 2026-11-20\n")},
    ),
    "boast": Example(
        "Say what somebody could do afterwards, with a figure.",
        {"content/services/vpn.md": _entry("title: VPN\nsummary: World-class remote access.\n")},
    ),
    "result-stale": Example(
        "Measure again. Write the new figures as `results_now` and the day as `still_true_on`.",
        {"content/case-studies/biology.md": _entry(f"{STUDY}date: 2025-03-01\n")},
    ),
    "image-large": Example(
        "Save the picture smaller, as the message says. A photo as a phone makes it is never too "
        "large: pages show a smaller one, made from it. What moves or is drawn is shown as it is.",
        {
            "content/about.md": _entry("title: About us\n", "![Our building](plan.svg)\n"),
            "content/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">'
            + "<path d='M0 0'/>" * 70_000
            + "</svg>",
            "site.yaml": f"{SETTINGS}files: {{allow: [svg]}}\n",
        },
    ),
    "avif-missing": Example(
        "Upgrade Pillow with the command in the message, or take `avif` out of `site.yaml`. "
        "Readers see the same pictures, as WebP.",
        message="advice: site.yaml: photos stay WebP, as Pillow cannot make AVIF here\n"
        "  pip install --upgrade pillow, or take out avif under pictures:",
    ),
    "card-letters": Example(
        "Write the title in letters of the Latin, Greek or Cyrillic script, or give the page an "
        "`image` of its own. Or leave it: the link then shows the card of the site. See "
        "[your look](../your-look.md#shared-links).",
        {"content/services/storage.md": _entry("title: 存储 storage\nowner: us\n")},
    ),
    "search-missing": Example(
        "Install Pagefind beside evangelist: `pip install 'evangelist[search]'`. Until then the "
        "page of the search lists every name from A to Z. See [search](../search.md).",
        message="advice: site.yaml: the search finds nothing but names: Pagefind is not installed\n"
        "  pip install 'evangelist[search]', or write search: false",
    ),
    "silence-idle": Example(
        "Take it out of `site.yaml`, so that the next finding of its kind is told.",
        {"site.yaml": f"{SETTINGS}silence: {{code: boast, reason: It is a quote}}\n"},
    ),
    "link-external": Example(
        "Open the address yourself. Correct it, or take the link out. Told by "
        "`evangelist check --external`.",
        message="advice: content/about.md:3:5: 'https://forms.example.edu/print' does not answer: "
        "there is no such page (404) (correct it, or take the link out)",
    ),
    "link-moved": Example(
        "Write the new address: the old one may stop to lead there. Told by "
        "`evangelist check --external`.",
        message="advice: content/about.md:3:5: 'http://forms.example.edu/print' has moved to "
        "'https://forms.example.edu/print' (write the new address)",
    ),
    "fact-unreadable": Example(
        "Write a number, a range such as `3-5`, or `unknown`; for an answer `yes`, `no`, `ask` or "
        "`unknown`. Until then it counts as unknown.",
        _choice(_NEAR.replace("days: 1", "days: soon") + _FAR),
    ),
    "choice-scale": Example(
        "Write `worst` and `best` of the criterion: the worst and the best that anybody could "
        "imagine, not those of what is on offer today.",
        _choice(_NEAR.replace("days: 1", "days: 40") + _FAR),
    ),
    "choice-bare": Example("Name another alternative, if only doing nothing.", _choice(_NEAR)),
    "choice-dead-end": Example(
        "Readers are shown what comes nearest and what they could leave open. See that this helps "
        "them, add an alternative, or write `ask` where it is truer than `no`.",
        _choice(_NEAR + _FAR.replace("patients: ask", "patients: no")),
    ),
    "choice-contradiction": Example(
        "Add an alternative that does for both, or say in `help` that they exclude each other.",
        _choice(_NEAR + _FAR.replace("patients: ask", "patients: no")),
    ),
    "choice-powerless": Example(
        "Leave the question out, or write where the answer makes a difference.",
        _choice(_NEAR + _FAR.replace("patients: ask", "patients: yes")),
    ),
    "choice-twins": Example(
        "Ask for what differs between them, or offer only one.",
        _choice(_NEAR + _NEAR.replace("Near", "Also near") + _FAR),
    ),
    "choice-dominated": Example(
        "Write what speaks for it, or leave it out.",
        _choice(_NEAR.replace("days: 1", "days: 6") + _FAR.replace("ask", "yes")),
    ),
    "choice-retired": Example(
        "Leave it out, or name what takes its place. Who has it still finds that on its own page.",
        _choice(_NEAR.replace("title: Near", "of: services/near") + _FAR)
        | {"content/services/near.md": _entry("title: Near\nlifecycle: retired\n")},
    ),
    "choice-unknown": Example(
        "Write it under `facts` or `fit` of the offering, or in a table `facts.csv` beside the "
        "choice. What is not known rules nothing out; readers see that it is not known.",
        _choice(_NEAR + _FAR.replace("place.here: yes, ", "")),
    ),
    "fact-stale": Example(
        "Look whether it is still so, and move `as_of`. `facts_months` of the choice says how old "
        "a fact may be.",
        _choice(_NEAR.replace("days: 1", "days: {value: 1, as_of: 2025-06-01}") + _FAR),
    ),
    "consent-expired": Example(
        "Ask again, and move `consent.expires`.",
        {
            "content/case-studies/biology.md": _entry(
                f"{STUDY}date: 2026-03-01\nconsent: {{by: Head of the lab, expires: 2026-09-01}}\n"
            )
        },
    ),
    "idea-unanswered": Example(
        "Write `response`, even if it only says when you will decide. Somebody is waiting.",
        {"content/ideas/quiet.md": _entry("title: Quieter printers\ndate: 2026-09-01\n")},
    ),
    "idea-unfinished": Example(
        "A completed idea needs `shipped_in` or a `response`, a declined one a `response` with the "
        "reason, a duplicate the other idea as `duplicate_of`.",
        {
            "content/ideas/quiet.md": _entry(
                "title: Quieter printers\ndate: 2026-09-01\nstatus: declined\n"
            )
        },
    ),
    "ask-bare": Example(
        "Say how many minutes it takes, as `effort_minutes`, and what readers get, as `in_return`.",
        {
            "content/newsletters/1.md": _entry(
                "title: November\ndate: 2026-11-20\nasks: {text: Tell us how you print}\n"
            )
        },
    ),
    "newsletter-overdue": Example(
        "Publish an issue: `evangelist new newsletter` writes a draft of what is new. Or promise "
        "less: `week`, `fortnight`, `month` and `quarter` are the words for `newsletter.every`.",
        {
            "site.yaml": f"{SETTINGS}newsletter: {{every: month}}\n",
            "content/newsletters/1.md": _entry("title: August\ndate: 2026-08-28\n"),
        },
    ),
    "import-unreadable": Example(
        "Mend the line of the source that is named, and import again: nothing was written, and "
        "nothing is ever written twice. Or leave it out with `--skip-unreadable`.",
        message="error: services.csv:17:1: the row has no title: 'Service name' is empty (fill it, "
        "or remove the row)",
    ),
    "import-exists": Example(
        "An import never overwrites. Compare the two; rename or move the file that is there and "
        "import again, or leave things as they are.",
        message="warning: content/services/vpn.md: is there already and says something else; it "
        "was left as it is (rename or move your file and import again, or copy by hand what you "
        "need)",
    ),
    "import-tag": Example(
        "Readers would see the tag as it is written. Say in Markdown what it stood for, or take "
        "it out.",
        message="warning: content/news/move.md:12:1: the template tag team_photo has no equal "
        "here and stays as it is written (write it in Markdown, or take it out)",
    ),
}
