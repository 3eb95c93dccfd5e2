"""Threats: a consequence used to obtain a yes.

The grammar: a **loss** (`losses.py`), which is what may be done to you or taken from you, becomes a threat when it
hangs on what you do. It hangs on it by a condition before or after, by "or" after a demand, by somebody who will be
forced to it, or because it is said what depends on what, or what a favour costs.
"""

from __future__ import annotations

RULES = (
    # A condition and what follows, either way round; somebody forced to it.
    "<fail> ... <loss>",
    "<loss> ... <unless>",
    r"<fail> ... your( \w+)? <heavy>",
    (
        r"your <heavy>( \w+){1,6} (unless|the moment|the day|if you (<not>|refuse|keep|continue|still|fail|"
        "say no)|as long as you)"
    ),
    "<compelled> <grave>",
    (
        "(again|once more|one more time) and (you('re|'ll be)|you can (go|leave|pack|find|forget|look)|"
        "I'll|I will|we'll)"
    ),
    (
        r"(someone|somebody|another \w+)( else)? (will|would|can|could|'ll|gets to|is going to) (get|take|"
        "have|fill|do) your"
    ),
    "(someone|somebody) (has|will have) to go|(won't|not) be me(?=[.!]|$)|next( one)? (to go|out)",
    (
        r"(?<!will\s)(?<!I\s)(?<!to\s)(?<!you\s)(refuse|cross me|say no|ignore me|defy me|disobey|walk out|"
        r"cross us|disappoint me)( \w+){0,5}?,? and (I|we|you)('ll| will| can|'re)"
    ),
    "one (phone )?call (from|to)|one word from|and (nobody|no one) (needs|has) to",
    "lose everything|(lose|risk|throw away) (all|what|everything) you|is your <job> (worth|that)",
    "(prepared|ready|willing|not afraid) to (<harm>|fire|sack|replace|let (someone|people) go|end your)",
    r"will be treated as( \w+)? (misconduct|refusal|insubordination)",
    (
        "(those|people|doctors|anyone|anybody) who (say no|refuse|argue|complain|resist|don't|can't|won't|"
        "says no|refuses|doesn't) ... (don't|won't|never|can't|doesn't|can) (get far|get|last|stay|make it|"
        "belong|go|come)"
    ),
    (
        "(can't|cannot|won't) (carry|keep|afford|support|tolerate|use) (doctors|people|someone|"
        "anyone) (who|that)"
    ),
    r"(don't|do not) (expect|count on) (me to|my|us to|our)|or be \w+ed|decide,? then I",
    "and (I|we) (won't|will not) have to (talk|speak|go|take|involve|report|write)",
    r"(ended|fired|let|lost|gone|sacked|dismissed)( \w+){0,4} for less",
    "(I'm|I am)( also)? the one who (fills|writes|signs|decides|recommends|approves)",
    r"you want( \w+){1,6}\? (then|so)",
    "will have no( other)? (choice|option)",
    (
        "(leave|leaving|leaves|give|giving|left) (me|us) (with )?(no|little|not much)( other)? (choice|"
        "option|alternative)"
    ),
    (
        "(if (you (<not>|refuse|keep|continue|still|fail|say no|decline|insist)|(this|it|that|things|"
        r"the [\w-]+)( \w+)? (doesn't|don't|does not|do not|isn't|aren't|continues?|keeps?|stays?|carries|"
        "goes on))|unless you) ... (I|we)('ll| will| shall|'m going to| am going to|'re going to|"
        r" are going to)(?! (<benign>)\b)(?! have to (if|or|and))( \w+){1,3}"
    ),
    # A demand, and "or".
    "(or|or else|otherwise)[,:]? (<will> |<you_will> |(I|we|you|it|the|be|just|then|I'll) )?<loss>",
    r"<order>( [\w'%-]+){0,12}?,? or ((I|we)('ll|'m| [a-z']+)|your <few>(<stake>|<day>) \w+)",
    "or (I|we) (cannot|can't|won't be able to|can no longer)[^.?!;]{0,25}",
    (
        r"<order>( [\w'%-]+){1,12}?,? or (lose|be|forget|kiss|find|risk|(?-i:[A-Z][a-z]+) (moves|goes|"
        "leaves|gets))"
    ),
    (
        r"(\w+teen|twenty|\d+|\w+ty)( \w+){0,3},? or (a |the |your |no )?(<few><stake>|part-time|nothing|"
        "goodbye|out)"
    ),
    r"or else(?=\s*([.!\"…\n]|$))",
    "or leave(?! (it|the|a|your))|or (don't|do not) (bother )?(to )?com(e|ing) back",
    r"(sixteen|eighteen|twenty|this|that|yes|now|\d+) or nothing",
    (
        "or (you('ll| will|'d)( be)? )?(face|facing|suffer|risk|expect|live with|"
        "deal with) (<few>(consequences|action|dismissal|board|me|<stake>)|the)"
    ),
    "either (you|this|it|that|the) ... or (you (do|go|are|can|look|find|give|lose|leave)|(I|we)('ll|'m|'re| will| start| stop| end| go| find| look| have| are| am))",
    "either ... or (<will> )?((I|we) )?<loss>",
    "(the choice is yours|your choice|up to you|your call)[:,;] ... or",
    r"no( [\w-]+){1,3},? no <stake>|no( more)? <stake> (until|unless|before|without|as long as)",
    (
        "you('ll| will| could| may| might|'d)( be)? (face|facing) (dismissal|disciplinary|termination|"
        "suspension|an? (hearing|investigation|review|inquiry|panel|warning|complaint|lawyer)|the (board|"
        "music|consequences))"
    ),
    (
        r"(people|doctors|those|anyone|anybody|whoever|partners)( \w+){0,3} (don't|doesn't|can't|won't|"
        "isn't|aren't|below|under) ... (<exit>|<not_kept>|can go|must go|contracts?|renewed|extended|kept|"
        "left behind|out|replaced|stay|last)"
    ),
    # What depends on what.
    (
        r"your <few><stake>( here)?( \w+)? (depend|hang|ride|hinge|rest)s? (on|upon) (this|that|it|what|how|"
        r"whether|you|these|your|the|\w+ing|\d+|\w+teen)"
    ),
    (
        "whether (you|I|we|your) ... (depend|hang|hinge)s? (on|upon) (today|me|us|this|that|it|what|how|"
        "whether|you|these|your|the)"
    ),
    (
        r"your( \w+)? (<job>|hours|sessions|bonus|pay|standing)( here)? (is|are|'s|will be|could be|"
        r"may be)( \w+)? (at risk|at stake|on the (line|block)|in (danger|jeopardy|question|the balance)|"
        "under threat|numbered|up for grabs)"
    ),
    (
        "your <few><stake>( here)? (isn't|is not|'s not)( as| so| very| entirely)? (safe|secure|guaranteed|"
        "set in stone)"
    ),
    (
        "your( next)? <few><stake> (will|is going to|'ll) (only )?(reflect|suffer|mention|show (this|it)|"
        "be (adjusted|affected|reviewed|shorter|lower|smaller)|depend)"
    ),
    (
        "(this|that|it)('ll| will| is going to|'s going to)( be)? (reflected in|go in|go on|show up in|"
        "noted in|come up (in|at)|recorded in|held against|count against|mentioned in) your"
    ),
    (
        r"(I|we)( \w+)? (gave|give|allow|granted|let you have)( you)? ... (take|allow|stop|withdraw|end|"
        "revoke|change) (it|them|that|those)?( away| back)?"
    ),
    "(I|we) can( just as easily| also)? take (it|them|that|those|this)( away| back)|(can|could) take away",
    "in my (gift|power)|exists? (only )?because (I|we)",
    "(I|we) (don't|do not) have to (extend|renew|keep you|employ|pay you|approve)",
    "(nothing|no one|nobody) (obliges|forces|requires) (me|us)",
    "(very |quite |so )?easy for (me|us) to (fill your|replace|find (some|an)|take (away|your)|cut|cancel|end|give your)",
    "for less than (this|that)|(here|jobs?|fired|go) for less|running out of reasons|no hesitation in",
    "(go|going) over your head",
    (
        "(was|were) going to (recommend|support|approve|propose|nominate|promote|offer|"
        r"put) you( \w+){0,5}?,? but"
    ),
    "but not while|no way (I|we) can|cross me|think about your answer",
    (
        r"you('ve| have)( got)? (until|till|\w+ (days|weeks|months)) ... to (show|prove|convince|persuade|"
        "turn|fix|get|improve)"
    ),
    r"(I|we) (can|could|will|'ll) make (this|it|that|the \w+) go away|goes through without",
    "but I (need|want) something|(need|want) something in return|(give|do) something for me",
    (
        "(I|we)('ll| will)( personally)? (make sure|see to it)( that)? you (never|don't|won't|regret|lose|"
        "leave|pay)"
    ),
    "you can forget( about)? (your|the|that|any)",
    (
        r"<order>( [\w'-]+){1,6},? and your <few>(<stake>|<day>) (is|are|stays?) (safe|secure|yours|"
        "guaranteed|renewed)"
    ),
    "only (those|people|doctors) who ... (be|get|keep|stay)",
    (
        r"(agree|accept|sign|do (it|this)|help me|say yes|cooperate)( [\w'-]+){0,5},? and (I|we)('ll|"
        " will) (forget|drop|make sure|see to|speak|renew|approve|protect|let|overlook|leave you|look)"
    ),
    (
        "(doesn't|don't|no) (need|have room|room|use|have any use)( for)? (doctors|people|someone|anyone|"
        "partners) who"
    ),
    "who (stays(?=[.,!]|$)|has to go|will stay|gets to stay)",
    "(cooperation|refusal|answer|attitude) will be (noticed|remembered|noted)",
    "what's good for you|(want|wish|like) to avoid (problems|trouble|any|a)|if you want (some )?peace",
    "closer look at you|(expensive|costly) for you|career-ending|end of your career",
    "advise you (not to|to (agree|accept|sign|think|reconsider))|heads will roll",
    "(won't|will not|wouldn't|would not) look good",
    "(explain|justify) (it|this|that|yourself) to <authority>|(could|can) easily (<harm>|move you)",
    "get your <few>(<stake>|<day>) back (when|once|if)|either your <few>(<stake>|<day>) or",
    "all the way to <authority>|more to lose|never guaranteed",
    (
        "next (talk|conversation|meeting|letter|step) (is|will be|would be)( with| in front of| at| to)? "
        "(HR|human resources|personnel|the board|a lawyer|formal)"
    ),
    "sorry to have to|(many|much|any|few) (choice|options?)(?= |[.!,]|$)(?<=options)",
    "what <authority> (do|does|will do) (to you|if)|yours is no exception",
    # A favour with a price.
    (
        "if you( still| really| ever)? (want|wish|would like|value|care about|like|hope|expect)( to (keep|"
        "stay|have|get|be|become|remain|hold|see))? (<few><stake>|(a )?partner|here|to (stay|"
        r"keep))( \w+){0,4}?,? <price>"
    ),
    "if you want me to (?!(come|call|explain|help|leave|wait|look|ask|bring)) ... <price>",
    (
        "(do you|how (badly|much) do you) (still )?(like|want|value|care about)( to keep)? (your|this|"
        "that) <job>"
    ),
    "do you( still| really)? want to (keep|stay|work|be|have) ... or not",
    "do you really want to (risk|test|find out|fight|go down|lose)|worth <lose> your",
    "hill (you want )?to die on",
    r"you want (a|an|your|the)( \w+){0,2} <stake>\?|how would you (like|feel)( \w+){0,2} <lose>",
    (
        "(can|will|'ll) only (speak|stand|support|protect|defend|keep|help|renew|approve|sign|recommend|"
        "shield|cover) ... (if|when|once|so|until)"
    ),
    (
        "(approve|sign|grant|support|renew|extend|confirm|release|talk about)( off)?( on)? (your|"
        "you) ... (and not before|once you|when you(?!('re| are)? (ready|back|like|want|wish))|"
        "as soon as you|only if)"
    ),
    "(let's|we('ll| can| will)|I('ll| will)) talk (about [\\w ]{2,25})?(when|once|after) you (reach|hit|get to|deliver|sign|agree|have)",
    "and (I'll|I will|we'll|we will) (make sure|see to it|see)( that)? (nothing|you keep|your)",
    (
        "if you (take|do|agree|accept|sign|give|help) ... (I|we)('ll| will) (see|make sure|"
        "guarantee)( to it)?( that)? (your|you keep|nothing)"
    ),
    "(won't|will not) (stand in the way(?! of)|lift a finger)",
    "(comes?|coming|taken|deducted) (off|out of|from) your <few><stake>",
    (
        "(this|that|it|refusing|saying no|which)('ll| will| could| might| would| may| is going to) (affect|"
        r"hurt|damage|harm|influence|cost|count against|reflect on|follow|weigh on) (you|your( \w+)? (job|"
        "bonus|evaluation|appraisal|review|reference|pay|record|chances|career|contract|future|renewal|"
        "position|promotion|standing|reputation))"
    ),
    "(bad|worse|unpleasant|dangerous|awkward) for you (if|unless|when)",
    "(not|isn't) the right (place|job|clinic)|(won't|not|never) get (another|a second) chance",
    "no (second|more) chances?|(telling|asking|saying|warning)( \\w+){0,3} for the last time",
    (
        "let (someone|somebody|people|one of you|one person) go ... (that's|it's|that is|would be|it'll be|"
        "means) you(?=[.!]|$)"
    ),
    "next time (I|we|it) (won't|will not) be (so|as|this)|next time (it|there)('ll| will) be",
    "don't be surprised (if|when|by|at)|we both know (what|how) (<authority>|happens|this|it|that)",
)
