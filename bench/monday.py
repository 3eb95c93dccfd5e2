"""The Monday page, the page for a talk, its PDF and turns of a rehearsal, for a leader of 20: 200 requests each.

    python -m bench.monday [--requests 200] [--clinicians 20]

The clinic is made up, imported and served by the commands anyone uses, in a
folder of its own; the requests come one after the other from this process.
Each of them reads the page and writes an audit row for each person shown.
"""

from __future__ import annotations

import argparse
import html
import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from bench.report import write_section

COMMAND = Path(sys.executable).with_name("tenthhour")
BUDGETS = {
    "Monday page": 200,
    "Page for a talk": 300,
    "Page for a talk, PDF": 1000,
    "Turn of a rehearsal": 100,
}
PORT = 8765


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--requests", type=int, default=200)
    asked.add_argument("--clinicians", type=int, default=20)
    asked.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(Path(folder) / "demo", options.clinicians, options.requests)
    print("\n".join(lines))
    if options.write:
        write_section("monday", "The Monday page and the page for a talk", "\n\n".join(lines))


def measure(home: Path, clinicians: int, requests: int) -> list[str]:
    """Start the demo with its clinic, sign in as the leader, ask for the page again and again."""
    one_leader(home, clinicians)
    began = time.monotonic()
    server = subprocess.Popen(
        [str(COMMAND), "demo", "--home", str(home), "--port", str(PORT)], stdout=subprocess.DEVNULL
    )
    try:
        wait(server)
        first = time.monotonic() - began
        people, times = ask(requests)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
    return told(clinicians, people, first, times)


def one_leader(home: Path, clinicians: int) -> None:
    """The clinic's files as the demo expects them, with everybody led by one person."""
    home.mkdir()
    (home / "DEMO").write_text("A clinic for measuring speed.\n")
    clinic = home / "clinic"
    command = [str(COMMAND), "generate", str(clinic), "--clinicians", str(clinicians), "--months", "36"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    table = clinic / "clinicians.csv"
    table.write_text(re.sub(r"lead-\d\d", "lead-01", table.read_text()))


def wait(server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/sign-in/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    sys.exit("The server ended before it answered.")


def ask(requests: int) -> tuple[int, dict[str, list[float]]]:
    """People named on the Monday page, and milliseconds of each request of each page, shortest first."""
    browser, at = signed_in(), f"http://127.0.0.1:{PORT}"
    people = re.findall(r"/people/([0-9a-f-]{36})/", browser.open(f"{at}/week/").read().decode())
    if len(set(people)) < 2:
        sys.exit("The page shows nobody: nothing was measured.")
    pages = ("/week/", f"/people/{people[0]}/brief/", f"/people/{people[0]}/brief.pdf")
    times = {
        name: sorted(_timed(browser, at + page) for _ in range(requests))
        for name, page in zip(BUDGETS, pages, strict=False)
    }
    return len(set(people)), times | {"Turn of a rehearsal": sorted(turns(browser, at, requests))}


def turns(browser: urllib.request.OpenerDirector, at: str, requests: int) -> list[float]:
    """Milliseconds of each turn, the first sentence on offer said each time, from the first turn to the last."""
    page, took = browser.open(f"{at}/rehearse/").read().decode(), []
    start = {"scenario": "listener-and-number", "minutes": "20", "name": "she", "feedback": "each"}
    token = _value(page, "csrfmiddlewaretoken")
    while len(took) < requests:
        page = _sent(browser, f"{at}/rehearse/talk/", start | {"csrfmiddlewaretoken": token})
        while 'name="move"' in page and len(took) < requests:
            form = {
                name: _value(page, name) for name in ("csrfmiddlewaretoken", "record", "feedback", "move")
            }
            began = time.perf_counter()
            page = _sent(browser, f"{at}/rehearse/talk/", form)
            took.append((time.perf_counter() - began) * 1000)
    return took


def _sent(browser: urllib.request.OpenerDirector, address: str, form: dict[str, str]) -> str:
    return str(browser.open(address, urllib.parse.urlencode(form).encode()).read().decode())


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])


def _timed(browser: urllib.request.OpenerDirector, address: str) -> float:
    began = time.perf_counter()
    browser.open(address).read()
    return (time.perf_counter() - began) * 1000


def signed_in() -> urllib.request.OpenerDirector:
    """A browser in which the leader is signed in."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    at = f"http://127.0.0.1:{PORT}/demo/"
    page = browser.open(at).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    leader = re.search(r'value="([0-9a-f-]{36})">Dr Example Leader', page)
    assert token
    assert leader
    form = {"csrfmiddlewaretoken": token[1], "account": leader[1]}
    browser.open(at, urllib.parse.urlencode(form).encode()).close()
    return browser


def told(clinicians: int, people: int, first: float, times: dict[str, list[float]]) -> list[str]:
    lines = [
        f"{name}, {clinicians} clinicians, 36 months, {len(took)} requests: p50 {took[len(took) // 2]:.0f} ms, "
        f"p95 {took[int(len(took) * 0.95)]:.0f} ms (budget {BUDGETS[name]} ms), slowest {took[-1]:.0f} ms."
        for name, took in times.items()
    ]
    return [
        *lines,
        f"{people} people on the Monday page. First start of that demo, from files to the first page: {first:.0f} s. "
        f"Load of the machine meanwhile: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.",
    ]


if __name__ == "__main__":
    main()
