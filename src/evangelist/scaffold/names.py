"""The name of a new file, made of a title."""

from __future__ import annotations

import re
import unicodedata

from evangelist.content.places import name_refusal

_LONGEST = 60
_BREAKS = {"Cc", "Cs", "Zl", "Zp"}
_INVISIBLE = {"Cf", "Zs"}
_TURNING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "ł": "l", "đ": "d"}
)


def one_line(text: str) -> str:
    """A title as somebody gave it, every kind of blank in it a plain one.

    Raises ValueError where nothing could be seen, and for line breaks, control characters, half
    characters, and signs that turn the direction of what follows.
    """
    kinds = {sign: unicodedata.category(sign) for sign in text}
    if _BREAKS & {*kinds.values()} or not {*kinds.values()} - _INVISIBLE:
        raise ValueError("write some words on one line")
    if _TURNING & {*kinds}:
        raise ValueError("leave out the invisible signs that turn the direction of the words")
    return "".join(" " if kinds[sign] == "Zs" else sign for sign in text)


def file_name(title: str) -> str:
    """A name that is good in an address and on every system: `Réseau & VPN` → `reseau-vpn`.

    Latin letters lose their marks, other scripts stay. `entry` where nothing is left; never a
    name that `content.places.name_refusal` refuses.
    """
    text = unicodedata.normalize("NFC", title).casefold().translate(_SPELLED)
    folded = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    )
    plain = folded if folded.isascii() else unicodedata.normalize("NFC", text)
    words = re.findall(
        r"[^\W_]+", plain.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    )
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:_LONGEST]
        if len(longer.encode()) > _LONGEST and name:
            break
        name = longer
    while name and len(name.encode()) > _LONGEST * 3:
        name = name[:-1]
    name = name or "entry"
    return f"{name}-entry" if name_refusal(f"{name}.md") else name
