"""Entities for Backstage, held against the rules of its descriptor format."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from evangelist.outputs.data.backstage import name_of
from tests.sites import Workspace, site

Entity = dict[str, Any]

NAME = re.compile(r"(?=.{1,63}$)[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
TAG = re.compile(r"(?=.{1,63}$)[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*")
SPEC: dict[str, tuple[set[str], set[str]]] = {
    "Group": ({"type", "children"}, {"profile", "parent", "members"}),
    "System": ({"owner"}, {"domain", "type"}),
    "Component": ({"type", "lifecycle", "owner"}, {"system", "subcomponentOf", "dependsOn"}),
}
"""What the spec of a kind must have, and what it may have beside it."""
METADATA = {"name", "title", "description", "annotations", "links", "tags"}
FILES = f"""
-- content/services/a/b.md --
---
title: Nested
category: Büro & Co
lifecycle: exploring
owner: teams/ops
tags: [Open Data, "ä", "c++", open data]
depends_on: [services/{"long" * 20}, services/secret, services/mail]
---
-- content/services/{"long" * 20}.md --
---
title: Long
owner: The other department
lifecycle: retiring
---
-- content/services/mail.md --
---
title: "yes"
summary: "- : #"
owner: teams/secret
---
-- content/services/secret.md --
---
title: Secret
draft: true
---
-- content/teams/ops.md --
---
title: Operations
---
-- content/teams/secret.md --
---
title: Secret
draft: true
---
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("made"), FILES, "catalog: {backstage: true}\n").built()


def entities(made: Workspace) -> list[Entity]:
    return list(yaml.safe_load_all(made.read("site/catalog-info.yaml")))


def ref(entity: Entity) -> str:
    return f"{entity['kind']}:{entity['metadata']['name']}".lower()


def test_every_entity_keeps_to_the_rules(made: Workspace) -> None:
    for entity in entities(made):
        metadata, spec = entity["metadata"], entity["spec"]
        needed, allowed = SPEC[entity["kind"]]
        assert set(entity) == {"apiVersion", "kind", "metadata", "spec"}
        assert entity["apiVersion"] == "backstage.io/v1alpha1"
        assert NAME.fullmatch(metadata["name"])
        assert set(metadata) <= METADATA
        assert needed <= set(spec) <= needed | allowed
        assert all(TAG.fullmatch(tag) for tag in metadata.get("tags", ()))
        assert all(isinstance(each, str) for each in metadata.get("annotations", {}).values())
        assert all(link["url"].startswith("https://") for link in metadata.get("links", ()))


def test_names_are_unique_and_every_reference_leads_to_one(made: Workspace) -> None:
    found = entities(made)
    names = [ref(entity) for entity in found]
    assert len(names) == len(set(names))
    for entity in found:
        spec = entity["spec"]
        wanted = [spec.get(key) for key in ("owner", "parent", "system") if spec.get(key)]
        assert {*wanted, *spec.get("dependsOn", ())} <= set(names)


def test_services_say_how_far_they_are_who_owns_them_and_what_they_need(made: Workspace) -> None:
    found = {each["metadata"]["title"]: each for each in entities(made)}
    root, nested, long = found["Test site"], found["Nested"], found["Long"]
    assert nested["spec"]["lifecycle"] == "experimental"
    assert nested["spec"]["owner"] == "group:ops"
    assert nested["spec"]["dependsOn"] == [ref(long), "component:mail"]
    assert nested["metadata"]["tags"] == ["open-data", "c++"]
    assert nested["spec"]["system"] == ref(found["Büro & Co"])
    assert long["spec"]["lifecycle"] == "deprecated"
    assert long["spec"]["owner"] == ref(found["The other department"])
    assert found["yes"]["spec"] == {
        "type": "service",
        "lifecycle": "production",
        "owner": ref(root),
        "dependsOn": [],
    }
    assert "Secret" not in found


@pytest.mark.parametrize("written", ["a-", "-a", "a--b", "A", "a/b", "ä", "…", "x" * 64])
def test_a_name_that_backstage_refuses_is_made_one_of_its_own(written: str) -> None:
    assert NAME.fullmatch(name_of(written))
    assert name_of(written) != name_of(written.lower() + "_")


def test_nobody_gets_entities_who_did_not_ask(example: Workspace) -> None:
    assert not example.exists("site/catalog-info.yaml")
