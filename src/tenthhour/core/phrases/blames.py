"""Blame: a fault pinned on the person.

The grammar: **you** as the cause ("because of you", "your fault", "you are the reason"), a harm as your deed ("you let
the team down"), a rule made of you ("you never", "you keep", "every time"), a will denied ("you don't care"), a
comparison that leaves only you, and the turns of accusing: excuses, "how could you", "you should have known". The words are in `faults.py`.
"""

from __future__ import annotations

RULES = (
    # The cause is you.
    r"(your|his|her)( \w+)? fault|nobody('s)?( else's| else)?( fault)? but (yours|yourself|you(?! and))",
    r"no one( else)? to blame but|fault (lies|is)( \w+)? (with|on|yours)( you)?",
    r"blame (is|lies)( \w+)? (yours|with you|on you)",
    "your (own )?doing(?=[.!,;]|$)|(your|you) own (doing|making)|of your( own)? (making|doing)",
    "(this|it|that)('s| is| was)( all| clearly| entirely)? your( own)? (mess|mistake|failure|doing|problem)",
    (
        r"(you|he|she)('re|'s| are| is)( \w+)? (to blame|at fault|responsible for (this|that|his|her|their|"
        "the (wait|mess|disaster|delay|loss|complaint|failure|chaos|problem|state|fall|drop)|<us>))"
    ),
    r"(I|we|they|everyone) hold you( \w+)? (responsible|accountable)",
    r"you('re| are)( \w+)? responsible for ... <woe>",
    r"(reason|cause|problem|culprit|issue)( \w+){0,4} (is|was)( \w+){0,3} you(?=[.!,]|$)",
    r"it's you and (only|no one|nobody)|(everyone's|everybody's|the whole \w+'s) problem",
    "(the|our|quite simply|simply) culprit",
    "(so can you|so should you|so could you)(?=[.!,]|$)|(nobody|no one) (forced|forces|made|asked) you to",
    r"(can't|cannot|don't) trust you|(always|never)( \w+){0,3} with you(?=[.!,]|$)",
    "with you,? (there|it|everything)('s| is) always",
    "(too|so) (soft|nice|kind|harsh|strict|hard) with (them|patients|people|everyone)",
    "on your (head|conscience|shoulders alone)|look (at yourself|in the mirror)",
    "it (all )?(starts|begins) with you(?=[.!,]|$)|(fine|better|better off|on target) without you",
    r"don't you dare|apologi[sz]e [\w ]{0,20}for you",
    "<name> (manages|copes|has the same|goes home|finishes|gets through|does it|sees|has no)",
    (
        "you (promised|agreed|said|were supposed|were meant|swore|undertook|'ve had|have had|"
        r"had)( \w+){1,6},? (and|but) ((you )?(didn't|did not|forgot|never|haven't|failed|still)|nothing|no)"
    ),
    (
        "((none of (this|that|it)|nothing) would|wouldn't|would not|would never) (have|be) ... if you('d|"
        " had| hadn't| were| weren't| did| didn't)(?! (a|an|the|more|less|two|any))"
    ),
    "would have ... if you('d| had| hadn't| had not)(?! (a|an|the|more|less|two|any))",
    (
        "(I|we|they|patients|everyone|everybody|the nurses|people)( only|"
        " all)? blames? you(?! for the (good|success))"
    ),
    "yourself to (blame|thank)|(nobody|no one)( else)? but (you(?! and)|yourself)",
    "(nobody|no one)( else){0,1} to (blame|thank)",
    (
        "(that's|that is|it's|it is|this is|is|are|was|were)( all| entirely| purely| squarely| largely|"
        " solely){0,2} (on|down to) you(?! (to|if|whether|which|how|when|what|who))"
    ),
    "attributable to your?|(is|are|was) (due|owed) to your",
    r"<woe> ... (because of|thanks to|due to|on account of|through) (you(?! \w+ing)|your <few><flaw>)",
    r"(because of|thanks to|due to) you(r [\w ]{2,20})?,? ... <woe>",
    "because of you(?=[.!;,]|$)|(because|thanks) (of|to) your <few><blunt>|because of the way you",
    "it('s| is) because( of)? you (?!(asked|know|care|are good))",
    (
        "<woe> ... because you (never |always |just |simply |still )?(couldn't|can't|cannot|didn't|don't|"
        "won't|wouldn't|refuse~|fail~|keep|kept|forgot|insist|take|took|run|were|are|ignored?|left|leave|"
        "spend|spent|never|haven't|aren't|always)"
    ),
    (
        "because you (never|always|just|simply|still|refuse~|can't be|couldn't be|won't|didn't bother|"
        "don't (care|listen|plan|bother)|insist|are too|were too|can't let|keep|ignored?) ... <woe>"
    ),
    "(if it weren't|if it wasn't|if it hadn't been|were it not|but) for you",
    "without you,? (we'd|we would)(?! (have (closed|lost|drowned|failed)|not|never))",
    (
        "if (only )?you('d| had| hadn't| had not)(?! (a|an|the|more|less|two|one|any|no|all|another|free|"
        r"my|your)) ... (we'd|could|might|wouldn't|(none of|nothing|nobody)( \w+)? would|"
        r"(?<!what\s)would(?! (you|it|that)))"
    ),
    "if only you('d| had| would| could)",
    (
        "if you (did|just did|only|would only|just|worked|cared|could just|would just|"
        r"were)( \w+){0,5}? ... (would|wouldn't|we'd)"
    ),
    (
        r"<you>('re| are)( (?!not|never|no)\w+)? (the|our|my|a)( only| main| real| whole| biggest|"
        " root){0,2} (problem|bottleneck|weak(est)? link|cause|source|obstacle|one (to blame|causing|"
        r"holding|dragging|making)|one (who|that)('s|'re)? (\w+ )?(keeps?|kept|lets?|let|made|makes|causes?|"
        "caused|never|broke|didn't|doesn't|can't|won't|is (holding|late|causing|dragging)|lost|missed|"
        "forgot|failed|ruined))"
    ),
    "<you>('re| are) why",
    (
        r"<you>('re| are)( \w+)? (the )?only (one|doctor|person|physician|partner)( here|"
        r" in [\w ]{3,15})? (who|with|that)('s)? (\w+ )?(can't|doesn't|hasn't|won't|runs|complains|"
        "struggles|fails|has a problem|still|a problem|isn't|late|behind|refuses|needs)"
    ),
    r"<you>('re| are)( (?!not|never|no)\w+)? (the )?(only |main |real )?reason ... <woe>",
    (
        r"(problem|trouble|cause|reason|bottleneck|issue|difference)( here| with \w+)? (is|was|"
        "isn't [^.?!;]{1,30}, it's|lies with) you(?! (have|need|are|can|were|do))"
    ),
    "wrong with [^.?!;]{1,25} is you|it's you(?=[.!,;]|$)",
    "it('s| is) (you who|you that|the way you|how you)",
    r"(problem|trouble|issue|thing) with you( is)?|your( \w+)? problem is",
    "no wonder ... you",
    (
        r"your( own)? <few><flaw>( [\w ]{1,12})? (is|are|was|were)( \w+){0,2} (reason|the problem|to blame|"
        "cause|why|costing|hurting|killing|dragging|holding|ruining|slowing|making|putting|wrecking|"
        "damaging|spoiling|driving|destroying|poisoning|affecting|unacceptable|disgraceful|pathetic|"
        "embarrassing|shameful|appalling|inexcusable|intolerable|a (problem|disgrace|joke))"
    ),
    (
        r"your( own)? <few><flaw>( [\w ]{1,20})? (led to|caused|causes?|costs?|hurts?|hurt|drove|drives?|"
        "upsets?|scares?|annoys?|offend(s|ed)|means we|makes (us|everyone|it|the)|made (us|everyone|it|the|"
        r"\w+( \w+)? (leave|quit|wait|suffer|late|cry|stay|lose|miss|pay))|puts?|keeps|leaves|forces|ruins|"
        "ruined|slows|drags|has consequences|has (led|cost|caused|hurt)|have (led|cost|caused|hurt))"
    ),
    "(suffer~|pay|pays|paying|paid|struggling) (for|under|from|because of) your",
    "your (mistakes?|mess|failure|problem),? your|own (up|your (mistake|failure))|admit (it|that you|your)",
    (
        r"(clean|tidy|mop|clear|pick|make|cover|sort)(ing|ning|s)?( up)?( \w+)? (after you|your (mess|slack|"
        "mistakes|backlog|problems|share)|up for (you|your))"
    ),
    "(pick(s|ing|ed)? up|pick) (your|the (pieces|slack))",
    (
        "(do|does|doing|carry|carries|carrying|cover|covers|covering|take|taking|get)( for)? your (work|"
        "job|share|load|patients|part)( for you)?(?! (description|seriously))"
    ),
    "carry(ing)? you|at (the|your colleagues'|their|our|everyone's) expense",
    "because (of how )?you (didn't|don't|won't|never|just|simply)(?! (get|see|notice|take))( even)? <duty>|because of how you",
    "we both know (who|why|whose)",
    "while you (chat|talk|sit|take|go|enjoy|rest|sip|relax|were chatting) ... <woe>",
    "(didn't|did not|wasn't|isn't|not) ... (you did|it was you|you were|you are)(?=[.!]|$)",
    "(only|one) (person|one) (responsible|to blame)|whose fault",
    "who else('s)?( fault)?( could it be| is it| was it| but you)|at your (own )?door",
    "(a lot|much) to answer for|made your( own)? bed|that's what (happens|you get)( when| for)",
    (
        r"turn(ed|ing)? (it|this|that|them|everything|us) into (a |an )?(\w+ )?(mess|disaster|chaos|joke|"
        "shambles|nightmare)"
    ),
    r"you( \w+ to)?( \w+ly)? think( that)? (the rules|you're above|you are above|it's all|you can (just|do))",
    "you were (told|warned|asked) ... (and|but|yet)( you)? (did|didn't|still|ignored|nothing|chose|never)",
    "if (anyone|anybody)('s| is) to blame|(has|have) your name( all)? (on|over) it|your handiwork",
    r"without your( \w+)? <blunt>",
    "because you (weren't|were not|were too|were busy)(?! (told|asked|given|there|here))",
    "<you> should never have(?! (been|had))",
    "fault ... (is|are) yours",
    "<woe> ... since you (took over|came|joined|arrived|started)",
    "until you (arrived|came|took over|joined|started)|to (its|their|our) knees|(failed|failure) as an?",
    "(patients|team|colleagues|nurses|clinic|we) deserves? (better|more)|don't deserve",
    r"it's always you(?=[.!]|$)|should (be able to|know)[\w ]{0,20} by now|do (as|what) you're told",
    (
        "you('ve| have) had (enough|plenty of|more than enough|ample|all the|every) (time|chance|help|"
        r"support|warning|opportunit)\w*"
    ),
    r"you (missed|overlooked|skipped|lost|delayed)( \w+){1,3},? and (now|she|he)",
    r"(would|could)( \w+){1,5} if you('d)? (just|only|simply|for once|would just)",
    "(down|worse|downhill) (ever )?since you (took|came|joined|arrived|started)",
    "so( that)? you can (take|go|leave|have|relax|rest|enjoy|put)",
    # A harm as your deed.
    "<you>('ve| have|'re| are|'ll| had)?<adv>( been)? <broke>",
    r"(you|he|she)('ve|'s| have| has)? let~? ((the|his|her|your) <few>\w+|us|me|everyone|everybody) down",
    r"(look|see)( at)? what you('ve| have)?( \w+)? (done|did|made|caused)|what have you done",
    r"you('ve| have)?( \w+)? done (it|this) again",
    "(feel|am|'m|is|are) let down by (you|your)",
    (
        r"(disappointed|ashamed|embarrassed|appalled|shocked|disgusted|furious|horrified|sick)( \w+)? (in|"
        "with|by|of|at|about) (how |what )?you(?!(r patience|r courage))"
    ),
    r"(can't|cannot) believe( that)? you|you('ve| have| are|'re)( been)? a( \w+)? disappointment",
    (
        r"(expect|expected|hoped for)( so| much| a lot| far){0,2} (more|better)( \w+)? (from|of) (you|someone|"
        "somebody|a (doctor|physician))"
    ),
    "ashamed of yourself|shame on you|make (us|me)( all)? look",
    "(waste|wasted|wasting) (everybody's|everyone's|my|our) time",
    (
        "you (work|type|talk|see|document|move|write|chart|take|spend|use|need|speak|chat|waste|order|"
        r"prescribe)( \w+)? (far |way |much )?(too|so) (slow|slowly|long|little|few|much|many)"
    ),
    # A rule made of you.
    (
        "<you>( (seem to|have|do|'ve))? (never|don't ever|hardly ever|rarely|never once|never even)(( once|"
        " even| seem to| bother to| want to| really| actually){0,2}) (<duty>|asked|listened|finished|"
        "replied|told|came|tried|took|gave|kept|said|spoke|wrote|thought|paid|helped|learned|learnt|"
        "answered|closed)(?! ((anyone|anybody|a patient|patients|somebody|people) (wait|go|alone|away)|"
        "(a |an |your |any |the )?(breaks?|day off|lunch|holidays?|fuss|shortcuts?|credit|easy way|sick days?)|"
        "(of )?yourself|up|late|in late|home before))"
    ),
    (
        r"<you>('re| are)?( \w+)? (always|constantly|forever|continually|repeatedly|keep|keep on|kept|"
        "invariably|regularly|perpetually)(( seem to| on){0,1}) (<vice>|<broke>|losing|missing|complain~)"
    ),
    (
        "(every|each)( single)? (time|week|month|day|morning|evening|meeting|year) ... you('re)? (leave|"
        "do nothing|forget|miss|are late|have|ignore|make|run|fail|let|blame|don't|do it|didn't|start|"
        "argue|turn up|find|late|want)"
    ),
    (
        "(once again|yet again|again|as usual|as always|once more),? you('ve| have|'re|"
        r" are)?( \w+)? (didn't|did not|missed?|forgot(ten)?|failed?|ran|let|left|late|ignored?|don't|"
        "haven't|not|behind|are|were|failing|have)"
    ),
    (
        r"you('ve| have|'re| are)? .{0,25}(missed|failed|forgotten|late|ignored|overrun)( \w+){0,3} (again|"
        "yet again)"
    ),
    r"(times|often)( \w+){0,2} (told|asked|warned|reminded) you",
    (
        r"(told|asked|warned|reminded) you( \w+)? (so|this would|\w+ times|repeatedly|often enough|"
        "over and over|again and again|before and)"
    ),
    # A will denied.
    "<you><adv>( |(?='))<unwilling>",
    "all you( ever| can| want)? (do|think|care|want|talk|say)|all (I|we)( ever)? (hear|get|see) from you",
    "you('re| are) only in it for|you had one job",
    "(listen|do|think|try|be|take|finish|help|answer|show|come|own|admit) ... for once",
    r"(not|never|\w+n't) (done|do|doing) your (job|part|share|work|bit|homework)",
    (
        r"(nobody|no one) else( \w+){0,4}? ((has|have) (this|these|such) (problems?|trouble|"
        "delays?|backlog|issues?)|is (always|late|behind)|does this|runs|(needs|takes) (this|so) long|"
        "struggles|complains)"
    ),
    r"(did|do|does|doing|done) your( \w+)? (job|work)( properly)?(?=[.!,;]|$| (properly|right|and))",
    "(get|pull) (your act|yourself|your socks)|get a grip|grow up|man up|toughen up",
    "(don't|stop) (pretend|giving me)",
    # Only you.
    (
        r"(any|an?)( \w+)? (competent|good|decent|real|proper|normal|sensible|average|first-year|"
        r"halfway \w+|better|responsible) (doctor|physician|clinician|person|colleague|trainee|GP|"
        "student) (would|could|can|knows|does)"
    ),
    "(anyone|anybody|any (doctor|fool|child)) ... (would|could) have",
    r"(nobody|no one|none of \w+) (wants|likes|can stand|can bear)( to work( with)?)? you",
    "if (you'd|you had)( even| only| just)? bothered|entirely avoidable|rules (don't|do not) apply to you",
    "(stupid|careless|foolish|irresponsible|selfish) thing to do|above the rules|nothing but trouble",
    r"(?<!do\s)(?<!that\s)<others>( with [\w ]{3,25})?( (all|just|here|still|somehow|on the team))? <copes>",
    "(so )?why (not you|you can't|can't you)(?! (get into|log|open|reach|sleep))",
    "(only|except|apart from|but) you(?=[.!,?]|$)",
    (
        "why (can|could|do|did|are|don't|didn't|won't|must|should|have|haven't) you( (not|always|never|"
        "the only|be|so|even|still|just))+"
    ),
    (
        "why (didn't|don't|won't|haven't) you( just| simply| ever| at least| even| still)? (do|tell|told|"
        "say|ask|listen|follow|finish|close|act|answer|learn|think|come|manage|try|call|check|read|keep|"
        "done|fix|make)"
    ),
    "why is it always you|is it always you",
    (
        "(do|don't|can't|couldn't|didn't) you (even|ever|just|care|see what|realise|realize|understand|"
        "think (of|about)|have any idea|for once|at least|know how (much|many|long)) ... (you|what|care|us|"
        "others|patients|we)"
    ),
    "don't you (care|ever)",
    # Accusing.
    (
        "(just|only|merely|another|more|the same old|always|enough|any more|no more|spare me|of the|"
        "of your|stop making|stop with the|your|save your|full of|sick of|tired of)( the|"
        " your)? excuses?( with you)?"
    ),
    r"(always|just|only)( \w+)? (an )?excuse( with you)?",
    r"(that's|that is|this is|it's)( (?!not)\w+)? an(other)? excuse",
    r"(there's|there is|you have|you've|got) no excuse|(don't|do not)( \w+){1,4} excuses",
    "excuses (from you|is all)|your excuse",
    r"(hide|hiding)( \w+)? behind (your|the|complex|difficult)",
    (
        r"(stop|don't|quit|can't|enough of)( \w+)? (blam(e|ing)|complaining|whin(e|ing)|moan(ing)?|"
        "feeling sorry|making this|pointing)( (the|others|it|your|everyone|everybody|us|for|about))?"
    ),
    (
        r"<you> (should|ought to|could|might)( \w+)? have( at least| easily)? (known|seen|prevented|avoided|"
        "stopped|done|told|said|closed|finished|noticed|thought|caught|checked|planned|realised|realized|"
        "spoken|acted|listened|dealt|read|come|asked|called|started|learned|learnt|handled)(?! (me|us) any)"
    ),
    r"(should|ought to) know better|you knew( \w+)? (well|exactly)|you knew about (it|this) and",
    "you chose (to|not|this)",
    (
        "(what|who)( on earth| the hell| in the world)? (were you thinking|did you think (you were|"
        "would happen)|is (wrong|the matter) with you|possessed you|do you think you are)"
    ),
    "what's (wrong|the matter|your problem|the problem) with you|what's your problem|what is your problem",
    "how (could|dare) you(?! (get|use|make|be helped|imagine))",
    "how can you (let|say|not|be so|expect|think|just|leave|ignore|do this|miss)|how hard can (it|that) be",
    "how (many times|often)( more)? (do|must|have|should|did) (I|we)|how is it (possible )?that you",
    r"(brought|bring) (this|it|that)( \w+)? on yourself|did (this|it) to yourself",
    "(got|get) (yourself|us|me|everyone) into|you('ve| have)? only( got)? yourself",
    r"(sick|tired|fed up)( \w+)? (of|with) (cleaning|covering|your|hearing|you|the way you)",
    r"(learn|learns|learned|pick up|picks up|got|gets?) bad (habits|\w+) from you",
    r"you (\w+) like (a (man|woman|person|doctor|child|beginner|student)|someone|somebody) who",
    "a (bit|little) (of|more) <virtue> (wouldn't|would not|would|might)",
)
