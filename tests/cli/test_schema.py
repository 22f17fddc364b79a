"""evangelist schema: what it prints, and what it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evangelist.model.schema import NAMES, schema
from tests.cli.test_commands import run


def test_without_a_name_the_names_are_listed(tmp_path: Path) -> None:
    said = run(tmp_path, "schema")
    assert said.code == 0
    assert tuple(said.out.split()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_printed(tmp_path: Path, name: str) -> None:
    said = run(tmp_path, "schema", name)
    assert said.json == schema(name)
    assert said.out.isascii()


def test_a_name_that_does_not_exist_is_told_those_that_do(tmp_path: Path) -> None:
    said = run(tmp_path, "schema", "servise")
    assert said.code == 2
    assert "'servise' is none of site, service, choice, case-study" in said.err


def test_all_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    said = run(tmp_path, "schema", "--output", "deep/schemas")
    assert said.out.split() == [f"deep/schemas/{name}.schema.json" for name in NAMES]
    for name in NAMES:
        data = (tmp_path / f"deep/schemas/{name}.schema.json").read_bytes()
        assert json.loads(data) == schema(name)
        assert b"\r" not in data


def test_one_schema_is_written_by_its_name(tmp_path: Path) -> None:
    run(tmp_path, "schema", "site", "--output", ".")
    assert [path.name for path in tmp_path.iterdir()] == ["site.schema.json"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    said = run(tmp_path, "schema", "--output", "file/schemas")
    assert said.code == 1
    assert said.err.startswith("error: file/schemas: cannot be written: ")
