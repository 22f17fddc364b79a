"""Tags of Liquid, as Jekyll and Eleventy use them, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

from evangelist.scaffold.importers.tags import (
    Aside,
    Page,
    attributes,
    fenced,
    from_named,
    link,
    words,
)

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}(.*?)\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+([\w+#-]+)[^%]*-?%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL
)
_CAPTURE = re.compile(r"\{%-?\s*capture\s+(\w+)\s*-?%\}(.*?)\{%-?\s*endcapture\s*-?%\}", re.DOTALL)
_TAG = re.compile(
    r"""\{%-?\s*(\w+)((?:"[^"]*"|'[^']*'|[^"'%]|%(?!\}))*?)-?%\}|\{%.*?%\}""", re.DOTALL
)
_OUTPUT = re.compile(r"\{\{-?((?:\"[^\"]*\"|'[^']*'|[^\"'{}])*?)-?\}\}|\{\{[^{}]*\}\}")
_BASE = re.compile(r"\{\{-?\s*site\.url\s*-?\}\}(?=/|\{\{)")
_PIPE = re.compile(r"""\|(?=(?:[^"']|"[^"]*"|'[^']*')*$)""")
_ADDRESS_FILTERS = {"url", "relative_url", "absolute_url", "escape", "uri_escape", "xml_escape"}
_TEXT_FILTERS = {"strip", "markdownify", "escape_once", "strip_html", "strip_newlines", "safe"}
_CONTENTS = re.compile(r"^[*-] .*\n\{:\s*toc\s*\}[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
_WRAPPER = re.compile(r"<(div|section|article|span)\b[^>]*>\s*</\1>\s*", re.IGNORECASE)


def from_liquid(body: str, page: Page, aside: Aside) -> str:
    """The text with tags that have an equal converted; all others are put aside as they are."""
    body = _RAW.sub(lambda found: aside.raw(found[1]), body)
    body = _COMMENT.sub(lambda found: _commented(found, aside), body)
    body = _HIGHLIGHT.sub(lambda found: _highlighted(found, aside), body)
    body = _captured(body, aside)
    body = _BASE.sub("", body)
    body = _OUTPUT.sub(lambda found: _output(found, page, aside), body)
    body = _TAG.sub(lambda found: _tag(found, page, aside), body)
    if _CONTENTS.search(body):
        aside.tell("a table of contents is left out: pages have one of their own")
    return _CONTENTS.sub("", body)


def _commented(found: re.Match[str], aside: Aside) -> str:
    aside.tell("the tag comment becomes a comment of HTML")
    return f"<!--{found[1].replace('--', '- -')}-->"


def _highlighted(found: re.Match[str], aside: Aside) -> str:
    aside.tell("the tag highlight becomes code between fences")
    return aside.raw(fenced(found[2], found[1]))


def _captured(body: str, aside: Aside) -> str:
    """Text that is captured and shown once stays where it is, without the tags around it."""
    for found in list(_CAPTURE.finditer(body)):
        shown = re.compile(r"\{\{-?\s*" + found[1] + r"\s*(\|[^{}]*)?-?\}\}")
        if len(shown.findall(body)) != 1:
            continue
        body = shown.sub("", body).replace(found[0], f"{found[2].strip(chr(10))}\n", 1)
        while _WRAPPER.search(body):
            body = _WRAPPER.sub("", body)
        aside.tell("text between the tags capture and endcapture stays, without them")
    return body


def _output(found: re.Match[str], page: Page, aside: Aside) -> str:
    """`{{ value | filter }}`: an address, or a value of the text or its site."""
    first, *filters = (part.strip() for part in _PIPE.split(found[1] or ""))
    value = _value(first, page)
    if value is None:
        return aside.tag(found[0], _called(first, filters))
    for each in filters:
        name, _, argument = (part.strip() for part in each.partition(":"))
        given = _value(argument, page) if argument else ""
        if name == "embed" and re.match(r"https?://", value):
            aside.tell("the filter embed becomes a link")
            return link(given or "", value)
        if name in {"prepend", "append"} and given is not None:
            value = given + value if name == "prepend" else value + given
        elif name not in _ADDRESS_FILTERS | _TEXT_FILTERS:
            return aside.tag(found[0], _called(first, filters))
    return value


def _called(first: str, filters: list[str]) -> str:
    if filters:
        return re.split(r"\W", filters[-1])[0]
    return first if re.fullmatch(r"[\w.]{1,40}", first) else ""


def _value(written: str, page: Page) -> str | None:
    """What a piece of Liquid stands for; None where that is not known."""
    if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'":
        return written[1:-1]
    if written == "site.baseurl":
        return ""
    holder, dot, name = written.partition(".")
    found = {"site": page.config, "page": page.values}.get(holder, {}).get(name) if dot else None
    return str(found) if isinstance(found, str | int | float) and found != "" else None


def _tag(found: re.Match[str], page: Page, aside: Aside) -> str:
    name, rest = found[1] or "", found[2] or ""
    convert = _TAGS.get(name) or (_include if name.startswith(("image", "img")) else None)
    made = convert(name, rest, page, aside) if convert else None
    return aside.tag(found[0], name) if made is None else made


def _include(name: str, rest: str, page: Page, aside: Aside) -> str | None:
    """A picture or a quotation, told by the names of what is handed to the tag."""
    given, bare = attributes(rest), words(rest)
    called = bare.pop(0) if name == "include" and bare else name
    if "youtube" in called and (video := given.get("id") or next(iter(bare), "")):
        return _video("youtube", video, page, aside)
    for text, what in from_named(given, bare):
        aside.tell(f"the tag {name} becomes {what}")
        return text
    return None


def _post(name: str, rest: str, page: Page, aside: Aside) -> str | None:
    found = page.find(rest.strip().strip("\"'"))
    if found:
        aside.tell(f"the tag {name} becomes the path of a text")
    return found or None


def _video(name: str, rest: str, _page: Page, aside: Aside) -> str | None:
    found = next(iter(words(rest)), "")
    if not re.fullmatch(r"[\w-]+", found):
        return None
    aside.tell(f"the tag {name} becomes a link")
    return link("Video", _VIDEOS[name] + found)


def _gist(_name: str, rest: str, _page: Page, aside: Aside) -> str | None:
    found = words(rest)
    if not found or not re.fullmatch(r"[\w/-]+", found[0]):
        return None
    aside.tell("the tag gist becomes a link")
    return link("Code", f"https://gist.github.com/{found[0]}")


_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_TAGS: dict[str, Callable[[str, str, Page, Aside], str | None]] = {
    "include": _include,
    "include_relative": _include,
    "picture": _include,
    "figure": _include,
    "post_url": _post,
    "link": _post,
    "youtube": _video,
    "vimeo": _video,
    "gist": _gist,
}
