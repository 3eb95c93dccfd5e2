"""The phrase check: marks threat, blame and label language, says why, and offers a way to disclose instead.

It never blocks: blocking would move the sentence to the telephone. A sentence is
marked for what it does with a consequence or a trait, not for mentioning one.
Used by support and rehearsal alike. Patterns prefer silence to a false mark;
what that costs in recall is published in docs/methods/phrases.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["threat", "blame", "label"]


@dataclass(frozen=True, order=True)
class Mark:
    """One marked stretch of text: characters start to end (end excluded), what it does, and what to say instead."""

    start: int
    end: int
    kind: Kind
    text: str
    why: str
    instead: str


_ADVICE: dict[Kind, tuple[str, str]] = {
    "threat": (
        "This uses what may follow to get a yes. People then agree without meaning it, or stop telling you things.",
        "If you know of a consequence, say it once, as a fact: what you know, who told you, what is not decided, and "
        "what you will do about it. Ask for nothing in the same breath.",
    ),
    "blame": (
        "This pins the cause on the person before the causes are known. Most of what moves a number is the work "
        "around it.",
        "Say what the figure shows and ask what makes it so: what happened, when, how often, and what gets in the way.",
    ),
    "label": (
        "This says who somebody is, and nobody can act on that.",
        "Say what happened, when and how often, in words you would use with the person in the room.",
    ),
}

# What an employer can do to somebody. Kept concrete: "the consequences of smoking" must not match.
_END = (
    r"(?:let(?:ting)? you go|fir(?:e|ed|ing) you|replac(?:e|ed|ing) you|terminat(?:e|ed|ing)|dismiss(?:ed|ing)? you|"
    r"part(?:ing)? ways|end(?:ing)? (?:your|this|the) (?:contract|job|employment|arrangement)|"
    r"(?:not|n't) renew|non-?renewal|cut(?:ting)? your (?:pay|hours|salary|sessions)|writ(?:e|ing) you up|"
    r"escalat(?:e|ing) (?:this|it)|go(?:ing)? to (?:HR|the board)|mak(?:e|ing) (?:this|it) formal|"
    r"tak(?:e|ing) (?:this|it) further|find(?:ing)? someone (?:else )?who|los(?:e|ing) your (?:job|post|contract|bonus|sessions|place)|"
    r"be (?:fired|sacked|let go|replaced|terminated|dismissed|out of a job|looking for (?:another|a new) job))"
)
_UNABLE = (
    r"(?:can ?no(?:t| longer)|can['’]t|could ?n['’]t|won['’]t be able to|will not be able to|am not able to)"
)
_SHIELD = r"(?:protect|shield|save|cover for|defend|keep|vouch for) you"

_THREATS = (
    rf"\b{_UNABLE} (?:\w+ )?{_SHIELD}",
    rf"\bor (?:else )?(?:I|we|they|you)(?:['’]\w+| \w+)?(?: \w+){{0,3}}? {_END}",
    rf"\bor (?:I|we) {_UNABLE} (?:hold|keep|stop|help|do anything)[^.?!]{{0,25}}",
    r"\bor else\b(?=\s*(?:[.!…\n]|$))",
    rf"\b(?:if you (?:do ?n['’o]t|do not|can['’]t|cannot|fail to|keep|continue|still|refuse)|unless you|until you)[^.?!]{{0,80}}{_END}",
    r"\b(?:if|unless) you[^.?!]{0,80}\b(?:there (?:will|are going to) be consequences|you(?:['’]ll| will) (?:regret|be sorry)|your (?:job|contract|future|post|position) (?:is|will be) (?:at risk|on the line|in question|over))",
    r"\bthere (?:will|are going to|would) (?:have to )?be consequences\b(?! for patients)",
    r"\b(?:face|suffer|accept|live with) the consequences\b",
    r"\b(?:last|final) (?:chance|warning)\b",
    r"\byour (?:job|contract|future here|post|position|bonus) (?:depends on|hangs on|is on the line|rides on)\b",
    r"\b(?:we['’]ll|we will|we may|we might|I['’]ll|I will|I may|we['’]d|I['’]d) (?:just |simply |then )?(?:have to |need to |be forced to )(?:\w+ )?"
    + _END,
    r"\b(?:we|I) (?:will|shall|may|might|could|would)?(?:['’]ll)? ?part ways\b",
    r"\b(?:plenty|lots|many|dozens) of (?:people|doctors|physicians|candidates|others) (?:who )?(?:would|want|are (?:waiting|ready|queuing))[^.?!]{0,25}\b(?:job|post|place)\b",
    r"\b(?:nobody|no one) is (?:irreplaceable|indispensable)\b|\byou(?:['’]re| are) (?:replaceable|easy to replace)\b",
    r"\bshape up\b|\bmy way or\b|\btake it or leave it\b|\byou know where the door is\b|\bdon['’]t make me\b",
    r"\b(?:think|reflect) (?:hard |carefully |long )?about (?:your future|whether you (?:want|belong|have a future))[^.?!]{0,25}",
    r"\byou know what (?:happens|comes|follows) (?:next|then|if|otherwise)\b",
    r"\bit would be (?:a shame|a pity|unfortunate) if\b[^.?!]{0,40}\b(?:you|your)\b",
    r"\bI(?:['’]d| would) hate (?:for you )?to (?:see you )?lose\b",
)
_TRAIT = (
    r"(?:too slow|slow|lazy|careless|sloppy|unprofessional|incompetent|inefficient|unproductive|disorgani[sz]ed|"
    r"stubborn|selfish|uncooperative|uncommitted|weak|difficult|defensive|negative|arrogant|toxic|disruptive|"
    r"hopeless|useless|unreliable|not committed|not resilient(?: enough)?|not cut out for (?:this|it)|"
    r"not a team player|not pulling your weight|resistant(?: to change)?|high[- ]maintenance)"
)
_YOU_ARE = r"\byou(?:['’]re| are|['’]ve been| have been)(?: (?:just|simply|far|much|so|very|being|too|really|always|a bit|rather|clearly))*"

_BLAMES = (
    r"\b(?:it['’]s|it is|that['’]s|that is|this is) (?:all |entirely |only |your own |really )?your (?:own )?fault\b",
    r"\byou(?:['’]ve| have)? (?:let (?:me|us|the team|everyone|everybody|your colleagues|patients|them) down|letting \w+ down)\b",
    r"\byou(?:['’]re| are) letting (?:me|us|the team|everyone|everybody|your colleagues|patients|them) down\b",
    r"\bbecause of you\b|\bthanks to you\b[^.?!]{0,30}\b(?:wait|late|behind|lose|lost)\b",
    r"\byou never (?:listen|finish|answer|reply|close|try|help|follow|learn|keep|deliver|do what|change|manage)\b",
    r"\byou always (?:run (?:late|over)|overrun|complain|forget|ignore|refuse|miss|make excuses|have an excuse|take too long|argue|resist|find a reason)\b",
    r"\byou (?:just |simply |obviously |clearly )?(?:do ?n['’]t care|do not care|can['’]t be bothered|could ?n['’]t care less|refuse to (?:change|try|listen|help|adapt))\b",
    r"\byou(?:['’]re| are) (?:the|our|my) (?:only )?(?:problem|bottleneck|weak(?:est)? link|reason (?:we|why|that|patients|everyone))\b",
    r"\bwhy can['’]t you\b",
    r"\b(?:everyone|everybody|anyone|all the others|the others|all your colleagues|your colleagues|the rest of (?:us|the team)) (?:else )?(?:manages?|copes?|can do (?:it|this)|gets? (?:it|this|them) done|seems? to manage)\b",
    r"\byou should have known\b|\bwhat is wrong with you\b|\bwhat['’]s wrong with you\b",
    r"\b(?:that['’]s|that is|this is|it['’]s) (?:just |only |merely )?an(?:other)? excuse\b|\b(?:stop making|no more|enough) excuses\b|\bthere['’]s no excuse\b",
    r"\byou(?:['’]ve| have) (?:only )?yourself to blame\b|\byou brought (?:this|it) on yourself\b",
    r"\bI(?:['’]m| am) (?:very |deeply |really |so )?disappointed in you\b",
)
_LABELS = (
    rf"{_YOU_ARE} {_TRAIT}\b",
    rf"\b(?:she|he)(?:['’]s| is)(?: (?:just|simply|so|very|really|always))* {_TRAIT}\b",
    r"\b(?:slow|low|poor|bad|weak|under)[- ]?perform(?:er|ers|ing)\b",
    r"\bproblem (?:doctor|physician|clinician|employee|case)\b|\bdifficult (?:doctor|physician|clinician|employee|person)\b",
    r"\b(?:slow|lazy|bad|weak|unproductive|unprofessional) (?:doctor|physician|clinician|worker|employee|partner)\b",
    r"\byou(?:['’]re| are) (?:an?|the|our|one of (?:the|our)) (?:worst |biggest |slowest )?(?:outlier|laggard|straggler|slacker|troublemaker)s?\b",
    r"\b(?:bad apple|dead ?wood|a liability to (?:us|the clinic|the team))\b",
    r"\b(?:you have|you['’]ve got|your) (?:an? |real )*(?:bad|poor|wrong|negative) attitude\b|\b(?:an?|your) attitude problem\b",
    r"\b(?:bottom|foot) of the (?:list|table|league|ranking)\b|\b(?:the|our) (?:slowest|worst|weakest) (?:in|of|on) the (?:team|clinic|group)\b",
    r"\b(?:lack of|no) (?:work ethic|commitment|drive)\b",
)

# What turns the same words into their opposite: denied, taken back, quoted as somebody's fear.
_UNSAID = re.compile(
    r"\b(?:not|never|nobody|no one|none of|nothing|without|isn['’]t|aren['’]t|wasn['’]t|won['’]t|don['’]t|doesn['’]t|didn['’]t)\b"
    r"[^.?!;,]{0,30}$",
    re.I,
)
_TAKEN_BACK = re.compile(
    r"\b(?:sorry|apologi[sz]e|wrong of me|take (?:that|it) back|should not have said|shouldn['’]t have said|"
    r"afraid|worr(?:y|ied)|fear|feel|felt|scared|as if|sounds? like|heard (?:that|as)|wonder)\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[.?!\n]")


def _rules(kind: Kind, patterns: tuple[str, ...]) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.I)) for pattern in patterns)


_RULES = (*_rules("threat", _THREATS), *_rules("blame", _BLAMES), *_rules("label", _LABELS))


def marks(text: str) -> tuple[Mark, ...]:
    """Every stretch that threatens, blames or labels, in order and without overlaps.

    >>> [m.kind for m in marks("Eighteen by July, or I can't protect you.")]
    ['threat']
    >>> marks("I have been asked for eighteen by July. Nothing is decided about you.")
    ()
    """
    kept: list[Mark] = []
    for mark in sorted(_found(text), key=lambda m: (m.start, -m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _found(text: str) -> Iterator[Mark]:
    for kind, pattern in _RULES:
        for match in pattern.finditer(text):
            if not _is_unsaid(text, match):
                yield Mark(match.start(), match.end(), kind, match.group(), *_ADVICE[kind])


def _is_unsaid(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a match denies it, takes it back, or names it as a fear."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, match.start())]
    before = text[ends[-1] if ends else 0 : match.start()]
    return bool(_UNSAID.search(before) or _TAKEN_BACK.search(before))


def advice(kind: Kind) -> tuple[str, str]:
    """Why this kind of language is marked, and what to say instead."""
    return _ADVICE[kind]
