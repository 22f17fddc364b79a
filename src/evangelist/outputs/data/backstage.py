"""The catalog for Backstage: `catalog-info.yaml`, in its descriptor format (backstage.io/v1alpha1).

Services are Components of type `service`, teams Groups, categories Systems. What has no owner of
its own belongs to the Group of the whole site, because Backstage wants one for everything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from evangelist.content.sources import digest_of
from evangelist.model.card import Card, Link
from evangelist.model.values import Party
from evangelist.outputs.data.catalog import place_in, services
from evangelist.outputs.data.shapes import Place
from evangelist.outputs.output import Rendered
from evangelist.site.index import Category
from evangelist.site.lens import Lens

ENTITIES = "/catalog-info.yaml"
Entity = Mapping[str, Any]

_LONGEST = 63
_DIGEST = 8
_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_TAG = re.compile(r"[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*")
_LIFECYCLES = {
    "exploring": "experimental",
    "on-shelf": "experimental",
    "retiring": "deprecated",
    "retired": "deprecated",
}
"""Those of Backstage's three well-known words that fit; the others are `production`."""


def render_entities(lens: Lens) -> Rendered:
    """One document for each entity: groups, then systems, then components."""
    place = place_in(lens)
    cards = services(lens)
    teams = {link.path: link for link in lens.links("team")}
    systems = {category.id: category for category in lens.categories()}
    entities = [
        _whole_site(place),
        *(_team(place, link) for link in teams.values()),
        *_named_owners(place, cards),
        *(_system(place, category) for category in systems.values()),
        *(_component(place, card, teams, systems) for card in cards),
    ]
    text = yaml.safe_dump_all(
        entities, allow_unicode=True, sort_keys=False, explicit_start=True, line_break="\n"
    )
    return Rendered(text.encode())


def name_of(written: str) -> str:
    """A name that Backstage takes; where the writer's is none, a digest tells it from others."""
    if len(written) <= _LONGEST and _NAME.fullmatch(written):
        return written
    letters = unicodedata.normalize("NFKD", written.casefold()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall("[a-z0-9]+", letters))[: _LONGEST - _DIGEST - 1].strip("-")
    digest = digest_of(written.encode())[:_DIGEST]
    return f"{words}-{digest}" if words else f"x-{digest}"


def _entity(kind: str, name: str, metadata: Mapping[str, Any], spec: Mapping[str, Any]) -> Entity:
    return {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": name, **{key: each for key, each in metadata.items() if each}},
        "spec": {key: each for key, each in spec.items() if each != ""},
    }


def _metadata(place: Place, title: str, about: str, url: str) -> dict[str, Any]:
    """What every entity says of itself, with its page to go to."""
    page = place.lens.url(url)
    return {
        "title": title,
        "description": about,
        "annotations": {"backstage.io/view-url": page},
        "links": [{"url": page, "title": title}],
    }


def _root(place: Place) -> str:
    return name_of(place.lens.setting("title"))


def _whole_site(place: Place) -> Entity:
    title, about = place.lens.setting("title"), place.lens.setting("description")
    spec = {"type": "organization", "profile": {"displayName": title}, "children": []}
    return _entity("Group", _root(place), _metadata(place, title, about, "/"), spec)


def _group(name: str, title: str, parent: str, metadata: Mapping[str, Any]) -> Entity:
    spec = {
        "type": "team",
        "profile": {"displayName": title},
        "parent": f"group:{parent}",
        "children": [],
    }
    return _entity("Group", name, metadata, spec)


def _team(place: Place, link: Link) -> Entity:
    metadata = _metadata(place, link.title, link.summary, link.url)
    return _group(_name_in_folder(link.path), link.title, _root(place), metadata)


def _named_owners(place: Place, cards: Iterable[Card]) -> Iterator[Entity]:
    """A group for each owner that is a name and no team's page."""
    names = {card.front.owner.text for card in cards if card.front.owner}
    for name in sorted(names - {"", "us"}):
        yield _group(name_of(name), name, _root(place), {"title": name})


def _system(place: Place, category: Category) -> Entity:
    metadata = _metadata(place, category.title, category.summary, category.url)
    return _entity("System", name_of(category.id), metadata, {"owner": f"group:{_root(place)}"})


def _component(
    place: Place, card: Card, teams: Mapping[str, Link], systems: Mapping[str, Category]
) -> Entity:
    metadata = _metadata(place, card.title, card.summary, card.url)
    metadata["tags"] = _tags(card.front.tags)
    category = card.get("category")
    spec = {
        "type": "service",
        "lifecycle": _LIFECYCLES.get(card.get("lifecycle"), "production"),
        "owner": f"group:{_owner(place, card.front.owner, teams)}",
        "system": f"system:{name_of(category)}" if category in systems else "",
        "dependsOn": [
            f"component:{_name_in_folder(each.path)}"
            for each in card.get("depends_on")
            if (link := place.lens.link(each)) and link.kind == "service"
        ],
    }
    return _entity("Component", _name_in_folder(card.path), metadata, spec)


def _owner(place: Place, owner: Party | None, teams: Mapping[str, Link]) -> str:
    if owner and owner.path in teams:
        return _name_in_folder(owner.path)
    return name_of(owner.text) if owner and owner.text not in {"", "us"} else _root(place)


def _name_in_folder(path: str) -> str:
    """The name of an entry: its path below the folder of its kind."""
    return name_of(path.partition("/")[2])


def _tags(tags: Iterable[str]) -> list[str]:
    """Tags as Backstage writes them; one that cannot be written so is left out."""
    made = ("-".join(tag.casefold().split())[:_LONGEST].strip("-") for tag in tags)
    return list(dict.fromkeys(tag for tag in made if _TAG.fullmatch(tag)))
