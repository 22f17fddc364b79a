"""What is made of pictures: WebP for pages, JPEG, PNG or GIF for e-mails and shared links.

Those for pages come in several widths, and photos as AVIF too where the site wants it. The
originals stay as they are, and are published only where a text links to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import PIL
from PIL import features

from evangelist import __version__
from evangelist.content.places import name_refusal
from evangelist.content.sources import digest_of
from evangelist.outputs.encoding import DamagedError, for_mail, for_page, for_page_avif, grey
from evangelist.outputs.output import Output, Rendered
from evangelist.problems import Problem
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.site.links import is_allowed
from evangelist.site.pictures import (
    PageKind,
    Picture,
    fitted,
    has_pixels,
    is_still,
    mail_ending,
    mail_file,
    mail_size,
    mail_width,
    page_file,
    page_size,
    steps,
)

_AGAIN = "copy it here again, or save it again as JPEG or PNG"
_REVISION = "2"
"""Raised when the same picture is to be made otherwise: what was kept is then made anew."""
_ENCODERS = (
    _REVISION,
    __version__,
    PIL.__version__,
    *(features.version(name) or "" for name in ("jpg", "webp", "avif", "zlib", "littlecms2")),
)


def plan(site: Site) -> Iterator[Output]:
    """Pictures for pages of each that a text shows; others for newsletters and shared links."""
    for path in sorted(_on_pages(site)):
        picture = site.pictures[path]
        for kind in page_kinds(picture, avif=site.settings.pictures.avif):
            for width in (*steps(picture), 0):
                render = partial(
                    render_page_picture, path=path, width=width, kind=kind, digest=picture.digest
                )
                yield _output(page_file(path, picture, width, kind), path, picture, render)
    for path, width in sorted(_in_mails(site)):
        picture = site.pictures[path]
        render = partial(render_mail_picture, path=path, width=width, digest=picture.digest)
        yield _output(mail_file(path, width), path, picture, render)


def _output(file: str, path: str, picture: Picture, render: Callable[[Lens], Rendered]) -> Output:
    key = digest_of("\n".join((*_ENCODERS, picture.digest, file)).encode())
    return Output(f"site/{file}", render, f"content/{path}", memo=key)


def _on_pages(site: Site) -> Iterator[str]:
    """Pictures with pixels that do not move, and that a text shows."""
    found = {file for stub in site.stubs.values() for file in stub.shown if _is_usable(site, file)}
    return (path for path in found if is_still(site.pictures[path]))


def _in_mails(site: Site) -> set[tuple[str, int]]:
    """Pictures of newsletters with the width that is wanted, and those of front matter."""
    found = {
        (stub.image, 0)
        for stub in site.stubs.values()
        if stub.image and _is_usable(site, stub.image)
    }
    for stub in site.stubs.values():
        for file, attributes in stub.mailed:
            if _is_usable(site, file):
                found.add((file, mail_width(site.pictures[file], attributes)))
    return found


def _is_usable(site: Site, path: str) -> bool:
    picture = site.pictures.get(path)
    return picture is not None and has_pixels(picture) and is_allowed(site, path)


def page_kinds(picture: Picture, *, avif: bool) -> tuple[PageKind, ...]:
    """What is made of a still picture for pages, where AVIF is wanted: it is for large photos.

    Screenshots and charts are smaller as WebP without loss, and a browser does not compare.
    """
    return ("webp", "avif") if avif and picture.photo and steps(picture) else ("webp",)


def render_page_picture(lens: Lens, path: str, width: int, kind: PageKind, digest: str) -> Rendered:
    """The picture as pages show it: the largest, or the smaller one of a width."""
    size = page_size(lens.image(path))
    if width:
        size = fitted(size, (width, size[1]))
    make = for_page if kind == "webp" else for_page_avif
    return _rendered(lens, path, digest, partial(make, size=size), partial(grey, size, kind))


def render_mail_picture(lens: Lens, path: str, width: int, digest: str) -> Rendered:
    """The picture as e-mails show it."""
    size, ending = mail_size(lens.image(path), width), mail_ending(path)
    encode = partial(for_mail, size=size, ending=ending)
    return _rendered(lens, path, digest, encode, partial(grey, size, ending))


def _rendered(
    lens: Lens,
    path: str,
    digest: str,
    encode: Callable[[bytes], bytes],
    instead: Callable[[], bytes],
) -> Rendered:
    place = f"content/{path}"
    if refusal := name_refusal(path):
        return Rendered(b"", (Problem("path-reserved", refusal, place, hint="rename the file"),))
    data = lens.data(path)
    if digest_of(data) != digest:
        message = "this file has changed while the site was built"
        return Rendered(b"", (Problem("output-failed", message, place, hint="build again"),))
    try:
        return Rendered(encode(data))
    except DamagedError as error:
        message = f"the picture is damaged, and a grey surface stands in for it: {error}"
        return Rendered(instead(), (Problem("image-broken", message, place, hint=_AGAIN),))
