"""A site behind https: Django's own checks find nothing, cookies and redirects keep to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COOKIES = """
import django; django.setup()
from django.test import Client
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
plain = Client(HTTP_HOST="site.example").get("/sign-in/")
safe = Client(HTTP_HOST="site.example", HTTP_X_FORWARDED_PROTO="https").get("/sign-in/")
cookie = safe.cookies["csrftoken"]
print(plain.status_code, plain["Location"], safe["Strict-Transport-Security"], cookie["secure"], cookie["samesite"])
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A site behind https at site.example."""
    ours = {n: v for n, v in os.environ.items() if not n.startswith("TENTHHOUR_")}
    return ours | {
        "TENTHHOUR_HOME": str(tmp_path),
        "TENTHHOUR_HTTPS": "1",
        "TENTHHOUR_HOSTS": "site.example",
        "DJANGO_SETTINGS_MODULE": "tenthhour.config.settings",
    }


def test_deployment_check_finds_nothing(environment: dict[str, str]) -> None:
    command = [
        str(Path(sys.executable).with_name("django-admin")),
        "check",
        "--deploy",
        "--fail-level",
        "DEBUG",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (1 silenced).\n"), (
        done.stderr
    )


def test_https_is_kept_to(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COOKIES], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [
        "301", "https://site.example/sign-in/", "max-age=31536000;", "includeSubDomains", "True", "Lax",
    ]  # fmt: skip
