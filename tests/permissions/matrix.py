"""Every page asked for in every way by everybody; what may be answered is read from two hand-written tables.

`expected.csv` says which persona a policy lets in: `*` always, `a` while the assignment is active or
delegated, `s` the same towards everybody, `-` never. A line for one address of a policy is named by both: "policy /address/". `visible.csv` says whose words a persona may read at all, whatever page shows them.
"""

from __future__ import annotations

import csv
import io
import logging
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builders import sign_in
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from permissions.world import COUNTING, PERSONAS, World
from pypdf import PdfReader

from tenthhour.apps.org.access import startup

HERE = Path(__file__).parent
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
CANARY = re.compile(r"CANARY-([a-z]+)-([a-z]+)-\d+")
NUMBER = re.compile(r"(?<![\w.])73([12])[,.\s]?\d{3}(?!\w)")
# Taken out before numbers are looked for: one id in a few hundred holds such a run of digits.
ID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')


@dataclass(frozen=True)
class Page:
    """One route of the running site with the word its object goes by, if any."""

    path: str
    policy: Any
    words: tuple[str, ...]  # what its objects go by

    @property
    def is_for_all(self) -> bool:
        """Being sent to the sign-in page is no refusal where one comes in or goes out."""
        return self.policy.audit == "PUBLIC" or self.policy.name == "org.sign_out"

    @property
    def methods(self) -> frozenset[str]:
        return self.policy.methods | ({"HEAD"} if "GET" in self.policy.methods else set())


@dataclass(frozen=True)
class Case:
    """One request: who, with which standing, what, how."""

    persona: str
    state: str
    page: Page
    method: str
    object: str  # own, foreign, absent; none where the address names nothing
    is_fragment: bool

    def __str__(self) -> str:
        how = f"{self.method}{' as a fragment' if self.is_fragment else ''}"
        about = f" ({self.object} object)" if self.object != "none" else ""
        return f"{self.persona}, {self.state}: {how} {self.page.path}{about}"


def table(name: str) -> dict[str, dict[str, str]]:
    """A hand-written table, by its first column."""
    lines = [line for line in (HERE / name).read_text().splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    first = next(iter(rows[0]))
    assert len({r[first] for r in rows}) == len(rows), f"{name} names a line twice"
    return {r[first]: {p: r[p].strip() for p in PERSONAS} for r in rows}


def pages() -> list[Page]:
    """Every route of the running URL configuration; one without a policy is kept, to be complained of."""
    found = []
    for path, route in startup.routes():
        words = tuple(word.removesuffix("_id") for word in re.findall(r"<uuid:(\w+)>", path))
        found.append(Page(path, getattr(route.callback, "policy", None), words))
    return found


def cases(persona: str, state: str, every: list[Page], world: World) -> Iterator[Case]:
    """All requests of one persona in one state; a method the policy does not name is tried on one object."""
    for page in every:
        known = [world.objects[word] for word in page.words if word in world.objects]
        objects = ["own", "absent"] if known else ["none"]
        if known and known[0][1] is not None:
            objects.append("foreign")
        for method in METHODS:
            if method not in page.methods:
                yield Case(persona, state, page, method, objects[0], is_fragment=False)
                continue
            for about in objects:
                yield Case(persona, state, page, method, about, is_fragment=False)
                if method != "HEAD":
                    yield Case(persona, state, page, method, about, is_fragment=True)


def is_quick(case: Case) -> bool:
    """The slice every run walks: what is open to whom now, and whether it is shut once the role ended."""
    if (
        case.method not in case.page.methods
        or case.method == "HEAD"
        or case.is_fragment
        or case.object == "absent"
    ):
        return case.persona == "leader" and case.state == "active"
    return case.state == "active" or case.object in ("own", "none")


class Visitor:
    """A persona at the site in one state: makes the requests and judges the answers."""

    def __init__(self, world: World, persona: str, state: str) -> None:
        self.world, self.persona, self.state = world, persona, state
        code = PERSONAS[persona]
        how = {"raise_request_exception": False}
        self.client = sign_in(world.people[code], **how) if code else Client(**how)
        self.seen: set[str] = set()  # classes of canaries met
        self.opened: set[str] = set()  # routes that let this persona in
        self.signed_in = {name: morsel.value for name, morsel in self.client.cookies.items()}
        self.expected, self.visible = table("expected.csv"), table("visible.csv")
        self.absent = ""

    def faults(self, case: Case) -> list[str]:
        """Everything wrong with the answer to one request."""
        logged: list[str] = []
        answer = self._ask(case, logged)
        text = decoded(answer)
        found = [*self._wrong_status(case, answer, text), *self._leaks(text, *logged)]
        if answer.status_code >= 500:
            found.append(f"a server error, {answer.status_code}: {' '.join(logged)[-300:]}")
        if answer.status_code != 405 and answer.headers.get("Cache-Control") != "no-store":
            found.append("a page that may be kept: no no-store")
        return [f"{case}: {fault}" for fault in found]

    def _ask(self, case: Case, logged: list[str]) -> HttpResponse:
        handler = logging.Handler()
        handler.emit = lambda record: logged.append(logging.Formatter().format(record))  # type: ignore[method-assign]
        logging.getLogger("django.request").addHandler(handler)
        mail.outbox = []
        self.client.cookies.clear()  # a page before this one may have signed out, or left a message
        self.client.cookies.load(self.signed_in)
        path = address(case, self.world)
        headers = {"HTTP_HX_REQUEST": "true"} if case.is_fragment else {}
        sent = {"content_type": "application/x-www-form-urlencoded", **headers}
        try:
            with transaction.atomic():
                answer = self.client.generic(case.method, path, b"", **sent)
                transaction.set_rollback(case.method in case.page.methods)
        finally:
            logging.getLogger("django.request").removeHandler(handler)
        logged += [f"{m.subject} {m.body}" for m in mail.outbox]
        return answer  # type: ignore[return-value]

    def may(self, case: Case) -> str:
        """The letter under which this persona is let in; nothing where it is not."""
        line = (
            self.expected.get(f"{case.page.policy.name} {case.page.path}")
            or self.expected[case.page.policy.name]
        )
        cell = line[self.persona]
        lets_in = cell == "*" or (cell in ("a", "r", "s") and self.state in COUNTING)
        reached = ("own", "none", "foreign") if cell == "s" else ("own", "none")
        return cell if lets_in and case.object in reached else ""

    def _wrong_status(self, case: Case, answer: HttpResponse, text: str) -> Iterator[str]:
        status = answer.status_code
        if case.method not in case.page.methods:
            if status != 405:
                yield f"answers {status} to a method its policy does not name"
        elif verdict := self.may(case):
            if status in (403, 404) or (_asks_to_sign_in(answer) and not case.page.is_for_all):
                yield f"{status}, although expected.csv lets this persona in"
            elif verdict == "r" and status not in (409, 422):
                yield f"{status}, although expected.csv says that this step is refused (409 or 422)"
            self.opened.add(case.page.path)
        elif self.persona == "anonymous" and not _asks_to_sign_in(answer) and status not in (401, 404):
            yield f"{status} to somebody who did not sign in"
        elif self.persona != "anonymous":
            yield from self._not_absent(case, status, text)

    def _not_absent(self, case: Case, status: int, text: str) -> Iterator[str]:
        if status != 404:
            yield f"{status}, although expected.csv says absent (404) here"
        elif case.method != "HEAD":
            yield from self._differs(text)

    def _differs(self, text: str) -> Iterator[str]:
        bare = TOKEN.sub(r"\1", text)
        self.absent = self.absent or bare
        if bare != self.absent:
            yield "this 404 does not look like the others"

    def _leaks(self, *texts: str) -> Iterator[str]:
        for text in texts:
            found = canaries(text)
            for kind, owner in sorted(found):
                self.seen.add(kind)
                cell = self.visible[kind][self.persona]
                is_theirs = cell == "s" or (cell in ("a", "*") and owner != "erin")
                if not (is_theirs and (cell == "*" or self.state in COUNTING)):
                    yield f"LEAK: {kind} of {owner}"


def canaries(text: str) -> set[tuple[str, str]]:
    """Of whom and of which class the marked words and numbers in a text are."""
    words = {(kind, owner) for kind, owner in CANARY.findall(text)}
    return words | {
        ("numbers", {"1": "bob", "2": "erin"}[which]) for which in NUMBER.findall(ID.sub("", text))
    }


def address(case: Case, world: World) -> str:
    """The address of a case, with the ids of the objects it is about; a link's key nobody has."""
    path = case.page.path
    for word in case.page.words:
        own, foreign = world.objects.get(word, (None, None))
        pk = {"own": own, "foreign": foreign}.get(case.object) or uuid.uuid4()
        path = re.sub(rf"<uuid:{word}(_id)?>", str(pk), path)
    return re.sub(r"<signed:\w+>", "no-key", path)


def decoded(answer: HttpResponse) -> str:
    """All that leaves the server: headers, cookies, and the body as a person could read it."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    said = " ".join([*(f"{k}: {v}" for k, v in answer.headers.items()), answer.cookies.output()])
    return f"{said}\n" * ("CANARY" in said) + readable(body)


def readable(body: bytes) -> str:
    """The text inside a page, a PDF, or a zipped file such as XLSX."""
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join([*packed.namelist(), *(readable(packed.read(n)) for n in packed.namelist())])
    return body.decode("utf-8", "replace")


def _asks_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(("/sign-in/", "/demo/"))
