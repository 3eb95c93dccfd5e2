"""Every small change to one file: a comparison turned, a constant moved, a call or a raise left out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tenthhour"
_NAME = re.compile(r"[\w.]*\w")  # what the program reads, not what a person reads
_COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Mult: ast.Add,
}
_SIGNS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.Add: "+", ast.Sub: "-", ast.BitOr: "|",
    ast.BitAnd: "&", ast.Mult: "*", ast.And: "and", ast.Or: "or",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: where, in which function, in words, and the whole file with it."""

    file: str
    lines: range
    function: str
    words: str
    tree: ast.Module

    @property
    def key(self) -> str:
        """The same on every run while the code around it stays."""
        return f"{self.file} {self.function}: {self.words}"


def mutants(file: str) -> Iterator[Mutant]:
    """Every change of one file, each inside a function: what stands outside runs once, at import."""
    text = (SOURCE / file).read_text(encoding="utf-8")
    count = sum(1 for _ in _places(ast.parse(text)))
    for number in range(count):
        tree = ast.parse(text)
        function, node, change = next(p for i, p in enumerate(_places(tree)) if i == number)
        lines, words = _lines(node), change()
        yield Mutant(file, lines, function, words, ast.fix_missing_locations(tree))


def _lines(node: Any) -> range:
    """Where a changed node stands: a test that runs none of these lines cannot notice."""
    if isinstance(node, ast.comprehension):
        return range(node.target.lineno, node.ifs[0].end_lineno + 1 if node.ifs else node.target.lineno + 1)
    if isinstance(node, ast.If | ast.While):
        node = node.test
    return range(node.lineno, node.end_lineno + 1)


def _places(tree: ast.Module) -> Iterator[tuple[str, Any, Any]]:
    """Function, node and the change itself, which gives its own words."""
    for function, owner, field, index, node in _walk(tree, "", tree, "body", None):
        if function:
            yield from ((function, node, change) for change in _changes(owner, field, index, node))


def _walk(node: Any, function: str, owner: Any, field: str, index: int | None) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}" if function else node.name
        is_class = isinstance(node, ast.ClassDef)
        for i, inner in enumerate(node.body):
            if is_class and not isinstance(inner, ast.FunctionDef):
                continue
            yield from _walk(inner, function, node, "body", i)
        return
    yield function, owner, field, index, node
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.JoinedStr) or name in ("annotation", "returns"):
            continue  # words for people, and for the type checker
        for i, inner in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(inner, ast.AST):
                yield from _walk(inner, function, node, name, i if isinstance(value, list) else None)


def _changes(owner: Any, field: str, index: int | None, node: Any) -> Iterator[Any]:
    """Every change of one node; those that replace it need to know where it hangs."""
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield lambda: _put(owner, field, index, ast.Pass(), f"{_short(node)} left out")
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda: _put(owner, field, index, node.operand, f"{_short(node)} without its not")
    elif isinstance(node, ast.Constant):
        yield from _constants(owner, node)
    elif isinstance(node, ast.Compare):
        yield from (_swap(node.ops, i, _COMPARED) for i, op in enumerate(node.ops) if type(op) in _COMPARED)
    else:
        yield from _computed(node)


def _computed(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield lambda: _set(node, "op", other, _SIGNS[type(node.op)])
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _COMPUTED:
        yield lambda: _set(node, "op", _COMPUTED[type(node.op)](), _SIGNS[type(node.op)])
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        turned = ast.UnaryOp(ast.Not(), node.test)
        yield lambda: _set(node, "test", turned, f"if {_short(node.test)}", "reversed")
    elif isinstance(node, ast.Return) and node.value is not None and _short(node.value) != "None":
        yield lambda: _set(node, "value", ast.Constant(None), f"return {_short(node.value)}", "return None")
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield lambda: _set(node, "ifs", [], f"for ... if {_short(node.ifs[0])}", "all")


def _constants(owner: Any, node: ast.Constant) -> Iterator[Any]:
    value = node.value
    if isinstance(value, bool):
        yield lambda: _set(node, "value", not value, str(value))
    elif isinstance(value, int):
        yield lambda: _set(node, "value", value + 1, str(value))
    elif isinstance(value, str) and _NAME.fullmatch(value) and not isinstance(owner, ast.Expr):
        yield lambda: _set(node, "value", value + "x", repr(value))


def _swap(ops: list[Any], i: int, table: dict[Any, Any]) -> Any:
    def change() -> str:
        old, new = type(ops[i]), table[type(ops[i])]
        ops[i] = new()
        return f"{_SIGNS[old]} becomes {_SIGNS[new]}"

    return change


def _set(node: Any, name: str, new: Any, was: str, becomes: str = "") -> str:
    setattr(node, name, new)
    return f"{was} becomes {becomes or _SIGNS.get(type(new)) or repr(new)}"


def _put(owner: Any, field: str, index: int | None, new: Any, words: str) -> str:
    if index is None:
        setattr(owner, field, new)
    else:
        getattr(owner, field)[index] = new
    return words


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:70]
