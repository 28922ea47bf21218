"""The files of the project as the tests of this folder see them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("articles", "comments", "site_config")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*suffixes: str) -> list[Path]:
    """Return the files of the project that git tracks or would track, as absolute paths."""
    git = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT)]
    listed = subprocess.run(
        [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    )
    paths = {ROOT / name for name in listed.stdout.split("\0") if name}
    return sorted(p for p in paths if p.is_file() and (not suffixes or p.suffix in suffixes))


def shown(path: Path) -> str:
    """Return `path` as messages name it: relative to the top of the project."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Import:
    """One imported module, by its full name, and where it is imported."""

    module: str
    line: int
    function: str = ""


@dataclass(frozen=True)
class Module:
    """A Python file: `name` as it is imported, `place` as messages name it."""

    path: Path

    @property
    def place(self) -> str:
        return shown(self.path)

    @property
    def name(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        is_package = self.path.name == "__init__.py"
        return self.name if is_package else self.name.rpartition(".")[0]

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.path.parts

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(text_of(self.path), filename=str(self.path))

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @cached_property
    def imports(self) -> list[Import]:
        return list(_imports(self, self.tree, function=""))


@cache
def modules(*packages: str) -> list[Module]:
    """Return the Python files below `packages`, or every one of the project."""
    everything = [Module(path) for path in files(".py")]
    if not packages:
        return everything
    return [module for module in everything if module.name.split(".")[0] in packages]


@cache
def module_names() -> frozenset[str]:
    return frozenset(module.name for module in modules())


def body_length(function: Function) -> int:
    """Return the lines of a function from `def` to its end, its docstring not counted."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        length -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return length


def is_within(name: str, package: str) -> bool:
    """Say whether the module `name` is `package` or below it."""
    return name == package or name.startswith(f"{package}.")


def report(violations: list[str], rule: str) -> None:
    """Fail with the rule and every place that breaks it, if there is one."""
    assert not violations, "\n".join([rule, *sorted(violations)])


def _imports(module: Module, tree: ast.AST, function: str) -> Iterator[Import]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, function)
        elif isinstance(node, ast.ImportFrom):
            yield from _imports_from(module, node, function)
        else:
            name = node.name if isinstance(node, Function) else function
            yield from _imports(module, node, name)


def _imports_from(module: Module, node: ast.ImportFrom, function: str) -> Iterator[Import]:
    source = node.module or ""
    if node.level:
        parents = module.package.split(".")
        base = ".".join(parents[: len(parents) - node.level + 1])
        source = f"{base}.{source}".rstrip(".")
    for alias in node.names:
        # `from package import module` imports the module, not a name in the package.
        submodule = f"{source}.{alias.name}"
        target = submodule if submodule in module_names() else source
        yield Import(target, node.lineno, function)
