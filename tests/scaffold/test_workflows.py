"""The workflows of a new site: right by the schema, with least rights, and their steps run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from evangelist.scaffold.init import Answers, init
from evangelist.scaffold.origin import read_origin
from evangelist.scaffold.publishing import ACTIONS, publishing_files

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 22)
ANSWERS = Answers("Our services", "Our team", "https://services.example/", "en", "UTC")
COMMIT = "git+https://code.example/team/evangelist@" + "a" * 40


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the workflows of a new site."""
    folder = tmp_path_factory.mktemp("site")
    init(folder, ANSWERS, read_origin(COMMIT), TODAY)
    return folder / ".github" / "workflows"


def read(file: Path) -> Any:
    """A workflow as YAML 1.2 reads it: there, `on` is a word."""
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes only texts


def jobs(folder: Path) -> dict[str, Any]:
    return {
        f"{file.stem}.{name}": job
        for file in sorted(folder.glob("*.yml"))
        for name, job in read(file)["jobs"].items()
    }


def steps(folder: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(folder).values() for step in job.get("steps", ())]


def test_they_are_workflows_by_the_schema(written: Path) -> None:
    files = sorted(str(file) for file in written.glob("*.yml"))
    assert len(files) == 2
    command = [sys.executable, "-m", "check_jsonschema"]
    done = subprocess.run(
        [*command, "--builtin-schema", "vendor.github-workflows", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_to_its_commit(written: Path) -> None:
    pinned = {f"{name}@{commit}" for name, (_, commit) in ACTIONS.items()}
    used = {step["uses"] for step in steps(written) if "uses" in step}
    assert used == pinned
    assert all(re.fullmatch(r"[0-9a-f]{40}", commit) for _, commit in ACTIONS.values())


def test_this_repository_uses_the_same_commits() -> None:
    text = "".join(f.read_text("utf-8") for f in (ROOT / ".github" / "workflows").glob("*.yml"))
    for name, commit, tag in re.findall(r"uses: (\S+)@(\S+) # (\S+)", text):
        assert ACTIONS[name] == (tag, commit)


def test_nothing_is_allowed_but_what_a_job_needs(written: Path) -> None:
    assert [read(file)["permissions"] for file in written.glob("*.yml")] == [{}, {}]
    assert {name: job["permissions"] for name, job in jobs(written).items()} == {
        "publish.build": {"contents": "read", "pages": "read"},
        "publish.publish": {"pages": "write", "id-token": "write"},
        "rebuild.publish": {"contents": "read", "pages": "write", "id-token": "write"},
    }


def test_no_token_stays_in_the_checkout(written: Path) -> None:
    checkouts = [each for each in steps(written) if each.get("uses", "").startswith("actions/ch")]
    assert [each["with"] for each in checkouts] == [{"persist-credentials": "false"}]


def test_nothing_from_outside_is_put_into_a_script(written: Path) -> None:
    scripts = [step["run"] for step in steps(written) if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


def test_a_pull_request_publishes_nothing(written: Path) -> None:
    assert jobs(written)["publish.publish"]["if"] == "github.event_name != 'pull_request'"


def test_a_morning_starts_what_a_push_runs(written: Path) -> None:
    rebuild = read(written / "rebuild.yml")
    assert list(rebuild["on"]) == ["schedule", "workflow_dispatch"]
    assert rebuild["jobs"]["publish"]["uses"] == "./.github/workflows/publish.yml"
    assert "workflow_call" in read(written / "publish.yml")["on"]
    assert "schedule" not in read(written / "publish.yml")["on"]


@pytest.mark.parametrize(
    "zone, cron",
    [
        ("UTC", "17 4 * * *"),
        ("Europe/Berlin", "17 3 * * *"),
        ("America/New_York", "17 9 * * *"),
        ("Asia/Kolkata", "17 23 * * *"),
        ("Pacific/Auckland", "17 16 * * *"),
    ],
)
def test_the_morning_is_that_of_the_site(zone: str, cron: str) -> None:
    files = publishing_files(read_origin(COMMIT), ZoneInfo(zone), TODAY)
    schedule = yaml.safe_load(files[".github/workflows/rebuild.yml"])[True]["schedule"]
    assert schedule == [{"cron": cron}]


def test_what_evangelist_needs_is_locked_by_hash() -> None:
    """In the versions that this repository is tested with."""
    ours = _pins((ROOT / "requirements.lock").read_text("utf-8"))
    files = publishing_files(read_origin(COMMIT), ZoneInfo("UTC"), TODAY)
    needed = _pins(files["vendor/dependencies.lock"].decode())
    build = _pins(files["vendor/build.lock"].decode())
    assert needed.items() | build.items() <= ours.items()
    project = (ROOT / "pyproject.toml").read_text("utf-8").split("\ndependencies = [")[1]
    direct = re.findall(r'^  "([\w-]+)', project.split("\n]")[0], re.MULTILINE)
    assert set(direct) <= {pin.split("==")[0] for pin in needed}
    assert {"hatchling", "setuptools"} <= {pin.split("==")[0] for pin in build}


def _pins(lock: str) -> dict[str, frozenset[str]]:
    """Each pinned version with its hashes."""
    found = re.split(r"^(?=[\w-]+==)", lock, flags=re.MULTILINE)[1:]
    return {
        entry.split()[0]: frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", entry))
        for entry in found
    }


def test_no_file_names_a_registry(written: Path) -> None:
    files = publishing_files(read_origin(COMMIT), ZoneInfo("UTC"), TODAY)
    text = b"".join(files.values()).decode()
    assert re.findall(r"index-url|find-links|pythonhosted|//pypi", text) == []


# --- the steps really run ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as a wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with what is installed here, but without evangelist.

    The locks find their packages installed in the right versions, so that no network is needed.
    """
    folder = tmp_path_factory.mktemp("machine") / "python"
    venv.create(folder, symlinks=True)
    here = Path(sysconfig.get_path("purelib"))
    packages = Path(
        sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    )
    for entry in here.iterdir():
        if "evangelist" not in entry.name:
            (packages / entry.name).symlink_to(entry)
    return folder


def surroundings(machine: Path, home: Path) -> dict[str, str]:
    """The environment of a step, with nothing in it of this one."""
    return {
        "PATH": f"{machine / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "BASE_URL": "https://team.example/pages",
    }


def run(event: str, folder: Path, machine: Path) -> None:
    """Run the scripts of the build job as a runner would for an event."""
    environment = surroundings(machine, folder.parent)
    job = read(folder / ".github" / "workflows" / "publish.yml")["jobs"]["build"]
    for step in job["steps"]:
        condition = step.get("if", "")
        if "run" not in step or condition not in {"", _condition(event)}:
            continue
        script = folder.parent / "step.sh"
        script.write_text(step["run"], "utf-8")
        command = ["bash", "--noprofile", "--norc", "-e", str(script)]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{step}\n{done.stdout}\n{done.stderr}"


def output(machine: Path, folder: Path, *command: str) -> str:
    """What a command on the fresh machine prints."""
    program = shutil.which(command[0], path=str(machine / "bin")) or command[0]
    return subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        env=surroundings(machine, folder),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def _condition(event: str) -> str:
    return f"github.event_name {'==' if event == 'pull_request' else '!='} 'pull_request'"


@pytest.mark.skipif(os.name == "nt", reason="the workflow runs on Linux, its scripts in bash")
def test_the_steps_run_in_a_fresh_folder_from_the_wheel(
    wheel: Path, machine: Path, tmp_path: Path
) -> None:
    site, clone = tmp_path / "site", tmp_path / "clone"
    init(site, ANSWERS, read_origin(str(wheel)), TODAY)
    shutil.copytree(site, clone)
    run("pull_request", clone, machine)
    run("push", clone, machine)
    python = str(machine / "bin" / "python")
    script = "import evangelist; print(evangelist.__file__)"
    assert Path(output(machine, tmp_path, python, "-c", script)).is_relative_to(machine)
    assert "evangelist serve" in output(machine, tmp_path, "evangelist", "init", "another")
    assert "Our services" in (clone / "look/site/index.html").read_text("utf-8")
    assert (clone / "look/email/2026-11.html").is_file()
    page = (clone / "output/site/services/laptops/index.html").read_text("utf-8")
    assert 'href="/pages/assets/' in page
    assert not (clone / "output/site/newsletters").exists()


@pytest.mark.skipif(os.name == "nt", reason="the workflow runs on Linux, its scripts in bash")
def test_a_wheel_that_was_changed_is_not_installed(
    wheel: Path, machine: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    init(site, ANSWERS, read_origin(str(wheel)), TODAY)
    with (site / "vendor" / wheel.name).open("ab") as file:
        file.write(b"more")
    with pytest.raises(AssertionError, match="DO NOT MATCH THE HASHES"):
        run("push", site, machine)
