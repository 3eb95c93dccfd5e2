"""Threats that need no condition: turns of phrase that are nothing else than a threat.

A warning, the queue of others at the door, the door itself, a friendly hint, protection that ends.
"""

from __future__ import annotations

RULES = (
    # Warnings and the end of patience.
    (
        "(last|final|one last|one more|only|fair|friendly) (chance|warning|opportunity)(?! (to|for) (book|"
        "sign up|order|register|comment|see|the (year|season)))(?! and shut)"
    ),
    "(I'm|I am|I've been|I'm only) warning you|let me warn you|I (must|have to|want to|would) warn you",
    "consider yourself (warned|told|lucky|on)|you('ve| have)? been warned|no more warnings|be warned|word of warning|on notice",
    r"(this is|consider this|take (this|it) as) (your|a|an|my)( \w+){0,2} (warning|notice|ultimatum|threat)",
    r"last time (that )?(I|we)( am|'m|'ll| will)? ?(ask|say|tell|warn|going|talk)\w*",
    (
        "I (won't|will not|shall not|am not going to|'m not going to) (ask|tell|say|warn|"
        r"repeat)( \w+){0,3} (again|twice)"
    ),
    r"(my|our|<authority>'s) patience( \w+)? (is|has|with you|runs|ran)( \w+){0,2}",
    "(losing|lost|run out of|out of|running out of) patience",
    r"(on|skating on)( \w+)? thin ice|your days( here)? are|strikes? (one|two|three|and you)",
    "your card is marked|(I'm|we're|I am) (watching you|done with you)",
    "you('re| are) (running out of|almost out of|out of) (time|chances|options|road)|clock is ticking",
    "borrowed time|how long you('ll)? (last|survive)",
    (
        r"(you('ve| have)?( got)?|(I'm|I am|I) (giving|give) you) (until|till|\w+ (days?|weeks?|"
        "months?)) ... (<loss>|or|otherwise|(after that|then) (I|we|you|it|I'm)('ll|'s|'re| am| will| go|"
        " end| start| stop|( is|'s)?n't (me|I|up to me)))"
    ),
    "I (want|need|expect) (a|your) yes|(get|have) a yes (today|now)",
    "before <authority> (does|do|hears|asks|finds)",
    # The queue at the door.
    (
        "(people|doctors|others|colleagues|somebody|someone) who('d| would)?( gladly| happily)? (want|love|"
        "take|like|kill for)( to have)? your"
    ),
    (
        "(plenty|lots|dozens|hundreds|others|people|doctors|applicants|candidates|colleagues|many|someone|"
        r"somebody|queue|line) ... (would|who'd|'d|want|waiting|queu\w+|lined up|ready|happy) ... (your|"
        "this|a|that|the) <few>(<job>|sessions|like yours)"
    ),
    "(<job>|sessions) like yours|(happy|glad|delighted|love|ready|keen|waiting) to (have|take|get) your",
    r"others? (would|who would|'d)( \w+)? (be (glad|happy|delighted|grateful)|love|jump|kill)",
    "lined up (for|to)",
    (
        r"(pile|stack|drawer|folder|list|queue|\w+) (of |full of )?(CVs|r[eé]sum[eé]s|applications|"
        "applicants|candidates) ((waiting |sitting |lying )?(on|in) my|waiting|from people|outside|lined)"
    ),
    "(nobody|no one)( here)? is (irreplaceable|indispensable|untouchable|safe)",
    r"you('re| are| can be| could be)( \w+)? (replaceable|easy to replace|replaced|expendable|dispensable)",
    "you('re| are) not (irreplaceable|indispensable|untouchable)",
    (
        "(can|could|will)( always| easily| soon| just)? (hire|find|get|replace|have) (somebody|someone|"
        "another|a new|you replaced|you removed|you(?= by|[.!,])|a locum|others|your replacement)"
    ),
    # The door.
    "shape up|my way or|take it or leave it|you know where the (door|exit) is",
    "the door('s| is) (over )?there",
    "don't (make me|force me|force my hand|test me|push me|give (them|me|<authority>) (a|any) reason)",
    "(nobody|no one)('s| is) (forcing|making|keeping) you|if you don't like it",
    "(happier|better off) (somewhere|anywhere) else|(happier|better off) elsewhere",
    (
        "(perform|produce|deliver|adapt|improve|comply|cooperate|step up|up|sink) or (leave|go|get|quit|"
        "out|step|be|swim)"
    ),
    "you (won't|will not|wouldn't|may not) (be here|last|survive|make it|be around)",
    "(can't|cannot|don't|doubt I) see you (here|staying|lasting)",
    "(don't|do not|won't) (stay|last)( here)?( very)? long",
    "(doesn't|does not|no longer) works? (here|for us)",
    "(don't|do not) (renew|keep|promote|reward) (people|doctors|those|anyone)",
    (
        "(hard|difficult|impossible|harder) (for (me|us) )?to (keep|protect|defend|support|justify|renew|"
        "argue for|shield) (you|your)"
    ),
    # A friendly hint.
    "you know what (happens|comes|follows) (next|then|if|otherwise)(?!:)",
    "(look|see|saw|remember|think of|know) what (happened|happens) to",
    (
        r"(it would|it'd) be( \w+)? (a shame|a pity|unfortunate|too bad|sad|regrettable) (if|"
        "should) ... (you|your|HR|heard|came out|<formal>)"
    ),
    r"(I'd|I would|we'd)( \w+)? (hate|not like|not want)( for)?( to see)? your <few><stake>",
    (
        r"(I'd|I would|we'd)( \w+)? (hate|not like|not want)( for (you|this|it))? to (see you (lose|go|"
        "without)|have to|mention|lose|affect|report|take|tell|write|put|raise)"
    ),
    "(I|we) (don't|do not|wouldn't|would not|really don't) want to have to",
    "(I'd|I would|we would|we'd) (rather|prefer) not( to)?( have to)? (<formal>|involve|<grave>)",
    (
        "you( really)? (wouldn't|would not|don't|do not) want ((me|the|your|HR|people|anyone|this|that|it|"
        r"him|her)( \w+){0,3}? to|to (get|end|lose|be|find))"
    ),
    "I'd be( very| more)? (careful|worried|cooperative|nervous)",
    (
        "(I'd|I would|better)? ?think (twice|(very )?(hard|carefully)|long and hard) (before|about (this|"
        "your|what|how|whether|saying))"
    ),
    (
        "if I were you ... (agree|careful|think (twice|hard|again|carefully)|accept|say yes|sign|"
        "your <few><job>|worried)"
    ),
    "(I'd|I would) ... if I (were you|wanted|valued)",
    "in your shoes|(may|might|should)( want to)? (update|polish|brush up|dust off) your (CV|r[eé]sum[eé])",
    (
        r"(think|reflect|consider)( \w+){0,2} (about|of|on)? ?(what ([\w ]{3,25}) (means|does|could do|"
        r"would do|will do) (for|to) you|who (signs|decides|approves|writes)|how [\w ]{3,25} (look|"
        "looks) on|your (future|family|career|mortgage|visa|contract|position|reputation|children|kids|"
        "pension|options)|whether you (want|belong|have|fit|still))"
    ),
    (
        r"you('ve| have)( got)?( \w+){0,4} (mortgage|kids|children|family|loan|bills)( \w+){0,4},? (so|"
        "think|remember|careful|don't you|haven't you|to think)"
    ),
    "be( very| really)? careful (what|how|who|with me)|watch (your step|your back|yourself)",
    "(my|the) (bad|wrong) side|think carefully",
    "you('d| would| had) (be (wise|smart|well advised|foolish)|do well) to",
    (
        "you('d| had) better (not|<few>(or|by|before)|(have|get|be|do|start|make|sign|agree|say|think|see|"
        "bring|improve|fix))(?! (home|some))"
    ),
    (
        r"I( would| strongly|'d)? ?(suggest|advise|recommend|urge)( that)? you( to)?( \w+)? (reconsider|"
        "cooperate|agree(?! on)|think|accept|sign|comply)"
    ),
    "in your( own)?( best)? interests? to",
    (
        "(remember|forget|bear in mind|keep in mind|remind you|realise|realize|aware|know) ... (who (signs|"
        "decides|writes|pays|hired|runs)|I('m| am) the one who|I (write|decide|sign|approve|hired|make)|"
        "your (contract|probation|visa|renewal|future|job|position|bonus|review) (is (up|due|not|still|in|"
        "on)|isn't|ends|runs|comes|depends|hangs|can))"
    ),
    "(I|we) (decide|write|sign|approve) (who|your|on|about) ... so",
    (
        "(aware of|realise|know|understand|think about) (the consequences|what's at stake|what this (means|"
        "could mean) for your)"
    ),
    "at stake for you",
    "do (I|we)( really)? (need|have) to (<formal>|get HR|report|involve|call|escalate)",
    "(do|is that what) you want me to (take|report|escalate|tell|call) <few>(to )?<authority>",
    "see what <authority> (say|think|make)",
    "the easy way or|you (don't|do not)( really)? have (a|any|much) choice|in your position (can't|cannot)",
    "you (can't|cannot) afford (to (say|refuse|lose|be|turn)|another)",
    (
        r"(don't|do not|never) (be surprised|think|assume|imagine|expect|believe)( \w+)? ... (<loss>|safe|"
        "keep you|isn't renewed|renewed|given to|support|irreplaceable|untouchable)"
    ),
    (
        r"you('ll| will|'re going to)( \w+)? (regret|be sorry|pay for|pay dearly|answer for|answer to|"
        "wish you|have to (answer|explain|justify) <few>to <authority>)"
    ),
    (
        r"(this|that|it|there)( will|'ll| is going to| could|'s going to|'s)( \w+)? (cost you|"
        "be consequences(?! for (the )?patients)|be a price|be trouble|haunt you)"
    ),
    "won't end well|mark my words",
    r"(face|suffer|accept|live with|bear|take) the consequences|I (make|can be) an?( \w+)? enemy",
    "I can make (your life|things)|you('re| are) (risking|gambling with|playing with|putting) your",
    "(I|we)('ll| will) (remember|bear|keep) (this|that|it) (at|when|in mind|next)",
    r"I (won't|will not|shall not) forget (this|that you (turn|refus|said|let|didn't)\\w*)",
    "(this|that|refusal|answer) (won't|will not) be forgotten",
    "(I|we)( will| may| might| could| shall|'ll)? ?part ways",
    (
        "(I|we) (cannot|can't|can no longer|couldn't|won't be able to|will not be able to|"
        r"am not able to) (\w+ ){0,2}?(protect|shield|save|cover for|covering for|defend|vouch for) you"
    ),
    (
        "(can't|cannot|won't|can no longer) (afford to |justify |go on )?(keep(ing)? (people|doctors|you)|"
        "hold <authority> (back|off))"
    ),
    "(stuck|put) my neck out|(make|making) an example",
    (
        "(yours|you|your name|those at the bottom)('ll| will) be( the| among the)? (first|"
        "next)(?! to (hear|know|see|read|be told|learn|get))"
    ),
    "guess (whose|who)|it'll be yours|I'll (say|name) you|first to go",
    "(can|could|will) have you (fired|removed|replaced|out|transferred)",
)
