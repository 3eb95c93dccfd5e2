"""Loaded before every test: the site's home is a throw-away folder, never somebody's own."""

from __future__ import annotations

import os
import tempfile

import django

_home = tempfile.TemporaryDirectory(prefix="tenthhour-tests-")
os.environ["TENTHHOUR_HOME"] = _home.name
os.environ["DJANGO_SETTINGS_MODULE"] = "tenthhour.config.settings"
django.setup()
