"""Pictures of a text as HTML: each medium shows what was made for it."""

from __future__ import annotations

from html import escape
from typing import Literal
from urllib.parse import urlsplit

from evangelist.model.body import Image
from evangelist.site.lens import Lens
from evangelist.site.links import file_url, is_shown
from evangelist.site.pictures import (
    Picture,
    Size,
    is_drawing,
    mail_file,
    mail_size,
    mail_width,
    page_file,
    page_size,
    pixels,
    written_size,
)

Medium = Literal["page", "feed", "mail"]


def image_html(lens: Lens, image: Image, medium: Medium) -> str:
    """A picture, or its words where it cannot be shown.

    Mail programs show no drawings (SVG). A picture on another server becomes a link.
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
        url, rest = found.url, image.attributes
    elif medium == "mail":
        url, rest = _in_mail(image, picture)
    else:
        url, rest = _on_page(image, picture)
    if medium == "page" and not image.first:
        rest += ' loading="lazy" decoding="async"'
    return f'<img src="{escape(lens.url(url))}" alt="{alt}"{rest}>'


def _in_mail(image: Image, picture: Picture) -> tuple[str, str]:
    """Address and attributes: always a whole width, as Outlook looks at nothing else."""
    width = mail_width(picture, image.attributes)
    _, rest = written_size(image.attributes)
    file = mail_file(image.target.file, width)
    size = mail_size(picture, width)
    return file_url(file), f'{rest}{_size(size)} style="width:{size[0]}px"'


def _on_page(image: Image, picture: Picture) -> tuple[str, str]:
    """Address and attributes: width and height keep the text from jumping when it loads."""
    file = page_file(image.target.file, picture)
    written, rest = written_size(image.attributes)
    wide, high = page_size(picture)
    width, height = (pixels(written.get(name, ""), 0) for name in ("width", "height"))
    if not written:
        rest += _size((wide, high))
    elif len(written) == 1 and (width or height):
        rest += _size((width or _part(wide, height, high), height or _part(high, width, wide)))
    else:
        rest = image.attributes
    return file_url(file), rest


def _part(length: int, other: int, of: int) -> int:
    """One side in the same proportion to its whole as the other."""
    return max(1, round(length * other / of))


def _size(size: Size) -> str:
    return f' width="{size[0]}" height="{size[1]}"'
