"""The record: verify it, and change the keys."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tenthhour.core.errors import DataProblem, UsageError

if TYPE_CHECKING:
    from tenthhour.core.audit import Proof


@click.command()
@click.argument("log", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--checkpoint",
    "given",
    multiple=True,
    help="A checkpoint that was kept outside, such as 1204-9f2c..., or a file with some.",
)
def verify(log: Path | None, given: tuple[str, ...]) -> None:
    """Say what is proven of this site's record, or of an exported LOG, and what is not.

    Exit code 0: whole. 1: something is missing or was changed. 3: the key of
    the record is missing. Without a checkpoint that was kept outside the
    server, whoever holds the server and its key could have rewritten all.
    """
    from tenthhour.core.audit import prove
    from tenthhour.documents import verify_audit as reader

    try:
        outside = reader.read_checkpoints(list(given))
        proof = prove(reader.lines(log), checkpoints=outside) if log else _of_this_site(outside)
    except ValueError as fault:
        raise (DataProblem if log and not given else UsageError)(str(fault)) from fault
    click.echo(reader.told(proof), nl=False)
    sys.exit(1 if proof.faults else 0)


def _of_this_site(outside: dict[int, str]) -> Proof:
    from tenthhour.cli.server import prepare

    prepare()
    from tenthhour.apps.org.audit.verify import site_proof

    return site_proof(outside)


@click.command("rotate-keys")
def rotate_keys() -> None:
    """Seal the record and encrypt private notes and second steps with new keys from now on.

    Do it when somebody who had access to the server leaves. The old key of
    the record stays in audit.key, to verify what it sealed; the old key of
    the notes is forgotten once every note is written anew. Keep new copies
    of both files, apart from the database.
    """
    from tenthhour.cli.server import prepare

    prepare()
    from tenthhour.apps.org.actions import the_site
    from tenthhour.apps.org.audit.checkpoints import rotate_key
    from tenthhour.apps.org.privacy.text import rotate

    at = datetime.now(UTC)
    sealed_by = rotate_key(by=the_site(at=at), at=at)
    click.echo(
        f"The record is sealed with key {sealed_by} from now on. {rotate()} private notes and "
        "second steps were written anew."
    )
