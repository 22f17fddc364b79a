"""The head of a text of another generator as our fields, and the rest below `extra:`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evangelist.content.places import entry_path, entry_url, name_refusal, redirect_url
from evangelist.model.entry import SYNONYMS, Kind
from evangelist.model.values import is_empty
from evangelist.scaffold.importers.shapes import shape_of
from evangelist.scaffold.importers.words import DRAFTS, NO, PUBLISHED

_MEANT = {
    "publishdate": "publish_on",
    "expirydate": "expires_on",
    "last_modified_at": "updated",
    "locale": "lang",
    "language": "lang",
    "featured_image": "image",
    "cover": "image",
    "alt": "image_alt",
    "categories": "tags",
    "category": "tags",
}
_LONG = 40
_ADDRESSES = ("permalink", "url", "save_as", "aliases", "redirect_from")


@dataclass
class Front:
    """Fields, what no field is known for, and decisions in words."""

    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def front_of(
    values: Mapping[str, Any], kind: Kind, origin: str, stem: str, picture: Callable[[str], str]
) -> Front:
    """Map what a head says. `picture` gives the new address of a picture, or nothing.

    A slug that says no more than `stem`, the name of the file, is left out.

    The field of a name wins over what is only called alike elsewhere. Addresses are not mapped
    here: see `redirects`.
    """
    front = Front()
    known = [name for name in kind.model.model_fields if name != "extra"]
    later: list[tuple[str, Any]] = []
    for name, value in values.items():
        plain = _plain(name)
        if is_empty(value) or value == [] or plain in _ADDRESSES:
            continue
        if plain in {"published", "status"} and _is_state(plain, value, known):
            _set_state(front, name, str(value))
        elif plain == "extra" and isinstance(value, Mapping):
            front.extra.update(value)
        elif plain in known:
            _put(front, plain, name, value, kind, origin)
        else:
            later.append((name, value))
    for name, value in later:
        meant = (SYNONYMS | _MEANT | kind.synonyms).get(_plain(name), "")
        if meant == "image" and isinstance(value, Mapping):
            _put_cover(front, name, value)
        elif meant in known:
            _put(front, meant, name, value, kind, origin)
        else:
            front.extra[name] = value
            shown = name if len(name) <= _LONG else f"{name[:_LONG]}…"
            front.told.append(f"no field is known for '{shown}': kept below extra:")
    _check_picture(front, picture)
    _check_slug(front, stem)
    return front


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_")


def _put_cover(front: Front, name: str, value: Mapping[str, Any]) -> None:
    """`cover: {image, alt}`, as themes of Hugo have it; the whole stays below `extra:`."""
    front.extra[name] = value
    if "image" not in front.values and isinstance(value.get("image"), str):
        front.values["image"] = value["image"]
        front.values |= {"image_alt": value["alt"]} if value.get("alt") else {}
        front.told.append(f"'{name}.image' is image; all of '{name}' is kept below extra:")


def _is_state(name: str, value: Any, known: list[str]) -> bool:
    word = str(value).strip().casefold()
    if name == "published":
        return word in NO | {"yes", "true"}
    return name not in known and word in DRAFTS | PUBLISHED | {"hidden"}


def _set_state(front: Front, name: str, value: str) -> None:
    word = value.strip().casefold()
    draft = word in NO | DRAFTS | {"hidden"}
    if draft:
        front.values["draft"] = "yes"
    front.told.append(f"'{name}: {value}' is draft: {'yes' if draft else 'no'}")


def _put(front: Front, field_name: str, name: str, value: Any, kind: Kind, origin: str) -> None:
    many = shape_of(kind, field_name) in {"many", "people"}
    value = _items(value, field_name, origin) if many else value
    if field_name in front.values and many:
        before = front.values[field_name]
        value = [*before, *(item for item in value if item not in before)]
    elif field_name in front.values:
        if str(front.values[field_name]).split() == str(value).split():
            front.told.append(f"'{name}' says the same as '{field_name}': left out")
        else:
            front.extra[name] = value
            front.told.append(f"'{name}' says something else than '{field_name}': below extra:")
        return
    front.values[field_name] = value
    if field_name != name.strip().lower():
        front.told.append(f"'{name}' is {field_name}")


def _items(value: Any, field_name: str, origin: str) -> list[Any]:
    """The items of a list that is written on one line, as each generator reads it."""
    if not isinstance(value, str):
        return list(value) if isinstance(value, list | tuple) else [value]
    if field_name not in {"tags", "authors"}:
        return [value]
    if origin == "jekyll" and field_name == "tags" and "," not in value:
        return value.split() if not re.search(r"[A-Z]", value) else [value]
    parts = re.split(r"[;,]" if field_name == "tags" or origin == "pelican" else ";", value)
    return [part.strip() for part in parts if part.strip()]


def _check_picture(front: Front, picture: Callable[[str], str]) -> None:
    written = front.values.get("image")
    if written is None:
        return
    found = picture(written) if isinstance(written, str) else ""
    if found:
        front.values["image"] = found
        return
    front.extra["image"] = front.values.pop("image")
    if "image_alt" in front.values:
        front.extra["image_alt"] = front.values.pop("image_alt")
    front.told.append("the picture of its head was not found: 'image' is kept below extra:")


def _check_slug(front: Front, stem: str) -> None:
    slug = front.values.get("slug")
    if slug == stem:
        del front.values["slug"]
    elif slug is not None and name_refusal(str(slug).strip("/")):
        front.extra["slug"] = front.values.pop("slug")
        front.told.append("'slug' cannot be part of an address: kept below extra:")


def redirects(
    values: Mapping[str, Any], addresses: list[str], target: str, slug: str
) -> tuple[list[str], list[str]]:
    """The old addresses of an entry to keep, and those written ones that cannot be kept."""
    lowered = {name.lower(): value for name, value in values.items()}
    written: list[str] = []
    for name in ("aliases", "redirect_from"):
        value = lowered.get(name) or []
        written += [str(each) for each in (value if isinstance(value, list) else [value])]
    seen = {entry_url(entry_path(target), slug).casefold()}
    kept, refused = [], []
    for each in (*written, *addresses):
        address = each if each.startswith("/") or "://" in each else f"/{each}"
        url = redirect_url(address).casefold()
        if not url:
            refused += [each] if each in written and each.strip("/ ") else []
        elif url not in seen:
            seen.add(url)
            kept.append(address)
    return kept, refused
