"""The doors of the folders: what they promise is there, and nobody climbs in through a window."""

import ast
import importlib
import re
from pathlib import Path

import pytest

FOLDERS = ("ui", "eval", "qa", "index", "ingest")  # a folder may import from those behind it
ROOT = Path(__file__).parent.parent


def imports(file: Path) -> list[str]:
    """The modules that a file imports, as written."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)]


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_door_opens_on_exactly_what_it_names(folder: str) -> None:
    tree = ast.parse((ROOT / folder / "__init__.py").read_text(encoding="utf-8"))
    brought = [
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    door = importlib.import_module(folder)
    assert sorted(brought) == sorted(door.__all__)
    assert len(set(door.__all__)) == len(door.__all__)
    assert all(hasattr(door, name) for name in door.__all__)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_door_only_re_exports(folder: str) -> None:
    tree = ast.parse((ROOT / folder / "__init__.py").read_text(encoding="utf-8"))
    assert {type(node) for node in tree.body} <= {ast.Expr, ast.ImportFrom, ast.Assign}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_comes_in_by_the_doors_of_those_behind_it(folder: str) -> None:
    allowed = {folder, *FOLDERS[FOLDERS.index(folder) + 1 :]}
    for file in modules(folder):
        for name in imports(file):
            top, _, inner = name.partition(".")
            if top in FOLDERS:
                assert top in allowed, f"{file.name} imports {name}, which stands before {folder}"
                assert top == folder or not inner, f"{file.name} imports {name} past the door of {top}"


def test_no_folder_imports_relatively() -> None:
    for folder in FOLDERS:
        for file in modules(folder):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            assert not any(isinstance(n, ast.ImportFrom) and n.level for n in ast.walk(tree)), file


def test_the_root_holds_the_five_folders_and_no_other_package() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests"} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_readme_names_every_module(folder: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = re.search(rf"^    {folder}/.*\n((?: {{6}}.*\n)+)", readme, re.MULTILINE)
    told = set(re.findall(r"\w+\.py", tree[1])) if tree else set()
    assert {file.name for file in (ROOT / folder).glob("*.py")} - {"__init__.py"} == told
