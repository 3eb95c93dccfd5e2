"""The site: bring files in, serve it, or show it with a made-up clinic."""

from __future__ import annotations

import os
import socketserver
import sys
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tenthhour.cli import clock, progress, working
from tenthhour.core.errors import Refused, UsageError

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person
    from tenthhour.apps.org.policies import Kind

DEMO_MONTHS = 36
DEMO_SEED = 1
# The demo's month came in a week ago, so that its leader may see it: three working days are over.
DEMO_AGE = timedelta(days=7)
_OTHERS = {
    "steward": "Sam Example",
    "supervisor": "Dr Robin Example",
    "coach": "Kim Example",
    "people-office": "Pat Example",
    "reviewer": "Dr Lee Example",
    "administrator": "Alex Example",
}
_DUTIES: dict[Kind, str] = {"stewards": "steward", "staffs": "people-office", "administers": "administrator"}
HOST = "127.0.0.1"


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--mapping", help="How to read somebody else's file: the name of a shipped mapping, or a file.")
def import_(paths: tuple[Path, ...], mapping: str | None) -> None:
    """Bring files into this site: the whole month or nothing.

    The same files twice change nothing; a corrected file is kept beside the
    first and shown as a correction. The site is the one in TENTHHOUR_HOME.
    """
    prepare()
    from tenthhour.apps.monday.actions import take_in_month
    from tenthhour.apps.org.actions import the_site
    from tenthhour.data.mapping import named

    at = datetime.now(UTC)
    how = named(mapping) if mapping else None
    working("Reading and checking the files ...")
    with progress("Judging") as tick:
        taken = take_in_month(paths=paths, mapping=how, by=the_site(at=at), at=at, tick=tick)
    for warning in taken.warnings:
        click.secho(warning, err=True, fg="yellow")
    click.echo(taken.sentence)


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(port: int, workers: int) -> None:
    """Serve this site at 127.0.0.1, behind the web server that speaks https."""
    free_port(port)
    prepare()
    from django.conf import settings

    if settings.DEMO:
        raise Refused(
            f"{settings.HOME} holds the demo, in which anyone can sign in as anyone. "
            "Set TENTHHOUR_HOME to another folder, or start it with «tenthhour demo»."
        )
    click.echo(f"Tenth Hour serves {settings.HOME} at http://{HOST}:{port} (Ctrl-C stops it).")
    _first_link(port)
    run(port, workers)


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--clinicians", default=12, show_default=True, type=click.IntRange(3, 200))
@click.option("--home", default="demo", show_default=True, type=click.Path(path_type=Path, file_okay=False))
def demo(port: int, clinicians: int, home: Path) -> None:
    """Make a made-up clinic, run its months, and serve it at 127.0.0.1.

    The clinic stays in ./demo and is there again the next time. Delete the
    folder to start over.
    """
    free_port(port)
    with clock.stopping():
        _mark(home)
        prepare()
        _fill(home, clinicians)
        click.echo(f"\nTenth Hour is at http://{HOST}:{port} (Ctrl-C stops it).")
        click.echo("Choose there who to be. You can sign in as:")
        for line in _accounts():
            click.echo(f"  {line}")
        run(port, workers=2)


@click.command()
@click.argument("name")
@click.option("--code", required=True, help="The id this person has in the files, such as c07.")
@click.option("--username", required=True, help="What the person types to sign in.")
@click.option("--email", default="", help="Where new links go, if the site sends mail.")
@click.option(
    "--duty", type=click.Choice(["stewards", "administers", "staffs"]), help="A duty towards the whole site."
)
@click.option("--port", default=8000, show_default=True, help="Where «tenthhour serve» listens.")
def account(name: str, code: str, username: str, email: str, duty: Kind | None, port: int) -> None:
    """Give a person an account on this site, or a new link to one.

    Prints a link with which the person chooses a password: it works once, for
    one day. For an account that exists it prints a new one.
    """
    prepare()
    from tenthhour.apps.org import actions, queries

    at = datetime.now(UTC)
    site = actions.the_site(at=at)
    known = queries.account_named(username=username, code=code)
    new = actions.NewAccount(code, name, username, email)
    found = known or actions.make_account(new=new, by=site, at=at)
    if duty:
        actions.assign(grant=actions.Grant(duty, found.person), by=site, at=at)
    click.echo(
        f"{name} signs in as {username}, after choosing a password with this link (once, for one day):"
    )
    click.echo(_reached_at(port) + actions.make_link(account=found, by=site, at=at))


def _reached_at(port: int) -> str:
    """Where people reach the site, as far as its settings say."""
    from django.conf import settings

    return (
        f"https://{settings.ALLOWED_HOSTS[0]}"
        if settings.SESSION_COOKIE_SECURE
        else f"http://localhost:{port}"
    )


def _first_link(port: int) -> None:
    """While nobody was ever able to sign in, the link for the first administrator."""
    from tenthhour.apps.org import actions

    at = datetime.now(UTC)
    if first := actions.first_administrator(at=at):
        link = actions.make_link(account=first, by=actions.the_site(at=at), at=at)
        click.echo("Nobody can sign in yet. The administrator chooses a password here (once, for one day):")
        click.echo(_reached_at(port) + link)


def prepare() -> None:
    """Load the site and bring its database up to date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenthhour.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    from tenthhour.apps.org.privacy.keys import keep_session_key

    Path(settings.HOME).mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_session_key()
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)


def _mark(home: Path) -> None:
    """Make the demo's own home; refuse a folder in which somebody keeps something else."""
    home = home.absolute()
    if home.exists() and any(home.iterdir()) and not (home / "DEMO").exists():
        raise Refused(
            f"{home} is not empty and not a demo. Name another folder: tenthhour demo --home FOLDER"
        )
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "DEMO").write_text("A made-up clinic for looking at Tenth Hour. Anyone can sign in as anyone.\n")
    os.environ["TENTHHOUR_HOME"] = str(home)


def _fill(home: Path, clinicians: int) -> None:
    """The made-up clinic's files, months and accounts, unless they are there already."""
    from tenthhour.apps.measurement.queries import standing_hashes
    from tenthhour.apps.org.actions import the_site

    at = datetime.now(UTC) - DEMO_AGE
    site = the_site(at=at)
    if standing_hashes(actor=site, at=datetime.now(UTC)) and _accounts():
        return
    click.echo("Making a clinic of made-up people (once, about half a minute) ...")
    # In a process of its own: threads of DuckDB do not live through the fork of the server's workers, and
    # each worker was aborted at its end (2 of 2 after a first start, 0 of 2 after a later one).
    made = get_context("spawn").Process(target=_make, args=(home, clinicians, at), daemon=True)
    made.start()
    made.join()
    if made.exitcode:
        sys.exit(made.exitcode)


def _make(home: Path, clinicians: int, at: datetime) -> None:
    prepare()
    from tenthhour.apps.monday.actions import take_in_month
    from tenthhour.apps.monday.actions.made_up import write_down
    from tenthhour.apps.org.actions import the_site
    from tenthhour.data.generate import Plan, generate

    site = the_site(at=at)
    files = home.absolute() / "clinic"
    if not files.exists():
        generate(Plan(clinicians=clinicians, months=DEMO_MONTHS, seed=DEMO_SEED), files)
    take_in_month(paths=[files], by=site, at=at)
    first, second, *_ = _accounts_of(site, at)
    write_down(first, second, at)


def _accounts_of(site: Person, at: datetime) -> list[Person]:
    """Accounts without a password: the demo's own sign-in is the only way in; gives the clinicians who have one."""
    from tenthhour.apps.org import actions, queries

    leads = sorted(queries.leaders(at=at))
    named = [{"clinician_id": c, "name": f"Dr Example Leader {i:02d}"} for i, c in enumerate(leads, 1)]
    everyone = actions.enrol(rows=named, by=site, at=at)
    clinicians = sorted(c for c in everyone if c not in leads and c != actions.SITE_CODE)[:3]
    for code in [*leads, *clinicians]:
        actions.make_account(new=actions.NewAccount(code, everyone[code].name, code), by=site, at=at)
    others = {
        code: actions.person_named(code=code, name=name, by=site, at=at) for code, name in _OTHERS.items()
    }
    for code, person in others.items():
        actions.make_account(new=actions.NewAccount(code, person.name, code), by=site, at=at)
    grants = [actions.Grant(kind, others[code]) for kind, code in _DUTIES.items()]
    grants += [actions.Grant("supervises", others["supervisor"], everyone[code]) for code in leads]
    for grant in grants:
        actions.assign(grant=grant, by=site, at=at)
    coached = everyone[clinicians[0]]
    coached.confirmed_at = site.confirmed_at  # whoever makes the demo was let in on the server
    actions.assign(grant=actions.Grant("coaches", others["coach"], coached), by=coached, at=at)
    return [everyone[code] for code in clinicians]


def _accounts() -> list[str]:
    from tenthhour.apps.org.queries import demo_accounts

    return [f"{a.name} ({a.role})" for a in demo_accounts(datetime.now(UTC))]


def free_port(port: int) -> int:
    """The port, or any free one for 0; says so before anything is built, if it is taken."""
    try:
        with socketserver.TCPServer(
            (HOST, port), socketserver.BaseRequestHandler, bind_and_activate=False
        ) as probe:
            probe.allow_reuse_address = True
            probe.server_bind()
            return int(probe.server_address[1])
    except OSError as error:
        raise UsageError(
            f"Port {port} is taken by another program. Choose another one: --port {port + 1} "
            f"(with make: make demo PORT={port + 1})."
        ) from error


def run(port: int, workers: int, *, has_clock: bool = True) -> None:
    """Serve until stopped; one process beside the workers does what the clock owes."""
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in _SERVER.items():
                self.cfg.set(name, value)
            self.cfg.set("bind", f"{HOST}:{port}")
            self.cfg.set("workers", workers)
            if has_clock:
                self.cfg.set("when_ready", lambda _: clock.keep())

        def load(self) -> object:
            from django.utils.module_loading import import_string

            return import_string("tenthhour.config.wsgi.application")

    Server().run()


_SERVER = {
    "preload_app": True,  # policies are verified before the port opens
    "worker_class": "gthread",
    "threads": 4,
    "timeout": 300,  # an import of a large month answers when it is done
    "graceful_timeout": 15,  # a busy machine takes 3 s to end an idle worker
    "loglevel": "warning",
    "proc_name": "tenthhour",
    "control_socket_disable": True,
}
