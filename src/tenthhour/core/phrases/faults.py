"""What blame is made of: who is harmed, what goes wrong, and what you are said to do, not do, or be unwilling to do."""

from __future__ import annotations

WORDS = {
    "name": r"(Dr\.? |Doctor )(?-i:[A-Z][a-zé]+)",
    # Not after "if", "do", "when" and the like: these ask or suppose.
    "you": r"""(?<!if\s)(?<!do\s)(?<!when\s)(?<!did\s)(?<!would\s)(?<!can\s)(?<!have\s)(?<!are\s)(?<!whether\s)(?<!will\s)(?<!should\s)you""",
    "adv": r"""(( \w{2,12}ly| just| also| always| still| again| once again| even| only| never| all|
         yet again| now| already| ever){0,3})""",
    # Who is harmed.
    "us": r"""me|us|them|him|her|everyone|everybody|people|patients|reception|somebody|nurses|colleagues|
        the rest of \w+|the whole \w+|the place|(the|your|our|my|those|these|
        other) ([\w-]{1,15} ){0,2}?(team|clinic|practice|group|colleagues|nurses?|staff|patients?|
        partners|reception|others|side|families|average|figures|numbers|diabetics|board|department|people|
        doctors|ward|project|hospital|family)""",
    # What goes wrong.
    "woe": """wait~|late|lateness|behind|los(e|es|ing|t)|leav(e|es|ing)|quit|complain~|complaints?|in tears|
        cost~|overtime|suffer~|miss~|fail~|failure|trouble|mess|delays?|delayed|harm~|hurt|
        stay(ing)? (late|long|longer)|can't|cannot|unhappy|angry|upset|worse|worst|burn(t|ed|ing)? out|
        tired|stuck|down|off sick|short|overrun~|disaster|backlog|red|below|under|problems?|damage|drown~|
        crying|resign~|queue~|go without|ha(s|ve|d) to|chaos|stress|last|fined|penali[sz]ed|criticised|
        rejected|frustrated|overloaded|extra|lower|gave up|lost""",
    # What is called yours; `blunt` words accuse by themselves.
    "flaw": """attitude|behaviou?r|<blunt>|way of (working|doing)|style|approach|pace|habits?|performance|
        speed|documentation|conduct|choices|decisions?|charting|planning|figures|numbers|timekeeping|
        absences?|delays?|chatting|work|communication|leadership|manner|temper|notes""",
    "blunt": r"""slowness|lateness|tardiness|carelessness|negligence|stubbornness|laziness|
        disorgani[sz]ation|inefficiency|mistakes?|errors?|failures?|failings?|refusal|incompetence|
        indecision|inability|mess|perfectionism|lack of \w+|inaction|neglect|sloppiness|unwillingness|
        inability [\w ]{3,20}|resistance|egoism|chaos|selfishness|dithering|blunders?|thoughtlessness|
        disregard|indifference|excuses|(bad|poor|sloppy|slow|terrible|lousy|chaotic)( \w+)? (work|style|
        management|planning|organi[sz]ation|habits|notes|documentation|charting|performance|numbers|
        communication|timekeeping|attitude)""",
    "broke": r"""fail~ (us|me|them|your|the|him|her|everyone|those|that|miserably|again|completely|in (your|
        the)|to)|let~ <us>( \w+)? down|ruin~|spoil~|spoilt|wreck~|mess~ (up|this|it|things)|screw~|botch~|
        blew|blown|drop~ the ball|cost~ (us|me|the|them|this|your)|(drag|drags|dragging|dragged|pull|
        pulls|pulling|pulled) (down )?<us>|hold(ing)? (<us>|everything|things) (back|up)|held (<us>|
        everything) (back|up)|embarrass~|disappoint~|wast(e|ed|es|ing) (<few>(time|money|chances?|
        resources|year|months?|weeks?|opportunity)|<us>|a|my|our)|neglect~|damage~|hurt~|harm~|caus(e|es|
        ed|ing)|kill~|burden~|overload~|destroy~|(made|make|makes|making) (us|me|them|it|everyone|
        everybody|the \w+|your \w+|this|things)( \w+)? (miss|lose|look|wait|late|cry|fail|pay|suffer|
        leave|quit|resign|stay|impossible|worse|harder|miserable|a mess)|(made|make|makes|making|create~|
        leave|left|leaving)( a| this| the| all this| so much| extra| more| nothing but|
         only){0,2}( \w+)? (mess|fool|problems?|trouble|chaos|work for|fuss|backlog|disaster)|abandon~|
        gave up on|(let|allow~) (this|it|the \w+|things|your \w+)( \w+){0,3}? (slide|happen|slip|get|
        drift|grow|build|pile|fester)|(put|puts|putting|place|got|brought|land~) (us|me|<us>|yourself|
        patients) (in|into|at|through|behind|under|to)|undermine~|sabotage~|poison~|offend~|mislead|
        misled|lied|brought (shame|us|disgrace)|slow~ <us>|(left|leaving|leave) <us>( all)? (in the lurch|
        alone|hanging|waiting|stranded|high and dry|to (cope|deal|clean|pick|do|carry))|ke(ep|eps|eping|
        pt) <us>( \w+)? waiting|forgot (again|about)|overlook~|ignore~|broke (your|the|our|my|a)|
        mishandle~|mismanage~|made (this|the|that|a) mess|(push~|dump~|shift~|offload~) (your|it|work|
        everything|the|things|this)|lost us|betray~|jeopardi[sz]~|took your eye|did this (to|$)|
        done (this|that) to|show(n|ed|s|ing)?( \w+){0,3} (disregard|contempt|indifference|disrespect|
        lack)|provoke~|exhaust~|forgot|hid|hide (in|from|behind)|blame (the|everyone|everybody|others|us|
        me)|brought (the|our|us|everyone)|left without (telling|saying|a word|asking|finishing)|lost (my|our|the \w+'s?) (trust|respect|
        confidence)|put [\w ]{3,25} before (your|the) (patients|team|colleagues|clinic)|turn(ed|ing)? (it|
        this|the \w+|us|everything|our \w+|a [\w ]{3,25}) into|(threw|thrown|throw) [\w ]{1,12}away|
        treat~ <us> (like (servants|children|dirt|idiots|numbers|cattle|fools|air|machines)|as if|badly|
        unfairly|poorly|with contempt)|(drive|drives|driving|drove|driven) <us> (to|out|away|mad|
        crazy|up)|handled? ([\w ]{1,15})?(badly|poorly|wrong|terribly)|did the opposite|(think|thinks|
        thought)( that)? (you're|you are|the rules|it's all|the world|only) (above|don't|don't apply|
        revolves|about you|better)|contribut(e|ed) nothing|(sit|sat|stand|stood) (there|back|idly by)(?! with)|
        look the other way|looked away|(make|find|look for|come up with|have|use)( \w+)? excuses""",
    "duty": """listen|finish|answer|reply|respond|close|try|help|follow|learn|keep|deliver|do|change|manage|
        think|take|come|read|ask|tell|show|care|admit|accept|start|arrive|hand|sign|check|write|return|
        thank|support|share|plan|prepare|stay|turn|look|get|bother|volunteer|speak|see|own|apologi[sz]e|
        contribute|attend|meet|stick|make|use|document|put|remember|notice|report|give|offer|pay|consider|
        complete|pick|work|clear|stop|delegate|prioriti[sz]e|communicate|cooperate|pull|respect|call|
        let (anyone|us|me|people) know""",
    "vice": r"""run(ning)? (late|over|behind)|overrun(ning)?|complain(ing)?|forget(ting)?|ignor(e|ing)|
        blam(e|ing)|miss(ing)?|(make|making|have|having|find|finding|com(e|ing) up with|got|giv(e|
        ing))( \w+){0,2}? (excuses?|reasons?|mistakes?|problems?|trouble)|tak(e|ing) (too long|forever|
        the easy)|argu(e|ing)|resist(ing)?|interrupt(ing)?|put(ting)? (it |things |them |everything )?off|
        avoid(ing)?|refus(e|ing)|push(ing)? (back|it)|(turn|show)(ing)? up late|(come|coming|be|being|
        arriv(e|ing)|leav(e|ing)|finish(ing)?) (too )?(late|last|early)|get(ting)? it wrong|fail(ing)?|
        leav(e|ing) (it|the|your|them|everything|others|things|work|us)|let(ting)? <us>|mak(e|
        ing) (the same|it so|everything|things|it|us)|need(ing)? to be|wait(ing)? until|do(ing)? (this|it|
        that|the same|the minimum|what you|only)|dodg(e|ing)|play(ing)? the victim|cut(ting)? corners|
        want(ing)? (special|more|your)|blow(ing)?|messing|hid(e|ing)|screwing|falling|slipping|causing|
        delay(ing)?|repeating|late|behind|last|the last|the same|moan(ing)?|whin(e|ing)|breaking|
        disrupt(ing)?|(think|put)(ing|ting)? (of |about )?yourself|undermin(e|ing)|disappear(ing)?|
        overbook(ing)?|too (late|slow|busy)|unprepared|in the way|negative|dragging|stalling|
        overcomplicat(e|ing)|chatting|the one who|against|defensive|drop(ping)? the""",
    "unwilling": r"""<cannot>(( even| ever| really| just| want to| seem to| bother to| at all|
         in the least){0,2}) (care|listen|try|learn|change|bother|mind that|pull|take (this|it|your|any|
        things|responsibility)|think (of|about) (the|us|others|anyone)|cooperate|engage|adapt|do (your|
        the (job|work|bare)|as|what (you|we|I|was|is)|anything(?! wrong))|respect|show|make an? effort|
        contribute|improve|work with|own|give a|realise|realize|understand what|prioriti[sz]e|delegate|
        communicate|organi[sz]e|plan(?! for)|prepare|follow (the|our|any|rules|through|instructions)|
        pay attention)|(don't|didn't|never) (put in|get it)|chose the easy|(can't|couldn't|could not|
        cannot) (be (bothered|trusted|relied)|(manage|handle|control) (your|even|to keep|time)|organi[sz]e|keep (up|pace)(?! with)|keep your|
        cope(?! with)|prioriti[sz]e|delegate|follow|stick to|get (your|anything|a grip|organi[sz]ed)|run (a|your|the))|
        (can't|couldn't|didn't|don't|won't) even|could(n't| not) care|
        (don't|didn't|do not|did not) <duty>( [\w']+){0,4} (properly|well|carefully|as agreed|at all|
        hard enough|seriously|on time|for a second|when (told|asked))|didn't (even )?(bother|try|think|
        care|lift)|refuse~ to(?! (hurry|rush|cut|send|let|abandon|turn))|ignor(e|ed) (what|us|me|the|
        every|our|my|all)|(aren't|are( \w+ly)? not|'re( \w+ly)? not)( even| really| simply)? (trying|
        listening|doing (your|what|enough|anything(?! wrong))|pulling|making (any|an|much|enough)|
        taking (this|it|your|any|responsibility)|interested in (anything|changing|helping|the)|bothered|
        willing to (change|adapt|help|listen|learn|try|work))|(are|'re)( \w+ly)? unwilling|(mak(e|es|ing)|
        made|put in) (no|little|zero)( \w+)? effort|only (think of|care about|look after|worry about)|
        (are |'re )?only interested|put yourself (before|first|above)|(have|'ve) (done|tried|learned|
        changed|contributed) (nothing|little|zero)|(do|did|doing|does) nothing(?! wrong)|(have|'ve|
        show) no (interest|idea how|regard|intention)|(have|'ve) been( \w+)? ((told|warned)( \w+){0,2} (again|before|
        twice|times|often|repeatedly|enough)|neglecting|ignoring|slacking|avoiding|hiding|sitting)|(still )?(haven't|have not)( even)? (done (what|your|
        it|as)|kept|learned|learnt|changed|understood|grasped|bothered|improved|fixed|lifted)|give up too|
        take no responsibility|(choose|chose|prefer) (not )?to (ignore|do nothing|look away|sit|spend|
        chat|hide)""",
    "cannot": "(don't|do not|doesn't|won't|will not|didn't|did not|refuse to|can't|cannot|never)",
    "others": r"""(everyone|everybody|anyone)( else)?( here| in (this|the) \w+| on (the|this) \w+)?|(nobody|
        no one) else|every other [\w-]+( here)?|other (people|doctors|partners|physicians|clinics)|
        (all )?(of )?(the|your|my) (other )?(colleagues|doctors|partners|physicians|clinicians)|
        (all )?(the )?others|the rest of (us|the [\w-]+)|none of (us|your colleagues|the others)""",
    "copes": r"""manages?|copes?|can( all)? (do|manage|cope|keep up|finish)|gets? (it|this|them|there|
        through|their|by)|seems? to|closes?|finish(es)?|sees? (more|\w+teen|twenty|\d+)|(has|have|
        had) (no|none of|this|any)( such| real| of| this)? (problems?|trouble|difficult(y|ies)|issues?)|
        makes? it|runs? (over|late)|does (it|this|their)|do (it|this|their)|(is|are) able|keeps? up|
        takes? (this long|so long)|complains?|struggles?|needs? (so|this|that) (much|long|many)|(is|
        are) on time|hits? (the|their|it)|meets? (the|their)""",
}
