"""The commands that serve: they say what is in the way before they build anything."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tenthhour.cli import main


@pytest.fixture
def taken() -> Iterator[int]:
    """A port another program listens at."""
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as other:
        yield other.server_address[1]


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_taken_port_is_said_in_a_sentence(taken: int, command: str) -> None:
    done = CliRunner().invoke(main, [command, "--port", str(taken)])
    assert (done.exit_code, done.output) == (
        2,
        f"Port {taken} is taken by another program. Choose another one: --port {taken + 1} "
        f"(with make: make demo PORT={taken + 1}).\n",
    )


def test_demo_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work")
    done = CliRunner().invoke(main, ["demo", "--home", str(tmp_path), "--port", "8799"])
    assert done.exit_code == 3
    assert "is not empty and not a demo" in done.output


def test_import_without_such_a_file_is_a_sentence(tmp_path: Path, db: None) -> None:
    done = CliRunner().invoke(main, ["import", str(tmp_path / "none.csv")])
    assert done.exit_code == 2
    assert "there is no such file or folder" in done.output
