"""Messages for a person: what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "advice"]

CODES: dict[str, tuple[Level, str]] = {
    "site-missing": ("error", "There is no site.yaml in the folder."),
    "setting-invalid": ("error", "A value in site.yaml cannot be understood."),
    "theme-invalid": ("error", "A theme is missing, or one of its files cannot be read."),
    "template-failed": ("error", "A template stopped with an error."),
    "block-unknown": ("error", "A template fills a block that what it extends does not have."),
    "output-foreign": ("error", "A file that evangelist did not write is in the way."),
    "file-exists": ("error", "A file or folder is there already; nothing is overwritten."),
    "move-refused": ("error", "An entry cannot be moved there."),
    "draft-refused": ("error", "What is new cannot be known, so no draft was written."),
    "output-failed": ("error", "A file could not be read or written."),
    "build-locked": ("error", "Another build of the same site is at work."),
    "build-differs": ("error", "A build that kept work from before is not what a new one makes."),
    "why-unknown": ("error", "Nothing is known of what `evangelist why` was asked about."),
    "encoding-invalid": ("error", "A file is not UTF-8."),
    "front-matter-invalid": ("error", "The front matter does not parse."),
    "value-invalid": ("error", "A value is of a type that cannot be understood."),
    "reference-missing": ("error", "A reference names an entry that does not exist."),
    "path-collision": ("error", "Two things want the same address."),
    "path-outside": ("error", "A path leaves the folder of the content."),
    "path-reserved": ("error", "A name cannot be a file on every system."),
    "page-timeout": ("error", "A page took too long."),
    "import-unreadable": ("error", "A file, a row or a text cannot be brought in."),
    "send-refused": ("error", "An issue cannot be sent as it is."),
    "recipients-invalid": ("error", "A list of recipients cannot be used."),
    "relay-failed": ("error", "The mail server does not let us send."),
    "ledger-invalid": ("error", "The memory of who got which issue cannot be read or written."),
    "setting-unknown": ("warning", "site.yaml has a key that nobody reads."),
    "language-missing": ("warning", "The theme has no words in the site's language."),
    "key-unknown": ("warning", "The front matter has a key that nobody reads."),
    "key-duplicate": ("warning", "The front matter has a key twice; the last one counts."),
    "value-cut": ("warning", "YAML cuts a value short, at a # or at a comma in { }."),
    "token-unknown": ("warning", "A brand or a theme names a token that no theme has."),
    "template-unused": ("warning", "Nothing uses a template that is named much like another."),
    "brand-contrast": (
        "warning",
        "A colour of a brand or a theme cannot be read where it is used.",
    ),
    "link-dead": ("warning", "A link leads nowhere."),
    "link-draft": ("warning", "A link leads to an entry that is not published."),
    "anchor-missing": ("warning", "A link's #part does not exist on its page."),
    "image-missing": ("warning", "A picture does not exist."),
    "image-broken": ("warning", "A picture cannot be read."),
    "image-remote": ("warning", "A picture lies on another server; a link stands in for it."),
    "file-refused": ("warning", "A file of a kind that can carry scripts is not published."),
    "html-dropped": ("warning", "Unsafe HTML was left out."),
    "category-unknown": ("warning", "A service names a category that site.yaml does not have."),
    "audience-unknown": ("warning", "An issue names an audience that site.yaml does not have."),
    "date-missing": ("warning", "Entries that want a date have none."),
    "translation-ignored": ("warning", "A translation is left out: names like it are reserved."),
    "import-exists": ("warning", "An import found another file in its place, and left it."),
    "import-tag": ("warning", "A template tag of another generator stays as it is written."),
    "email-size": ("warning", "An e-mail is so large that Gmail clips it, or nearly."),
    "email-structure": ("warning", "An e-mail has what mail programs drop or refuse."),
    "email-client": ("warning", "An e-mail needs what Outlook, Gmail or Apple Mail cannot do."),
    "email-picture": ("warning", "A picture in an e-mail is not shown, or not well."),
    "email-contrast": ("warning", "Words in an e-mail cannot be told from their background."),
    "email-access": ("warning", "An e-mail is hard to read for some, or with a screen reader."),
    "email-text": ("warning", "The text part of an e-mail does not say what its HTML says."),
    "email-link": ("warning", "A link in an e-mail leads nowhere, or is not safe."),
    "callout-unknown": ("warning", "A quote begins with [! and is no note and for no audience."),
    "markdown-only": ("warning", "A text has Markdown that the site's engine does not read."),
    "email-mark": ("warning", "A mark of an issue is named nowhere: readers would see it."),
    "email-personal": ("advice", "An issue has a mark that only single messages fill in."),
    "fact-unreadable": ("warning", "A fact of a choice cannot be read, and counts as unknown."),
    "choice-scale": ("warning", "A scale is missing or upside down, or a fact is worse than it."),
    "choice-bare": ("advice", "A choice has nothing to choose between."),
    "choice-dead-end": ("advice", "There are answers to a choice that leave nothing."),
    "choice-contradiction": ("advice", "Two answers to a choice together leave nothing."),
    "choice-powerless": ("advice", "It makes no difference how a question is answered."),
    "choice-twins": ("advice", "Nothing that a choice asks tells two alternatives apart."),
    "choice-dominated": ("advice", "Another alternative is better in all that is asked."),
    "choice-retired": ("advice", "A choice leads to a service that has ended."),
    "choice-unknown": ("advice", "Nobody has written what a choice needs to know."),
    "fact-stale": ("advice", "A fact of a choice is older than the choice allows."),
    "title-missing": ("advice", "An entry has no title of its own."),
    "outcome-missing": ("advice", "A service does not say what its clients get out of it."),
    "owner-missing": ("advice", "A service does not say who answers for it."),
    "get-started-missing": ("advice", "A service does not say how to get it."),
    "offerings-missing": ("advice", "A service has nothing to choose between, and no price."),
    "proof-missing": ("advice", "No case study tells about a service."),
    "review-overdue": ("advice", "The date of a review has passed."),
    "name-like-entry": ("advice", "A name looks like an entry, and is shown as a plain word."),
    "email-words": ("advice", "A subject or a preheader that inboxes cut, or that says little."),
    "placeholder": ("advice", "An issue is published, and a setting is still an example."),
    "boast": ("advice", "A boast without a result or a source."),
    "result-stale": ("advice", "A win has not been measured again for a year."),
    "image-large": ("advice", "A picture is so large that people wait for it."),
    "avif-missing": ("advice", "Photos are no AVIF, as Pillow cannot make that here."),
    "card-letters": ("advice", "A title has letters that the font of social cards lacks."),
    "search-missing": ("advice", "The search has no index, as Pagefind is not installed."),
    "silence-idle": ("advice", "A silence in site.yaml has nothing to silence any more."),
    "link-external": ("advice", "A link to another site does not answer; told by --external."),
    "link-moved": ("advice", "A link to another site has moved for good; told by --external."),
    "idea-unanswered": ("advice", "Nobody has answered an idea for 30 days."),
    "idea-unfinished": ("advice", "An idea does not say how it ended: where, why, or with which."),
    "ask-bare": ("advice", "An issue asks without minutes, or without what comes back."),
    "newsletter-overdue": ("advice", "The next issue is later than the site promises."),
    "consent-expired": ("advice", "A consent has expired; the quote is left out everywhere."),
}
"""Every code, with its level and its meaning in a sentence: the reference of problems."""

_RANK: dict[Level, int] = {"error": 0, "warning": 1, "advice": 2}


@dataclass(frozen=True, slots=True)
class Problem:
    """One message.

    `path` is relative to the folder of the site, with slashes; `line` and `column` count
    characters from 1, and 0 means that the place is not known. `mended` is the whole line of
    the file as it would be right, to put in its place, where that is known; line breaks in it
    stand for several lines.
    """

    code: str
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""
    mended: str = ""

    @property
    def level(self) -> Level:
        """How serious it is: a property of the code."""
        return CODES[self.code][0]

    @property
    def order(self) -> tuple[int, str, int, int, str, str]:
        """Sort key: errors first, then by place."""
        rank = _RANK[self.level]
        return (rank, self.path, self.line, self.column, self.code, self.message)

    def __str__(self) -> str:
        """`path:line:column: what (hint)`, leaving out what is not known."""
        place = self.path
        if place and self.line:
            place += f":{self.line}:{self.column or 1}"
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.message}{hint}" if place else f"{self.message}{hint}"


_UNMENDABLE = {
    "link-dead",
    "anchor-missing",
    "image-missing",
    "image-broken",
    "audience-unknown",
    "callout-unknown",
    "markdown-only",
}


def stops_sending(problem: Problem) -> bool:
    """Whether an issue with this problem had better not be sent: it cannot be mended afterwards."""
    if problem.level == "error":
        return True
    mailed = problem.code.startswith("email-") or problem.code in _UNMENDABLE
    return mailed and problem.level == "warning"


class ProblemsError(Exception):
    """The one exception that carries problems: raised where nothing can go on."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
