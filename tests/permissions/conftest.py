"""The site the permission tests walk through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from permissions.world import World, build


def made(world: World, folder: Path, django_db_blocker: Any) -> Iterator[World]:
    """A site in a folder, gone afterwards."""
    home, settings.HOME = settings.HOME, folder
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(world)
        transaction.set_rollback(True)
    settings.HOME = home


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One site for all tests of this folder."""
    yield from made(World(), tmp_path_factory.mktemp("site"), django_db_blocker)
