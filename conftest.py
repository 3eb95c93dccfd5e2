"""Loaded before every test: the site's home is a throw-away folder, never somebody's own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import django

_home = tempfile.mkdtemp(prefix="tenthhour-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["TENTHHOUR_HOME"] = _home
os.environ["DJANGO_SETTINGS_MODULE"] = "tenthhour.config.settings"
django.setup()
