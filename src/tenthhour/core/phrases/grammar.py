"""The notation the rules are written in, and the words more than one kind uses.

A rule is a line of text, read from left to right: `<name>` is one of a list of words, `cut~` any form of a regular
verb, ` ... ` anything up to `REACH` characters of the same sentence; `|`, `?` and brackets mean what they mean in a
regular expression. `<loss> ... <unless>`: something you would lose, and later in the sentence the condition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

# The parts of a rule in order, and where they stand in a text.
Rule: TypeAlias = tuple[re.Pattern[str], ...]
Places: TypeAlias = tuple[tuple[int, int], ...]

# What two parts of a rule may have between them. It also bounds the work per character: without it a text of
# 20,000 characters without a full stop takes seconds.
REACH = 120
_NAME = re.compile(r"<(\w+)>")
_VERB = re.compile(r"(\w+)~")

SHARED = {
    "few": r"([\w'-]{1,15} ){0,3}?",
    "much": r"""(( \w{2,12}ly| just| so| such| very| far| much| way| too| always| also| still| being| rather| quite|
        pretty| a bit| a little| kind of| known to be| even| often| all){0,4})""",
    "authority": r"""HR|human resources|personnel|management|head office|
        ((the|a|your|my|our) ([\w'-]{1,15} ){0,2}?(board|chief|director|council|authority|ombudsman|partners|lawyers?|
        regulator|committee|CEO|executive|college|society|dean|department|office|owners?|chair|president|union))""",
    "virtue": r"""commitment|ambition|motivation|discipline|drive|initiative|empathy|backbone|spine|guts|work ethic|
        loyalty|judge?ment|professionalism|ability|intelligence|maturity|resilience|stamina|grit|insight|flexibility|
        enthusiasm|manners|team spirit|leadership|courage|self-(awareness|discipline|control)|talent|passion|integrity|
        interest in|respect for|(people|social|leadership) skills|bedside manner|character|common sense|skills?|brains?|
        consideration|dedication|engagement|organi[sz]ation|organi[sz]ational skills|effort|
        sense of (\w+ )?(urgency|duty|responsibility|team|loyalty|humou?r)""",
}


def compiled(rules: tuple[str, ...], words: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules of one kind, each as the patterns of its parts in order."""
    known = {name: text.replace("\n        ", "") for name, text in {**SHARED, **words}.items()}
    return tuple(tuple(_pattern(part, known) for part in rule.split(" ... ")) for rule in rules)


def _pattern(part: str, known: Mapping[str, str]) -> re.Pattern[str]:
    while _NAME.search(part):
        part = _NAME.sub(lambda name: f"({known[name[1]]})", part)
    part = _VERB.sub(lambda verb: _forms(verb[1]), part)
    part = re.sub(r"(?<!\\)\((?!\?)", "(?:", part).replace(" ", " +")
    return re.compile(rf"\b(?:{part})(?!\w)", re.IGNORECASE)


def _forms(verb: str) -> str:
    """Every form of a regular verb: wait, waits, waited, waiting; stop, stopped; replace, replacing.

    >>> re.findall(_forms("stop"), "stop stopped")
    ['stop', 'stopped']
    """
    if verb.endswith("e"):
        return f"{verb[:-1]}(?:es|ed|ing|e)"
    if verb.endswith("y"):
        return f"{verb[:-1]}(?:ies|ied|ying|ys|yed|y)"
    return f"{verb}(?:{verb[-1]}?(?:ed|ing)|es|s)?"


def places(rule: Rule, sentence: str) -> list[Places]:
    """Where the parts of a rule stand one after the other in a sentence, once for each time it holds."""
    first, *rest = rule
    found: list[Places] = [(match.span(),) for match in first.finditer(sentence)]
    for part in rest:
        found = [(*had, later) for had in found for later in _next(part, sentence, had[-1][1])]
    return found


def _next(part: re.Pattern[str], sentence: str, begin: int) -> list[tuple[int, int]]:
    return [match.span() for match in part.finditer(sentence, begin, begin + REACH)]
