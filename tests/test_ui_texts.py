"""The words of the interface, in three files that many write in."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import ui


@pytest.mark.parametrize("name", ["texts.py", "texts_eval.py", "texts_serving.py"])
def test_no_word_is_written_over_by_another_of_the_same_name(name: str) -> None:
    nodes = ast.parse((Path(ui.__file__).parent / name).read_text(encoding="utf-8")).body
    targets = [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets]
    flat = [one for target in targets for one in (target.elts if isinstance(target, ast.Tuple) else [target])]
    names = [one.id for one in flat if isinstance(one, ast.Name)]
    names += [node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
