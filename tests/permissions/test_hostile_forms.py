"""Every form of every page, filled with hostile words: what comes of it shows words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urljoin

import pytest
from builders import sign_in
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from permissions.filling import Form, Forms
from permissions.hostile import EVERY
from permissions.readers import became
from permissions.test_hostile_words import shown
from permissions.world import PERSONAS, World

pytestmark = [pytest.mark.xdist_group("permissions"), pytest.mark.django_db]
EVERYBODY = [persona for persona, code in PERSONAS.items() if code]


def filled_in(world: World, persona: str) -> tuple[list[str], int]:
    """Every form of every page, filled with hostile words, sent, and what came of it read; each is undone."""
    found, sent, texts = [], 0, cycle(EVERY)
    for page, answer in shown(world, persona):
        where = answer.request["PATH_INFO"]
        for form in (
            Forms(answer.content.decode("utf-8", "replace")).found if answer.status_code == 200 else ()
        ):
            if not (form.words and form.is_for_all):
                continue
            with transaction.atomic():
                for became_of in sent_and_read(
                    sign_in(world.people[str(PERSONAS[persona])]), form, where, texts
                ):
                    found += [
                        f"{page.path}, {form.action}, by the {persona}: {what}" for what in became(became_of)
                    ]
                transaction.set_rollback(True)
            sent += 1
    return found, sent


def sent_and_read(client: Client, form: Form, where: str, texts: Iterator[str]) -> Iterator[HttpResponse]:
    answer = client.post(urljoin(where, form.action), form.filled(texts))
    yield answer
    if answer.status_code == 302:
        yield client.get(urljoin(where, answer.headers["Location"]))
    yield client.get(where)


@pytest.mark.slow
@pytest.mark.parametrize("persona", EVERYBODY)
def test_hostile_words_in_every_form_stay_words(world: World, persona: str) -> None:
    found, sent = filled_in(world, persona)
    assert found == []
    assert sent >= 2
