"""Many people at once: 50 on PostgreSQL, 5 on SQLite, over loopback, at the pace of people.

    python -m bench.load [--minutes 5] [--only postgresql]

Own driver, because locust brings gevent and a web server for what thirty lines
of threads do. Each user signs in to a made-up clinic and opens pages with 2 to
10 seconds of thought in between: as a leader the week and a clinician's page,
brief and talks; as a clinician the own page and a comment. Then the same site,
with nobody else on it, says what the record costs a page (`bench.audit_cost`).
"""

from __future__ import annotations

import argparse
import http.cookiejar
import os
import random
import re
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.report import write_section

COMMAND = Path(sys.executable).with_name("tenthhour")
PORT = 8766
AT = f"http://127.0.0.1:{PORT}"
USERS = {"postgresql": 50, "sqlite": 5}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Seen:
    """What the users met: milliseconds by page, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class User:
    """One person with a browser."""

    def __init__(self, role: str, seen: Seen) -> None:
        self.role, self.seen = role, seen
        jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = self.ask("sign in", "/demo/")
        account = re.search(rf'value="([0-9a-f-]{{36}})">[^<]*</button> <span>{role}<', page)
        assert account, f"nobody to sign in as {role}"
        self.send("sign in", "/demo/", page, account=account[1])
        self.person = (re.findall(r"/people/([0-9a-f-]{36})/", self.ask("first page", "/")) or [""])[0]

    def ask(self, name: str, path: str, body: bytes | None = None) -> str:
        began = time.perf_counter()
        try:
            text = str(self.browser.open(AT + path, body, timeout=60).read().decode())
        except (urllib.error.URLError, OSError) as error:
            text = ""
            self.seen.errors.append(f"{name}: {error}")
        with self.seen.lock:
            self.seen.times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        return text

    def send(self, name: str, path: str, page: str, **form: str) -> str:
        token = TOKEN.search(page)
        fields = {"csrfmiddlewaretoken": token[1] if token else "", **form}
        return self.ask(name, path, urllib.parse.urlencode(fields).encode())

    def live(self, until: float, dice: random.Random) -> None:
        while time.monotonic() < until:
            self.step(dice)
            time.sleep(dice.uniform(2, 10))

    def step(self, dice: random.Random) -> None:
        if self.role == "leader" and dice.random() < 0.5:
            page = self.ask("the week", "/week/")
            self.person = dice.choice(re.findall(r"/people/([0-9a-f-]{36})/", page) or [self.person])
        elif self.role == "leader":
            name, path = dice.choice(
                [("a clinician's page, by the leader", ""), ("brief", "brief/"), ("talks", "talks/")]
            )
            self.ask(name, f"/people/{self.person}/{path}")
        else:
            page = self.ask("the same page, by the clinician", f"/people/{self.person}/")
            measure = re.search(r'name="measure" value="([^"]+)"', page)
            if measure and dice.random() < 0.3:
                where = f"/people/{self.person}/comments/"
                self.send("a comment", where, page, measure=measure[1], text="Two weeks away.")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--only", choices=sorted(USERS))
    asked.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = asked.parse_args()
    lines = [line for engine in [options.only] if engine for line in measure(engine, options.minutes)]
    lines = lines or [line for engine in USERS for line in measure(engine, options.minutes)]
    if options.write:
        write_section("load", "Many people at once", "\n\n".join(lines))


def measure(engine: str, minutes: float) -> list[str]:
    """Serve a made-up clinic on this engine and let its users work for so many minutes."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "demo"
        inside = dict(os.environ)
        if engine == "postgresql":
            server = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "postgresql.py"))
            inside["TENTHHOUR_DATABASE"] = stack.enter_context(server["running"]())
        command = [str(COMMAND), "demo", "--home", str(home), "--port", str(PORT)]
        site = subprocess.Popen(command, env=inside, stdout=subprocess.DEVNULL)
        try:
            lines = told(engine, minutes, work(site, USERS[engine], minutes))
        finally:
            site.send_signal(signal.SIGINT)
            site.wait(60)
        print("\n".join(lines), flush=True)  # whatever comes after, what was measured is said
        costs = cost(inside, home)
        print("\n".join(costs), flush=True)
        return [*lines, *costs]


def cost(inside: dict[str, str], home: Path) -> list[str]:
    """What the rows of the record cost a page of this site, with and without, in a process of its own."""
    settings = {"TENTHHOUR_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tenthhour.config.settings"}
    command = [sys.executable, "-m", "bench.audit_cost"]
    done = subprocess.run(command, env={**inside, **settings}, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()


def work(site: subprocess.Popen[bytes], users: int, minutes: float) -> Seen:
    while site.poll() is None:
        try:
            urllib.request.urlopen(f"{AT}/demo/", timeout=5).close()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    seen, dice = Seen(), random.Random(1)
    load = os.getloadavg()[0]
    print(f"{users} users begin; load of the machine {load:.1f}", file=sys.stderr)
    people = [User("clinician" if i % 3 == 0 else "leader", seen) for i in range(users)]
    until = time.monotonic() + minutes * 60
    working = [threading.Thread(target=p.live, args=(until, random.Random(dice.random()))) for p in people]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()
    return seen


def told(engine: str, minutes: float, seen: Seen) -> list[str]:
    every = sorted(t for times in seen.times.values() for t in times)
    if len(every) < 10 * USERS[engine] * min(minutes, 1):
        sys.exit(f"Only {len(every)} requests: nothing was measured.")
    lines = [
        f"{engine}, {USERS[engine]} users, {minutes:g} minutes, load of the machine {os.getloadavg()[0]:.1f} on "
        f"{os.cpu_count()} cores: {len(every)} requests, {len(seen.errors)} errors, p50 {at(every, 0.5):.0f} ms, "
        f"p95 {at(every, 0.95):.0f} ms."
    ]
    lines += [f"- {name}: {len(t)} times, p50 {at(sorted(t), 0.5):.0f} ms, p95 {at(sorted(t), 0.95):.0f} ms"
              for name, t in sorted(seen.times.items())]  # fmt: skip
    return [*lines, *seen.errors[:10]]


def at(times: list[float], share: float) -> float:
    return times[int((len(times) - 1) * share)]


if __name__ == "__main__":
    main()
