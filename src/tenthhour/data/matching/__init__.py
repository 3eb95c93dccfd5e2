"""Ordinary spreadsheets: guess what each column is, let a person correct it, and save it as a mapping."""

from __future__ import annotations

from tenthhour.data.matching.drafts import drafts
from tenthhour.data.matching.guess import Column, Guess, guess
from tenthhour.data.matching.words import Role

__all__ = ["Column", "Guess", "Role", "drafts", "guess"]
