"""Pictures of a text as HTML: each medium shows what was made for it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import urlsplit

from evangelist.model.body import Image
from evangelist.outputs.pictures import page_kinds
from evangelist.outputs.widths import sizes
from evangelist.site.lens import Lens
from evangelist.site.links import file_url, is_shown
from evangelist.site.pictures import (
    PageKind,
    Picture,
    Size,
    is_drawing,
    is_still,
    mail_file,
    mail_size,
    mail_width,
    page_file,
    page_size,
    pixels,
    steps,
    written_size,
)

Medium = Literal["page", "feed", "mail"]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture as a medium shows it: an address, attributes, and the `<source>` before it."""

    url: str
    rest: str
    choice: str = ""
    source: str = ""


def image_html(lens: Lens, image: Image, medium: Medium) -> str:
    """A picture, or its words where it cannot be shown.

    Mail programs show no drawings (SVG). A picture on another server becomes a link. On a page a
    browser chooses among several widths; elsewhere there is one file.
    """
    found = lens.resolve(image.target)
    alt = escape(image.alt)
    if found.state == "remote":
        label = alt or escape(urlsplit(found.url).hostname or found.url)
        return f'<a href="{escape(found.url)}">{label}</a>'
    picture = lens.image(image.target.file) if found.state == "file" else Picture()
    unseen = picture.broken or (medium == "mail" and is_drawing(found.url))
    if not is_shown(found) or unseen:
        return f"<em>{alt}</em>" if alt else ""
    if not picture.width:
        shown = _Shown(found.url, image.attributes)
    elif medium == "mail":
        shown = _in_mail(image, picture)
    else:
        shown = _on_page(lens, image, picture, medium)
    return _tags(lens, image, shown, medium)


def _tags(lens: Lens, image: Image, shown: _Shown, medium: Medium) -> str:
    rest = shown.rest
    if medium == "page" and not image.first:
        rest += ' loading="lazy" decoding="async"'
    alt = escape(image.alt)
    tag = f'<img src="{escape(lens.url(shown.url))}"{shown.choice} alt="{alt}"{rest}>'
    return f"<picture>{shown.source}{tag}</picture>" if shown.source else tag


def _in_mail(image: Image, picture: Picture) -> _Shown:
    """Address and attributes: always a whole width, as Outlook looks at nothing else."""
    width = mail_width(picture, image.attributes)
    _, rest = written_size(image.attributes)
    file = mail_file(image.target.file, width)
    size = mail_size(picture, width)
    return _Shown(file_url(file), f'{rest}{_size(size)} style="width:{size[0]}px"')


def _on_page(lens: Lens, image: Image, picture: Picture, medium: Medium) -> _Shown:
    """Address and attributes: width and height keep the text from jumping when it loads."""
    url = file_url(page_file(image.target.file, picture))
    written, rest = written_size(image.attributes)
    wide, high = page_size(picture)
    width, height = (pixels(written.get(name, ""), 0) for name in ("width", "height"))
    width = width or (_part(wide, height, high) if height else 0)
    if not written:
        rest += _size((wide, high))
    elif len(written) == 1 and width:
        rest += _size((width, height or _part(high, width, wide)))
    else:
        rest = image.attributes
    if medium != "page" or not is_still(picture) or not steps(picture):
        return _Shown(url, rest)
    widths = sizes(str(lens.tokens.get("measure", "")), written.get("width", ""), width or wide)
    choices = {
        kind: _choice(lens, image, picture, kind, widths)
        for kind in page_kinds(picture, avif=lens.setting("pictures").avif)
    }
    avif = choices.get("avif")
    source = f'<source type="image/avif"{avif}>' if avif else ""
    return _Shown(url, rest, choices["webp"], source)


def _choice(lens: Lens, image: Image, picture: Picture, kind: PageKind, widths: str) -> str:
    """The files that a browser chooses from, each with its width in pixels."""
    found = [
        f"{lens.url(file_url(page_file(image.target.file, picture, width, kind)))} "
        f"{width or page_size(picture)[0]}w"
        for width in (*steps(picture), 0)
    ]
    return f' srcset="{escape(", ".join(found))}" sizes="{widths}"'


def _part(length: int, other: int, of: int) -> int:
    """One side in the same proportion to its whole as the other."""
    return max(1, round(length * other / of))


def _size(size: Size) -> str:
    return f' width="{size[0]}" height="{size[1]}"'
