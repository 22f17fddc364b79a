"""Pictures that every mail program shows, from the site's own address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from evangelist.mail.preflight.document import Document
from evangelist.mail.preflight.findings import Finding, Mail, Spot, Where, shortened

HEAVY = 200 * 1024
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif")
_UNSEEN = {"0", "1", "0px", "1px"}
_LOADING = ("src", "background", "poster")
_WHOLE = re.compile(r"[1-9][0-9]*")
_SHARPEST = 2.5
_URL = re.compile(r"""url\(\s*["']?([^"')]+)""", re.IGNORECASE)


def pictures(mail: Mail, document: Document) -> Iterator[Finding]:
    """Each picture has words, a whole width, a kind that is shown, and a sensible file."""
    for image in document.all("img"):
        source = image.get("src", "")
        for message, hint in (*_attributes(mail, image), *_kind(source), *_file(mail, image)):
            told = f"the picture '{_name(source)}' {message}"
            yield Finding("email-picture", told, hint, Spot("image", source))


def _name(source: str) -> str:
    return shortened(urlsplit(source).path.rsplit("/", 1)[-1] or source)


def _attributes(mail: Mail, image: HtmlElement) -> Iterator[tuple[str, str]]:
    if image.get("alt") is None:
        yield "has no words: without them a screen reader reads its address", 'write alt="…"'
    width = image.get("width", "")
    if not _WHOLE.fullmatch(width):
        yield (
            "has no width in whole pixels: Outlook on Windows shows it as large as its file",
            f'write width="{mail.width}" or less, without px or %',
        )
    elif int(width) > mail.width:
        yield (
            f"is {width} pixels wide, the content {mail.width}: it breaks the layout in Outlook",
            f'write width="{mail.width}" or less',
        )


def _kind(source: str) -> Iterator[tuple[str, str]]:
    path = urlsplit(source).path.lower()
    if not source.startswith(("cid:", "data:")) and not path.endswith(_ENDINGS):
        yield (
            "is no PNG, JPEG or GIF: Outlook on Windows shows nothing",
            "save it as PNG, JPEG or GIF",
        )


def _file(mail: Mail, image: HtmlElement) -> Iterator[tuple[str, str]]:
    file = mail.file(image.get("src", ""))
    if file is None:
        return
    if file.bytes > HEAVY:
        yield (
            f"has {file.bytes:,} bytes: on a phone it comes late or never",
            f"make it smaller than {HEAVY:,} bytes",
        )
    width = image.get("width", "")
    if not file.width or not _WHOLE.fullmatch(width):
        return
    times = file.width / int(width)
    if times < 1:
        yield f"is shown at {width} pixels and has {file.width}: it is blurred", "use a larger file"
    elif times > _SHARPEST:
        yield (
            f"has {times:.1f} times the pixels that it is shown with",
            "twice is enough for fine screens: use a smaller file",
        )


def hosts(mail: Mail, document: Document) -> Iterator[Finding]:
    """Nothing is loaded from elsewhere: another server learns who reads, and when."""
    own = urlsplit(mail.home).hostname
    for where, source in _resources(document):
        host = urlsplit(source).hostname if "//" in source else None
        if host and host != own:
            message = f"'{shortened(source)}' is loaded from {host}, which learns who reads it"
            yield Finding("email-picture", message, "put a copy into the site", Spot(where, source))


def _resources(document: Document) -> Iterator[tuple[Where, str]]:
    for element in document.elements:
        for name in _LOADING:
            if source := element.get(name):
                yield ("image" if element.tag == "img" else "element"), source
        for part in element.get("srcset", "").split(","):
            if part.strip():
                yield "image", part.split()[0]
    for text in (*document.styles, document.sheet):
        if "url(" in text:
            yield from (("style", url) for url in _URL.findall(text))


def trackers(_: Mail, document: Document) -> Iterator[Finding]:
    """No picture that nobody can see."""
    for image in document.all("img"):
        sizes = {image.get("width", "").strip(), image.get("height", "").strip()}
        if sizes <= _UNSEEN:
            message = "a picture of one pixel: mail programs take it for a tracker, and it is one"
            hint = "take it out; for a distance, use padding"
            yield Finding("email-picture", message, hint, Spot("image", image.get("src", "")))
