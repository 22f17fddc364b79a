"""Front matter written as a person would: plain where it reads back, quoted where it must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

_WIDE = 10_000


_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029]")


class _Dumper(yaml.SafeDumper):
    """Writes every scalar as it is: what it means is for its field to say, not for YAML.

    Only what would be read as nothing at all (`null`, `~`) keeps its quotes.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way
        first: [each for each in resolvers if each[0] == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        """Indent lists below their key, as people do."""
        del indentless
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    if _UNSEEN.search(value) or (style and value != value.strip()):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _plain(dumper: yaml.SafeDumper, value: float) -> yaml.ScalarNode:
    """Numbers and truth values as our reader takes them: by their field, without a type."""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return dumper.represent_scalar("tag:yaml.org,2002:str", written)


_Dumper.add_representer(str, _text)
for _kind in (bool, int, float):
    _Dumper.add_representer(_kind, _plain)


def front_matter(values: Mapping[str, Any]) -> str:
    """The head of an entry, from `---` to `---` with a line break at its end.

    `values` are texts, numbers, truth values, lists and mappings of these, in the order in
    which they are to stand. `content.front_matter` reads every text back as it was. No values
    give no head.
    """
    return f"---\n{yaml_lines(values)}---\n" if values else ""


def yaml_lines(values: Mapping[str, Any]) -> str:
    """The same lines without the fences: for site.yaml, or for a part of a head."""
    return yaml.dump(dict(values), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDE)
