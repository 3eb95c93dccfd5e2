"""What a scripted newcomer reads, presses and writes, and how long a person would take by a keystroke-level model."""

from __future__ import annotations

from dataclasses import dataclass

from browser.visit import press, reach
from playwright.sync_api import Page

# Card, Moran and Newell 1980: a key of an average typist 0.2 s, pointing at something 1.1 s, making up one's mind
# 1.35 s. Reading at 250 words a minute: silent reading of plain text, Brysbaert 2019 (238 for non-fiction).
KEY, POINT, DECIDE, WORDS_A_MINUTE = 0.2, 1.1, 1.35, 250


@dataclass
class Effort:
    """Counts of one visit. Every page reached counts as read whole, once each time it is reached."""

    pages: int = 0
    presses: int = 0
    boxes: int = 0
    keys: int = 0
    words: int = 0

    def read(self, page: Page) -> None:
        self.pages += 1
        self.words += len(page.inner_text("main").split())

    def press(self, page: Page, name: str) -> None:
        """Press what is called so, and read the page it leads to."""
        press(page, name)
        self.presses += 1
        self.read(page)

    def write(self, page: Page, label: str, words: str) -> None:
        """Go to a box and fill it in."""
        reach(page, label)
        page.keyboard.type(words)
        self.boxes += 1
        self.keys += len(words)

    @property
    def minutes(self) -> float:
        by_hand = (self.presses + self.boxes) * (POINT + DECIDE) + self.keys * KEY
        return by_hand / 60 + self.words / WORDS_A_MINUTE

    def said(self, what: str) -> str:
        return (
            f"{what}: {self.pages} pages, {self.words} words to read, {self.presses} presses, {self.boxes} boxes, "
            f"{self.keys} characters; {self.minutes:.1f} minutes by the model."
        )
