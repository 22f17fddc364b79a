"""The rules of the house as functions: from sources by path to what breaks a rule.

faults = house.hidden_imports({"site/lens.py": "def f():\\n    import os\\n"})
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

Sources = Mapping[str, str]
Rule = Callable[[Sources], list[str]]
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Documented = ast.Module | ast.ClassDef | _Function

PACKAGE = "evangelist"
ROOMS = (
    "__main__",
    "cli",
    "preview",
    "delivery",
    "scaffold",
    "build",
    "outputs",
    "mail",
    "site",
    "templating",
    "content",
    "choosing",
    "model",
    "problems",
    "",
)
"""From the door to the foundation; the last is the package itself, which knows its version."""
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
_NO_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "base"}
_CLOCK_AND_WORLD = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.monotonic",
    "time.perf_counter",
    "os.environ",
    "os.getenv",
}
_STOPWATCH = ("build/first.py", "time.monotonic")
_PICKLES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
_HOOKS = {"blinker", "pluggy", "stevedore", "pkg_resources"}


def read(folder: Path) -> Sources:
    """Every Python file below a folder, by its path with slashes."""
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*.py"))
    }


def imports_only_down(sources: Sources) -> list[str]:
    """A room uses itself and the rooms below it."""
    faults = []
    for path, line, target in _own_imports(sources):
        room, used = _room(_module(path)), _room(target)
        if used not in ROOMS:
            faults.append(f"{path}:{line}: '{used}' is no room")
        elif room not in ROOMS:
            faults.append(f"{path}: '{room}' is no room")
        elif ROOMS.index(used) < ROOMS.index(room):
            faults.append(f"{path}:{line}: {room} uses {used}, which lies above it")
    return faults


def hidden_imports(sources: Sources) -> list[str]:
    """An import stands at the top of its file; only commands import when they run."""
    return [
        f"{path}:{node.lineno}: an import inside {function.name}"
        for path, tree in _trees(sources)
        if not path.startswith("cli/")
        for function in _functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def import_cycles(sources: Sources) -> list[str]:
    """No module needs itself, wherever in a file the imports stand."""
    graph: dict[str, set[str]] = {_module(path): set() for path in sources}
    for path, _, target in _own_imports(sources):
        graph[_module(path)].add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [" → ".join(reversed(error.args[1]))]
    return []


def long_files(sources: Sources) -> list[str]:
    """A file fits into a head."""
    return [
        f"{path}: {lines} lines"
        for path, text in sources.items()
        if (lines := len(text.splitlines())) > LONGEST_FILE
    ]


def long_functions(sources: Sources) -> list[str]:
    """A function fits on a screen."""
    return [
        f"{path}:{function.lineno}: {function.name} has {lines} lines"
        for path, tree in _trees(sources)
        for function in _functions(tree)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    ]


def empty_names(sources: Sources) -> list[str]:
    """A module's name says what is in it."""
    return [
        path
        for path in sources
        if _NO_NAMES & {part.strip("_") for part in path.removesuffix(".py").split("/")}
    ]


def click_outside(sources: Sources) -> list[str]:
    """Only the front desk knows click."""
    return [
        f"{path}:{line}: imports click"
        for path, line, name in _imports(sources)
        if name.split(".")[0] == "click" and not path.startswith("cli/")
    ]


def clock_and_environment(sources: Sources) -> list[str]:
    """Clock and environment are read at the front desk; a build has a stopwatch."""
    return [
        f"{path}: reads {name}"
        for path, tree in _trees(sources)
        if not path.startswith("cli/")
        for node in ast.walk(tree)
        for name in _reads(node)
        if name in _CLOCK_AND_WORLD and (path, name) != _STOPWATCH
    ]


def _reads(node: ast.AST) -> Iterator[str]:
    """The dotted names that a node reads, cut to their last two parts."""
    if isinstance(node, ast.Attribute):
        yield ".".join(ast.unparse(node).split(".")[-2:])
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def pickles(sources: Sources) -> list[str]:
    """What lies on disk is data and never code."""
    return _imports_of(sources, _PICKLES)


def hooks(sources: Sources) -> list[str]:
    """Values in tuples: no entry points, no events, no signals between modules."""
    named = [
        f"{path}: asks for entry points"
        for path, tree in _trees(sources)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.alias | ast.Name)
        and (ast.unparse(node).split(".")[-1] in {"entry_points", "iter_entry_points"})
    ]
    return named + _imports_of(sources, _HOOKS)


def undocumented(sources: Sources) -> list[str]:
    """Every public module, class and function states its promise."""
    return [
        f"{path}: {name} has no docstring"
        for path, tree in _trees(sources)
        for name, node in _public(tree, _module(path))
        if not ast.get_docstring(node)
    ]


def _public(node: _Documented, name: str) -> Iterator[tuple[str, _Documented]]:
    """A module or class and what is public in it; what is inside functions is nobody's business."""
    yield name, node
    if isinstance(node, _Function):
        return
    for inner in node.body:
        if isinstance(inner, ast.ClassDef | _Function) and not inner.name.startswith("_"):
            yield from _public(inner, inner.name)


def melting_values(sources: Sources) -> list[str]:
    """What rooms hand to each other is frozen."""
    return [
        f"{path}:{node.lineno}: {node.name} is not frozen"
        for path, tree in _trees(sources)
        if path.split("/")[0] in {"model", "site", "outputs", "problems.py"}
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    ]


RULES: tuple[Rule, ...] = (
    imports_only_down,
    hidden_imports,
    import_cycles,
    long_files,
    long_functions,
    empty_names,
    click_outside,
    clock_and_environment,
    pickles,
    hooks,
    undocumented,
    melting_values,
)


def _trees(sources: Sources) -> Iterator[tuple[str, ast.Module]]:
    for path, text in sources.items():
        yield path, _parsed(text)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def _functions(tree: ast.Module) -> Iterator[_Function]:
    return (node for node in ast.walk(tree) if isinstance(node, _Function))


def _module(path: str) -> str:
    """`site/lens.py` → `evangelist.site.lens`; `site/__init__.py` → `evangelist.site`."""
    parts = [PACKAGE, *path.removesuffix(".py").split("/")]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str:
    return ".".join(module.split(".")[1:2])


def _imports(sources: Sources) -> Iterator[tuple[str, int, str]]:
    """Path, line and dotted name of everything that is imported."""
    for path, tree in _trees(sources):
        package = (
            _module(path) if path.endswith("__init__.py") else _module(path).rpartition(".")[0]
        )
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((path, node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = node.module or ""
                if node.level:
                    above = package.split(".")[: len(package.split(".")) - node.level + 1]
                    origin = ".".join([*above, *([origin] if origin else [])])
                yield from ((path, node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def _own_imports(sources: Sources) -> Iterator[tuple[str, int, str]]:
    """Path, line and module of every import from this package."""
    modules = {_module(path) for path in sources}
    for path, line, name in _imports(sources):
        if name == PACKAGE or name.startswith(f"{PACKAGE}."):
            yield path, line, name if name in modules else name.rpartition(".")[0]


def _imports_of(sources: Sources, names: set[str]) -> list[str]:
    return [
        f"{path}:{line}: imports {name}"
        for path, line, name in _imports(sources)
        if name.split(".")[0] in names
    ]
