"""Pictures that travel within an e-mail, for sites that its readers cannot open from outside."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from evangelist.content.sources import digest_of
from evangelist.mail.message import Inline
from evangelist.outputs.pictures import render_mail_picture
from evangelist.site.lens import Lens
from evangelist.site.pictures import has_pixels, mail_file

_SOURCE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)(")')
_MADE = re.compile(r"(?P<path>.+)\.mail(?:-(?P<width>[0-9]+))?\.(?:png|gif|jpg)")
_TYPES = {"png": "png", "gif": "gif", "jpg": "jpeg", "jpeg": "jpeg"}


def enclosed(lens: Lens, html: str) -> tuple[str, tuple[Inline, ...]]:
    """The HTML of an e-mail with `cid:` for each picture of the site, and these pictures.

    What cannot travel, as a picture on another server cannot, stays a link.
    """
    found: dict[str, Inline] = {}
    base = lens.permanent_url("/")
    host = (urlsplit(base).hostname or "").encode("idna").decode()

    def travelling(match: re.Match[str]) -> str:
        address = unescape(match[2])
        if not address.startswith(base):
            return match[0]
        picture = _picture(lens, unquote(urlsplit(address.removeprefix(base)).path), host)
        if picture is None:
            return match[0]
        found[picture.name] = picture
        return f"{match[1]}cid:{picture.name}{match[3]}"

    return _SOURCE.sub(travelling, html), tuple(found.values())


def _picture(lens: Lens, path: str, host: str) -> Inline | None:
    """The picture at a path of the site: one made for e-mails, or one of the theme."""
    kind = _TYPES.get(path.rpartition(".")[2].lower())
    data = _data(lens, path) if kind else None
    return Inline(f"{digest_of(data)}@{host}", kind, data) if kind and data else None


def _data(lens: Lens, path: str) -> bytes | None:
    if path.startswith("assets/"):
        try:
            return lens.asset_data(path.removeprefix("assets/"))
        except KeyError:
            return None
    made = _MADE.fullmatch(path)
    if not made:
        return None
    width = int(made["width"] or 0)
    picture = lens.image(made["path"])
    if not has_pixels(picture) or mail_file(made["path"], width) != path:
        return None
    return render_mail_picture(lens, made["path"], width, picture.digest).data
