"""The program that goes with every exported record: one file, nothing but Python's own library."""

from __future__ import annotations

import re
from pathlib import Path

from tenthhour.core.audit import chain, proof, walk
from tenthhour.documents import verify_audit

_OURS = re.compile(r"^from (?:tenthhour\.[\w.]+|__future__) import (?:\([^)]*\)|[^\n]*)\n", re.MULTILINE)


def script() -> str:
    """The verifier and the core it stands on, joined: what a site runs is what its readers run."""
    parts = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in (chain, walk, proof)]
    command = Path(str(verify_audit.__file__)).read_text(encoding="utf-8")
    words, _, rest = command.partition('\n"""\n')
    head = f'#!/usr/bin/env python3\n{words}\n"""\n\nfrom __future__ import annotations\n'
    return head + "\n\n".join(_OURS.sub("", part).strip() for part in [*parts, rest]) + "\n"
