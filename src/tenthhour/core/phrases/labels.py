"""Labels: who somebody is instead of what happened.

The grammar: somebody **is** a bad word, or a bad kind of person; is not what a good one is; lacks or has a quality of
character; is one of a kind. For others than "you" only words count that cannot describe a patient or a process:
"she is weak today" is a finding, "she is lazy" is a label.
"""

from __future__ import annotations

WORDS = {
    # Of anybody: these describe character wherever they stand.
    "vile": """<foul>|careless|sloppy|inefficient|unproductive|disorgani[sz]ed|toxic|disruptive|unreliable|
        idle|petty|negligent|high[ -]maintenance|difficult to work with|resistant to (change|feedback|
        help|new|everything)|a law unto""",
    "foul": r"""lazy|unprofessional|incompetent|selfish|uncooperative|uncommitted|arrogant|unmotivated|
        work-?shy|stupid|dumb|ungrateful|childish|immature|bossy|manipulative|dishonest|two-faced|
        spineless|clueless|cowardly|irresponsible|insubordinate|pathetic|inept|unteachable|narrow-minded|
        (?!(fear|tire|self|rest|sleep|speech|blame|fault|price|end|count|harm|power|help|pain|voice|home|
        child)less)\w{3,}less|(self|slugg|fool|mul|boor|baby)ish|disrespectful|small-minded|pig-headed|
        obstinate|vain|conceited|disloyal|indecisive|thin-skinned|power-hungry|passive-aggressive|
        unemployable|uncoachable|untrustworthy|egotistical|self-(absorbed|centred|centered|important|
        serving)|overrated|complacent|apathetic|undisciplined|unfriendly|not( very| that| too|
         particularly| really)? (bright|clever|smart|reliable)|out of (his|her|your) depth""",
    # Of you: the same words of a patient or a form would be a description.
    "bad": """slow|stubborn|weak|difficult|defensive|negative|hopeless|useless|resistant|rude|
        old-fashioned|soft|emotional|(over-?)?sensitive|impossible|unreasonable|rigid|inflexible|
        aggressive|hostile|dangerous|unstable|crazy|paranoid|neurotic|hysterical|moody|
        unpleasant|incapable|chaotic|messy|forgetful|passive|timid|naive|ignorant|deaf to|
        bitter|cynical|jealous|fragile|burnt out|burned out|mentally|mediocre|impatient|insensitive|
        unhelpful|unorgani[sz]ed|unbearable|intolerable|tiresome|past it|out of touch|below average|
        worthless|inadequate|full of yourself|set in your ways|behind the times|lacking|all talk|
        ineffective|ineffectual|unqualified|headstrong|argumentative|confrontational|unresponsive|no good|
        in denial|checked out|tactless|hot-headed|short-tempered|controlling|pedantic|obsessive|needy|
        scatter-?brained|wet behind the ears|all over the place|past (your|his|her) (best|prime)|
        over-?anxious|bone idle|no use|hard work|a handful|unsuited|unsuitable|unfit (to|for)|
        a lost cause|your own worst|nothing (but|special)|never satisfied|problematic|thick|dull|dim|
        abrasive|combative|cantankerous|touchy|dramatic|melodramatic|entitled(?! to)|spoilt|spoiled|
        precious|unapproachable|un(?!der|til|well|likely|easy|sure|ique|happy|comfortable|seen|heard|
        usual|failing|able|daunted|biased|certain|armed|aware)[a-z]{4,}|distant|detached|disengaged|
        demotivated|unambitious|unrealistic""",
    "adj": r"""<vile>|<bad>|poor|terrible|awful|lousy|problem|slowest|worst|weakest|laziest|poorest|lowest|
        low|under-?performing|typical|chronic|born|real|total|complete|notorious|constant|perpetual|
        serial|compulsive|big|great|little|wrong|second-rate|third-rate|rotten|nasty|bottom(-quartile)?|
        true|absolute|proper|glorified|lone|awkward|nervous|dead|loose|failed|sorry|least \w+|less \w+|
        (more|most) (difficult|stubborn|negative|problematic)|anxious|nervy|average|bit of a|classic|
        angry|grumpy|unhappy""",
    "person": """doctors?|physicians?|clinicians?|colleagues?|workers?|employees?|persons?|partners?|
        performers?|communicators?|listeners?|leaders?|team[ -]players?|characters?|m[ae]n|woman|women|
        part-timers?|managers?|teachers?|people|individuals?|GPs?|nurses?|fit|case|child|customers?|ones?|
        members?|timekeepers?|organi[sz]er|planner|role model|example|learners?|starters?|achievers?|
        thinkers?|piece of work|soul|specimen|(sort|kind|type) of (person|doctor|man|woman|colleague)""",
    "slur": """perfectionists?|control freaks?|prima donnas?|dinosaurs?|outliers?|laggards?|stragglers?|
        slackers?|trouble-?makers?|complainers?|whiners?|moaners?|pessimists?|cynics?|liabilit(y|ies)|
        burdens?|dead ?(weight|wood)|weak(est)? links?|bad (apple|egg)s?|lone wol(f|ves)|drama queens?|
        underachievers?|(under|low |poor |bad )-?performers?|time[ -]?wasters?|clock[ -]?watchers?|
        chatterbox(es)?|jokes?|disgrace|embarrassment|disaster|menace|nuisance|pain|losers?|idiots?|
        fools?|failures?|snowflakes?|cry-?bab(y|ies)|wimps?|cowards?|bull(y|ies)|tyrants?|know-it-alls?|
        ego(mania|t)?i?s?ts?|egomaniacs?|narcissists?|hypocrites?|liars?|martyrs?|procrastinators?|
        slow-?coach(es)?|free-? ?(loader|rider)s?|lightweights?|quitters?|wreck|problem( doctor| child)?|
        divas?|hothead|bottleneck|waste of|mess|threat to|danger to|poison|thorn|obstacle|dreamer|
        shirkers?|skivers?|coaster|nobody|has-been|black sheep|odd one out|worrier|micro-?managers?|
        naysayers?|loose cannon|mule|late-?comers?|disappointment|drag on|drain on|hindrance|
        bottom performers?|people pleaser|pushover|doormat|fossil|relic|robot|machine|beginner|amateur|
        baby|child|brat|plodder|softie|nightmare|mavericks?|novice|grouch|grump|misery|bore|show-?off|
        gossip|mouse|sheep|rookie|headache|problem(?! solv)|passenger|cry baby|joker|clown|fraud|crook|
        parasite|drone|killjoy|pedant|fusspot|ditherer|waffler|rambler|talker|loners?|lone ranger|
        one-man show""",
    "vice": """laziness|arrogance|incompetence|stubbornness|selfishness|carelessness|sloppiness|rudeness|
        inefficiency|egoism|disorgani[sz]ation|ego|indifference|defensiveness|negativity|tantrums|
        stupidity|ignorance|obstinacy|unreliability|perfectionism|cynicism|(lack of|want of|
        missing) <virtue>|immaturity|vanity|paranoia|unprofessionalism|timidity|(bad|poor|terrible|
        negative|rotten|awful|wrong|difficult|weak|flawed) (attitude|character|temper|personality)|
        slowness|complacency""",
    "good": r"""team[ -]?players?|(good|tough|strong|fast|smart|clever|quick|committed|experienced) enough|
        up to (it|the job|this|standard|the task|scratch|the work)|cut out|made for|built for|a (good|
        real|proper|true|serious|strong|great|competent|safe|fast|natural|hard) (doctor|physician|
        clinician|leader|colleague|worker|listener|manager|GP|one|communicator|partner|fit)|resilient|
        committed|motivated|professional|reliable|(management|leadership|partner|partnership) material|
        the right (person|doctor|fit|one|man|woman)|a (leader|fit|fast worker|hard worker|people person|
        natural)|bright|capable|trustworthy|flexible|pulling your weight|one of us|suited|fit (for|to)|
        organi[sz]ed|hard-working|much of an?|a nice person|a pleasant|easy to work with|the (brightest|
        sharpest|fastest|easiest|most \w+)|dependable|competent|efficient|productive|qualified|
        able to (lead|run|cope)|the doctor I|partnership|interested in|right for|normal|doctor material|
        intelligent""",
    "not": """(not|n't|never|no|hardly|no longer)(( been| be| really| exactly| simply| just| quite| even|
         very| particularly| a very){0,2})""",
    "are": """('re|'ve (always )?been|'ll (always )?be|'ve become|'ve turned into| have turned into|
        're turning into|'re becoming| are| were| have (always )?been| will (always )?be| have become|
        are becoming| are getting|'re getting| always were| come across as| act like| behave like)""",
    "bare": "commitment|work ethic|drive|ambition|backbone|spine|discipline|team spirit|empathy|initiative",
    "name": "(?-i:(?!It|This|That|What|One|There|Nobody|Every|No|Some)[A-Z][a-zé]+)",
    "they_are": r"""(she|he|they|(Dr\.?|Doctor) <name>|(the|our)( \w+)? (partners|doctors|physicians|
        part-timers|colleagues))('s| is|'re| are| has (always )?been| have (always )?been|'s always been|
         was always| was| remains| comes across as| has become)""",
    "a": "( an?| the| our| my| your| one of (the|our|those|my)| of| like an?| such an?)",
}

RULES = (
    # You are ... / she is ...
    (
        "you<are><much> (<vile>|<bad>)(?! (to|for) (you|the|me|us|hear|read|get))(?! (to|on|at|with|in|"
        "because|when|after|this|today|than|for) )(?! patients)"
    ),
    r"you<are>,?( \w+ly| if (I|you) may|,){0,2}<much> <vile>",
    "you<are><much> (bad|poor|terrible|hopeless|awful|useless|no good|rubbish|lousy|not good) (with|at|in)",
    "old[- ]school",
    (
        r"you<are><much> (someone|somebody|an? \w+|the (sort|kind|type)( of \w+)?|one) (who|that)( \w+ly|"
        " just| simply)? (can't|cannot|doesn't|don't|won't|never|always|isn't|has no|needs|has to|only|"
        "refuses|lacks)"
    ),
    "(strike|strikes|struck|impress) (me|us|people|everyone) as (somebody|someone|an?|<vile>|<bad>|not)",
    (
        "(not|isn't|aren't|never) (the|my|our) (sort|kind|type) of (doctor|person|colleague|partner|"
        "physician|leader|man|woman)"
    ),
    r"you<are><much><a>( \w+)? <adj>( [\w-]+){0,2} <person>",
    r"(he|she|they|<name>)('s| is|'re| are) too \w+ for (this|the) (job|work|clinic|team|post|role)",
    "hardly an? (model|good|great|perfect|shining|fast|team)",
    "one of the (bad|slow|weak|difficult|lazy|problem) ones",
    "you<are><much><a>?( <adj>)* <slur>",
    r"you<are><much><a>( (?!good|great|kind|real|big|huge|dear|true|former|new)[\w']+) <slur>",
    r"(have|'ve|has)( got)? a( \w+)? streak",
    (
        "you<are><much>( a)? (impossible|hard|difficult|painful|unpleasant|exhausting|nightmare|pain|"
        "hell) to (work|deal|talk|manage|be|help|live|reach|like)"
    ),
    "<they_are><much> <vile>",
    "<name>('s| is| was| has (always )?been)<much> <foul>",
    "<name>('s| is| was)<much><a>( <adj>)* (<slur>|performer|doctor|physician)",
    (
        r"<they_are><much><a>( \w+)? <adj>( \w+)? (doctors?|physicians?|clinicians?|colleagues?|workers?|"
        "employees?|partners?|performers?|communicators?|listeners?|leaders?|one in the|person to|person|"
        "team player|teacher|characters?)"
    ),
    "<they_are><much><a>?( <adj>)* <slur>(?! (for the|in the use|diagnos))",
    r"<they_are> <not> <good>|(she|he|they|<name>) (isn't|aren't|wasn't)( \w+)? <good>",
    (
        r"(she|he|(Dr\.?|Doctor) <name>)('s| is)<much> (hopeless|useless|impossible|difficult|rude|negative|"
        "defensive|slow|stubborn|weak)(?=[.,!]|$)"
    ),
    "(being|so|such an?|how|was|very|too) <vile>( (of (you|him|her)|<person>))",
    "(for|about|of|your) being( so| too)? (<vile>|<bad>)|as (<vile>|slow|weak|stubborn|difficult) as you",
    (
        r"you (lazy|stupid|useless|old|slow|selfish|arrogant|careless|incompetent)( \w+)? (<person>|<slur>|"
        "man|thing)"
    ),
    "you (call yourself an?|don't belong|shouldn't (be|have become)|should never have (become|been|gone))",
    "(some|what (kind|sort) of a?) ?(doctor|leader|physician|colleague)( you)? are( you)?",
    "(wrong|another) (job|profession|line of work|career)( for you)?(?=[.!]|$)",
    # You are not ...
    "you('re| are|'ve been| have been|'ll be| will be)( just| simply| clearly)? <not> <good>",
    r"you( just| simply| really| clearly)? aren't( \w+)? <good>",
    "you (will|would|'ll|'d) never (be|make) (an?|good)",
    (
        "you('re| are) no (?!(longer|different|worse|later|better|further|more|less|doubt|fool|"
        r"stranger))[\w-]+( \w+)?(?=[.!,;]|$)"
    ),
    (
        "you (don't|do not|clearly don't|haven't|have not|never had)( got| have)? (what it takes|it in you|"
        r"the( \w+)? (brains?|skills?|head|heart|nerve|stomach|character|ability|talent|drive|guts|maturity|"
        "temperament|personality|makings))"
    ),
    (
        "(describe|see|regard|view|consider|have|had|put|think of) (you|her|him)( down)? as( an?)? (<vile>|"
        "<bad>|<slur>|<adj> <person>)"
    ),
    "(obviously|clearly|simply|just) not coping",
    r"you('re| are)( \w+)? as \w+ as an?|<slur> like you",
    r"(have|'ve got|has|'ve) the <few>of an? (?!(good|great|true|real|saint))\w+",
    "(no|little) (head|feel|nose|talent|gift|hand) for|[a-z]+ mentality",
    "just your (personality|character|nature)|wet behind the ears|past (your|his|her) (best|prime)",
    r"you were never( really)? <good>|you<are><much> a bit of an? \w+",
    "(that's|is) your (trouble|problem)(?=[.!]|$)|your (trouble|problem) is (that )?you",
    "not cut out for|not( a)? team[ -]?player|no team[ -]?player",
    "(isn't|aren't|is not|are not) (really )?in (you|your nature)",
    # You have ... / you lack ...
    (
        r"(you|he|she|they|<name>)( \w+)?( have|'ve|'ve got| have got| has|'s got| shows?) (absolutely |"
        r"simply |really )?(no|zero|little|not enough|a (\w+ )?lack of|very little|not an ounce of|"
        r"not a shred of)( \w+)? <virtue>"
    ),
    (
        "(lack of|lacks?|lacking( in)?|missing|zero|want of) (any |all |the |basic |real |proper )?(<bare>|"
        "motivation|professionalism|loyalty|courage|integrity|manners)(?= |[.!,;]|$)"
    ),
    "(no|without( any)?) <bare>",
    (
        "(you|he|she|they|<name>)('ve| have|'s| has|'s got)?( got)? (an?|a real|a serious|"
        r"such an?)( \w+)? (attitude( problem)?|problem with (authority|criticism|change|women|feedback|"
        r"being|people|\w+)|chip on (your|her|his) shoulder|ego|temper|superiority complex|big mouth|"
        "short fuse)"
    ),
    "(an?|your) attitude problem",
    (
        "(have|'ve got|got|your|with your|with that|with an)( an?| real| such a)* (bad|poor|wrong|negative|"
        "rotten|terrible) attitude"
    ),
    "chip on (your|her|his) shoulder",
    r"(your|his|her)( own)?( \w+)? <vice>|with your attitude|that attitude of yours",
    "weak (character|personality)|character (flaw|defect|weakness)",
    "personality (problem|disorder|flaw|issue)",
    # One of a kind.
    (
        r"one of (those|these|the)( \w+)? ((doctors|people|physicians|clinicians|colleagues|partners) (who|"
        "that) (never|always|can't|don't|won't|need|think|have to|must|only)|types)"
    ),
    "(people|doctors|partners) are( just| simply)? <foul>",
    "(have|has|'ve got|'ve|got) an? <adj> (personality|character|temper|nature|manner|way about)",
    (
        r"(the|a) (type|kind|sort)( of [\w]+)? (who|that|to) (never|always|can't|needs?|has to|doesn't|"
        "complains?|won't|must|will|gives?|takes?|gets?|thinks?|makes?|isn't|has no)"
    ),
    (
        "(people|doctors|types|colleagues|physicians|someone|somebody|women|men|person|"
        "doctor) like you (never|always|don't|can't|cannot|should|shouldn't|always|need|have no|are (why|the)|"
        "belong|cost|ruin|make (me|us|it))"
    ),
    (
        "your (kind|sort|type|lot|generation)( of (people|doctor))? (never|always|is|are|do|does|don't|"
        "just|can't|thinks?|will|won't)"
    ),
    "typical( of)? you|(a |so )?typical (part-timer|for you|of you)",
    "(that's|that is|it's) (so |just |very |exactly )?(like you|typical|you all over)",
    "(that's|that is|it's)( just| simply)? (who|the way|how|what) you are",
    "you('ll| will) never (change|learn|be)|you never (change|learn)(?=[.!,]|$)|always the same with you",
    (
        "you( older| young| old| foreign| senior| junior| new)? (part-timers|doctors|women|men|people|"
        "specialists|juniors|seniors|oldies|millennials|old-timers|foreigners|locums)( are| don't| can't|"
        " just| never| always| have no| think)"
    ),
    "question of character|comes down to( your)? character",
    "in your (character|DNA|genes)",
    (
        r"you<are>(( far| much| just| simply){0,2}) too \w+ (for (this|the|general|our|a|your own)|to (be|"
        "work|do|run|lead|learn|change|manage|handle|keep|cope))"
    ),
    "(the|our|that) (slow|lazy|difficult|problem|stubborn|problematic) ones?(?= |[.!,]|$)(?! (is|was) the)",
    # A person and a bad word side by side, whoever it is said of.
    "(slow|low|poor|bad|weak|under|bottom|worst|worse)[- ]?perform(er|ers|ing)",
    (
        "(problem|difficult|slow|lazy|bad|weak|unproductive|unprofessional|incompetent|useless|hopeless|"
        "terrible|mediocre|poor|inefficient|unreliable|slowest|weakest|worst) (doctor|physician|clinician|"
        "worker|employee|partner|colleague|person)s?"
    ),
    (
        "(bad apple|dead ?wood|dead weight|a liability to (us|the)|weak(est)? link|loose cannon|bad egg|"
        "problem child)s?"
    ),
    "(bottom|foot) of the (list|table|league|ranking|class|pile)",
    (
        r"(the|our) (slowest|worst|weakest|laziest|poorest|least \w+) (we have|(in|of|on) ((the|our|"
        "this)( whole| entire)? (team|clinic|group|practice|department|building|network|county|staff|house|"
        r"\w+teen|five|six|ten|lot|bunch|partners|doctors|place)|us|all|everyone|everybody))"
    ),
    "(you|he|she) ranks? (last|bottom)",
)
