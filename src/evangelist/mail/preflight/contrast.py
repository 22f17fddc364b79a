"""Text can be read: in light, in our dark colours, and where a program turns them around."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from evangelist.mail.preflight.document import Document, tag_of
from evangelist.mail.preflight.findings import Finding, Mail, Spot
from evangelist.mail.preflight.looks import Seen, dark, light
from evangelist.templating.colours import Colour, contrast, inverted, written

_HINT = "choose a darker or a lighter one: brand in site.yaml, or the theme's tokens"
_LIGHT = "everywhere"
_DARK = "in dark mode, in Apple Mail and Outlook"
_TURNED = "where Outlook on Windows or Gmail on an iPhone turn light colours into dark ones"


def colours(_: Mail, document: Document) -> Iterator[Finding]:
    """A contrast of 4.5:1 (3:1 for large text) in each of three ways to show an e-mail."""
    yield from _weak(light(document), _LIGHT, lambda colour: colour)
    yield from _weak(dark(document), _DARK, lambda colour: colour)
    yield from _weak(light(document), _TURNED, inverted)


def _weak(
    found: Iterable[Seen], where: str, shown: Callable[[Colour], Colour]
) -> Iterator[Finding]:
    pairs = dict.fromkeys(
        (look.colour, look.background, look.large, look.named) for _, look in found
    )
    for colour, background, large, (named, _) in pairs:
        wanted = 3.0 if large else 4.5
        ratio = contrast(shown(colour), shown(background))
        if ratio < wanted:
            message = (
                f"{'large text' if large else 'text'} in {written(colour)} on "
                f"{written(background)} has a contrast of {ratio:.1f}:1, less than {wanted:g}:1, "
                f"{where}"
            )
            spot = Spot("style", f"color:{named or written(colour)}")
            yield Finding("email-contrast", message, _HINT, spot)


def scheme(_: Mail, document: Document) -> Iterator[Finding]:
    """The e-mail says that it has dark colours, so that Apple Mail does not make its own."""
    metas = {each.get("name"): each.get("content", "") for each in document.all("meta")}
    if "dark" not in metas.get("color-scheme", ""):
        message = "no color-scheme: Apple Mail chooses dark colours of its own"
        hint = 'keep <meta name="color-scheme" content="light dark"> in the head'
        yield Finding("email-contrast", message, hint, Spot("element", "head"))


def unstyled(_: Mail, document: Document) -> Iterator[Finding]:
    """Fonts, sizes and colours stand on the elements: some programs read no style element."""
    for element, look in light(document):
        missing = [
            name
            for name, there in (
                ("font-family", look.font),
                ("font-size", look.sized),
                ("color", look.coloured),
            )
            if not there
        ]
        if missing:
            message = f"text without {' and '.join(missing)} on itself or around it: Outlook on "
            message += "Windows shows it in Times New Roman"
            hint = "put it into a cell that has them: class='cell' of _email.css"
            yield Finding("email-structure", message, hint, Spot("element", tag_of(element)))
            return
