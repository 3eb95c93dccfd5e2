"""The command `tenthhour`: parse, call, print, exit code.

Exit codes: 0 fine, 1 problems in the data, 2 called wrongly, 3 refused.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

import tenthhour
from tenthhour.core.errors import UserError


def _check() -> click.Command:
    from tenthhour.cli.check import command

    return command


def _findings() -> click.Command:
    from tenthhour.cli.findings import findings

    return findings


def _replay() -> click.Command:
    from tenthhour.cli.findings import replay

    return replay


def _match() -> click.Command:
    from tenthhour.cli.match import command

    return command


def _generate() -> click.Command:
    from tenthhour.cli.generate import generate

    return generate


def _measures() -> click.Command:
    from tenthhour.cli.generate import measures

    return measures


def _rehearse() -> click.Command:
    from tenthhour.cli.rehearse import rehearse

    return rehearse


def _scenario() -> click.Command:
    from tenthhour.cli.rehearse import scenario

    return scenario


def _try() -> click.Command:
    from tenthhour.cli.trial import try_

    return try_


def _tick() -> click.Command:
    from tenthhour.cli.clock import tick

    return tick


def _server(name: str) -> Callable[[], click.Command]:
    def load() -> click.Command:
        from tenthhour.cli import server

        command: click.Command = getattr(server, name)
        return command

    return load


def _record(name: str) -> Callable[[], click.Command]:
    def load() -> click.Command:
        from tenthhour.cli import record

        command: click.Command = getattr(record, name)
        return command

    return load


# Loaded on use: `tenthhour --version` must not import DuckDB or Django (0.1 s against 2 s).
_COMMANDS: dict[str, Callable[[], click.Command]] = {
    "rehearse": _rehearse,
    "scenario": _scenario,
    "check": _check,
    "findings": _findings,
    "replay": _replay,
    "match": _match,
    "generate": _generate,
    "measures": _measures,
    "try": _try,
    "import": _server("import_"),
    "demo": _server("demo"),
    "serve": _server("serve"),
    "tick": _tick,
    "verify": _record("verify"),
    "rotate-keys": _record("rotate_keys"),
    "account": _server("account"),
}


class _Commands(click.Group):
    """Commands loaded on use; our errors become sentences with their exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        loader = _COMMANDS.get(cmd_name)
        return loader() if loader else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.secho(str(error), err=True, fg="red")
            ctx.exit(error.exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(tenthhour.__version__, prog_name="tenthhour")
def main() -> None:
    """Early, fair, well-prepared conversations about numbers.

    Shell completion: eval "$(_TENTHHOUR_COMPLETE=bash_source tenthhour)"; zsh
    and fish likewise.
    """


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, on a terminal alone; call what it gives with how many are done and how many there are.

    The first step is the longest: it waits for the thresholds, simulated once for these data.
    """
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def tick(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield tick


def working(said: str) -> None:
    """One line before something that takes seconds, on a terminal alone."""
    if sys.stderr.isatty():
        click.echo(said, err=True)


if __name__ == "__main__":
    sys.exit(main())
