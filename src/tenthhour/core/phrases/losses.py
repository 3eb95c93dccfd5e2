"""What a threat is made of: who does what to you, what you lose, and what it hangs on."""

from __future__ import annotations

WORDS = {
    # --- what can be taken
    "job": """job|post|position|contract|renewal|extension|appointment|employment|career|future|place|role|
        licen[cs]e|probation|partnership|neck|head|livelihood""",
    "heavy": """job|contract|bonus|position|post|pay|salary|partnership|promotion|renewal|reference|
        sessions|privileges|licen[cs]e|career|probation|appointment|employment|extension|raise|transfer""",
    "stake": """<job>|bonus|raise|pay( rise)?|salary|wages?|income|sessions?|hours|FTE|promotion|reference|
        holidays?|(study |annual |sick )?leave|vacation|weekends?|(days?|weeks?|time|mornings?|evenings?|
        (fri|mon|tues|wednes|thurs)days?) off|(teaching|admin|research|study|free|half|
        protected)[ -](half-)?(day|time|slot|session)s?|half-day|lunch|breaks?|room|office|desk|nurse|
        assistant|secretary|scribe|cover|help|support|protection|privileges|visa|access|schedule|rota|
        roster|agreement|arrangement|registration|allowance|budget|funding|sabbatical|supervision|title|
        spot|seat|reputation|request|application|vote|clinic|list|share|stipend|parking|shifts?|transfer|
        credentials|appraisal|evaluation|review|record|perks?|pension|locum|students?|unit|team""",
    "your": "(your|of your|all your) <few>",
    "day": "(mon|tues|wednes|thurs|fri|satur|sun)days?",
    # --- who does it, and that it will be done
    "will": r"""(I|we|they|he|she|it|this|that|there|somebody|someone|others|<authority>|(the|my|
        our) [\w-]{1,15})('ll|'d|'m|'re| will| shall| may| might| can| could| would| am| are| is|
         have)(( have to| need to| be forced to| be obliged to| be made to| going to| not| then| just|
         simply| also| be|gladly| personally| probably| to| start| begin){0,3})""",
    "you_will": """you('ll|'re|'d)?( will| can| may| might| could| would| are)?(( going to| have to|
         need to| just| soon| also| be| then| not| always){0,3})""",
    # --- what is done to you
    "harm": """(fire~|sack~|replace~|dismiss~|suspend~|report~|demote~|drop~|discipline~|terminate~|remove~|
        exclude~|expose~|punish~|penali[sz](e|ing)|fine|sanction~|reassign~|transfer~|ruin~|bench~|sue|
        blacklist|destroy|evict|get(ting)? rid of|let(ting)? go of|pull~|write up|charge) you""",
    "take": """cut~|reduce~|dock~|stop~|withhold~|withdraw~|tak(e|ing)( away| back| off)?|end~|terminate~|
        cancel(l?ing)?|pull~ the plug on|pull~|freeze|freezing|block~|refuse~|deny~|reject~|revoke~|
        suspend~|halve~|scrap~|close~|change~|reallocate~|giv(e|ing)( away)?|slash~|trim~|limit~|
        restrict~|remove~|reassign~|redistribute~|veto|deduct~|hand~ over|hold~ back|delay~|postpone~|
        shorten~|strip you of|sign away|downgrade~|lower~""",
    "doubt": """review~|reconsider~|rethink~|reassess~|re-?examine~|question~|revisit~|look~( again| hard|
         closely)? at|(talk|think)(ing)? (again )?about|discuss~|reopen~|re-?evaluate~|consider~""",
    "lose": r"""(?<!we\s)(?<!I\s)(?<!clinic\s)lose|losing|loses|loss of|forfeit~|risk~|jeopardi[sz](e|ing)|
        endanger~|gambl(e|ing) (with|away)|play(ing)? with|give up|forget( about)?|(kiss|say|
        wave) goodbye to|kiss|put(ting)? at risk|throw(ing)? away|reduction (in|of)|do without|
        say farewell to""",
    "gone": r"""gone|over|out|cut|goes|go|going|at (risk|stake)|in (danger|jeopardy|question|doubt|
        the balance)|on (the (line|block|table)|hold)|off the table|ended|ends|terminated|reduced|
        withdrawn|cancell?ed|stopped|stops|withheld|blocked|suspended|frozen|(re|under )review(ed)?|
        reconsidered|(given|handed|moved)( away| to [\w ]{2,12})?|under threat|revoked|void|null|numbered|
        limited|refused|denied|docked|history|up for (grabs|review)|discussed|looked at|halved|closed|
        lapses?|disappears?|vanish(es)?|expires?|reallocated|reassigned|redistributed|adjusted|affected|
        suffers?|shorter|lower|impossible|moot|(not|\w+n't)( be)?( \w+)? (renewed|extended|approved|safe|
        secure|guaranteed|granted|signed|considered|continued?|happening|survive|there|looking|coming|
        paid)""",
    "exit": r"""be (fired|sacked|let go|replaced|terminated|dismissed|suspended|demoted|disciplined|
        shown the door|out|looking for|history|finished|asked to (leave|go)|excluded|released|
        made redundant|put on leave|taken off the|removed from|struck off|kicked out|thrown out|
        forced out|pushed out)|you('re|'ll be| are| will be)( \w+)? (out|gone|done|finished|history|
        off (the|this|my)|through|fired|sacked|suspended|on your own|next|dismissed|let go|on (leave|
        nights|notice|every|weekends)|looking for|packing|job[ -]hunting|doing (nights|weekends|all|
        every)|(replace|demote)d)|pack~ (up|your)|pack(?=[.!]|$)|make (room|way) for|clear~ (out )?your|
        (hand|turn|send) in your (notice|resignation|badge|keys|papers)|your (notice|resignation|
        replacement|successor)|resign|quit|(work|look) (somewhere else|elsewhere)|(find|
        look~( around)? for|get|seek)( yourself)? (work|something else|(another|a new|a different) (job|
        clinic|place|post|practice|employer|position|doctor|home|team))|(part|parting|separate) (ways|
        company)|(go|going) our separate ways|without a (job|post|contract)|the (high)?way out|(show~ you|
        there's|find|use|there is) the (door|exit)|or the (door|exit|highway)|step (down|aside|back)|
        get (out|off)|(can|must|should|or|to|may|please|just) leave(?! (it|the|a|your|that|this|them|me|
        us|everything|things|early|at|for|of|as))|start looking|(update|polish~|brush up) your (CV|
        r[eé]sum[eé])|done with you|let(ting)? (you|people) go|no (longer )?(have a )?(future|place|
        room) (here|for you)|(have|want) you (out|removed|replaced|fired|gone)|never work (here |in )|
        redundan(t|cy)|dismissal|goodbye""",
    "formal": r"""(make|making|turn|take|go|bring|report|escalate|refer|hand|send|become|get|going|taking|
        kick|pass|put|raise)(( this| it| you| that| your \w+| a| to| into| in| on| up| with| before|
         matter| for){0,4}) (formal|official|further|disciplinary|higher|upstairs|legal|<authority>)|
        escalat(e|ed|ing)|(passed|referred|reported|taken|handed|brought|sent|forwarded|raised|notified|
        told) (up )?(to |with |further|higher)<authority>?|(involv(e|ing)|inform|tell|notify|call|alert|
        bring in|hear from|speak (to|with)|talk (to|with)|explain [\w ]{2,12} to|inform|
        involve) (in )?<authority>|<authority> (will |is going to |gets? to |want to |may |
        have to )?(hears?|knows?|learns?|finds? out|takes? over|steps? in|gets? involved|be (involved|
        told|informed))|write you up|written up|hear(ing)? from (my|our|the) (lawyers?|solicitors?|board)|
        treated as( \w+)? (misconduct|refusal|insubordination|resignation|a)|(go|goes|going|put|end up|
        note|noted|recorded|written|entered|be)( \w+){0,3}? (in|on|into) your( \w+)? (file|record|
        appraisal|evaluation|references?|review)|(disciplinary|formal|legal|written|
        official)( \w+)? (action|process|warning|procedures?|hearing|matter|meeting|steps?|measures?|note|
        complaint|consequences|review|investigation|talk|letter|route)|performance (improvement |
        management )?(plan|process)|there('ll| will) be( \w+)? (paperwork|trouble|hell|changes|letter)|
        next (talk|conversation|meeting|letter|step) (is|will be|comes) (with|from|at)|(be )?made (formal|
        official)|initiate|put (it|this|that) in writing|out of my hands""",
    "not_kept": r"""(no|not|\w+n't|never|no longer|non-?|unable to|unable)(( be| able to| going to| see| to|
         even){0,3}?) ?(renew(ing|ed|al)?|extend(ing|ed)?|approv(e|ing|ed)|keep~ you|kept on|employ~ you|
        need~ you|sign( off)?|signing( off)?|want~ you|hav(e|ing) you (here|on)|recommend~ you|
        vote for you|be here|last( long| here)?|surviv(e|ing)|make it|work(ing)? here|(see|have) (a|
        any) (future|place|job)|considered|promoted?|promoting|paid|be a partner|stay(ing)?( on)?|
        you staying|support(ing)? (your|the)|(get|getting|have|see|give you|keep) (<your>|the |a |
        any )(\w+ ){0,2}?<stake>)|nonrenewal|sign nothing|(don't|do not|not going to|won't) (pay|need|
        want|keep|have to (keep|extend|renew)) (you|your)""",
    "no_help": r"""(cannot|can't|can no longer|couldn't|won't|will not|not able to|unable to|not going to|
        no longer|done|tired of|can only|stop|stopped|stopping)( \w+){0,3}? (protect|shield|save|saving|
        defend|back|help|support|carry|shelter|guarantee|promise|(cover|vouch|speak|fight|stand|go to bat|
        put in a( good)? word)( up)? (for|behind|by))(ing)? (you|your|anything|that)|(don't|do not|can't|
        cannot) (expect|count on|rely on|come to|look to|ask) (me|us|my|any|help|support|to (be|get|have|
        see))|withdraw~ (my|our) (support|protection)|(won't|will not) (stand in the way|lift a finger)|
        you('re| are|'ll be) on your own|(can't|cannot|won't)( be able to)? (hold|keep|stop) (it off|them|
        <authority>)""",
    "vague": r"""consequences(?! for (the )?(patients|clinic|us|families))|(regret|be sorry|sorry|
        pay)( for)? (it|this|that)|pay (the price|dearly)|regret|costs? you|(price|hell) to pay|(end|
        go) (well|badly) for you|at your peril|(serious|big|real|deep|hot) (problems?|trouble|water)|
        in( \w+)? trouble|have a( \w+)? problem|answer (for|to)|(get|be|become|
        turn)( \w+)? (uncomfortable|ugly|unpleasant|nasty)|(not|won't) (forget|be forgotten)|(different|
        difficult|unpleasant|serious)( kind of| sort of)? (conversation|talk|discussion)|(be|
        take) (further |other )?(steps|measures|action)|draw (my|our|the)( own)? (conclusions|
        consequences)|make (your life|things|life)( \w+)? (hard|difficult|hell|unpleasant|uncomfortable|
        miserable)|accordingly|(would not |wouldn't |will not |won't )?look (good|bad|great|
        well)( \w+)? (on|in|for)|one of us|(result|end) in( \w+){0,2} (suspension|termination|dismissal|
        loss|reduction|removal|action|sanctions?|a)|(lead|leads|leading) to( \w+){0,3} (suspension|
        termination|dismissal|loss|reduction|removal|action|sanctions?)|lapses?|without notice|(deal|
        dealing) with|casualty|(affect|impact|hurt|damage|harm|spoil|influence|weigh on|reflect( \w+)? on|
        count against|follow|held against|bad for) (you|your)|see what happens|(is|are|'s) (over|finished|
        history)(?=[.,!]|$)|you can (whistle|forget|kiss|look)|(smaller|lower|reduced|worse) (salary|
        contract|pay|bonus|offer)|come (back )?to haunt you|come down (hard )?on you|
        make an example of you""",
    "shown": r"""(tell~|let~|show~) (everyone|everybody|the (whole |rest of the )?(team|clinic|staff)|
        your (colleagues|patients|team))|put(ting)?( up)? your (name|number|figure)s?|publish~|your (name|
        number|figure)s?( \w+){0,3} (goes|go|up|published|first)|(give|giving) (them|him|her|
        <authority>) your name|writ(e|ing)( down)? that you|make sure( that)? (everyone|everybody|
        <authority>|nobody|people|you|your|no one)|see to it that""",
    "swap": """put(ting)? you (on|back on|down for)|have you (on|in) (nights|call|every|the|my)|tak(e|
        ing) you off|you('ll| will) be (on|doing) (nights|call|every|all|the|week)|giv(e|
        ing) <few>to (somebody|someone|another|a (doctor|colleague)|others)|(find|hire|hiring|get|
        bring in|take on|look for)( myself)? (somebody|someone|another (doctor|colleague|physician|
        partner|GP)|a (doctor|colleague|locum|replacement)|people)( else)?( who)?""",
    "loss": r"""<harm>|<take> <your>(<stake>|<day>)|<doubt> (whether|if|your <few><stake>)|
        <lose> (your <few><day>|(your |the |a |any |all |its )?<few><stake>)|your <few>(<stake>|
        <day>)( \w+|'s|'ll){0,3}? <gone>|(the|a|any|every) <few>(bonus|nurse|secretary|assistant|sabbatical|contract|offer|extension|
        half-day|study day|teaching day) (goes|is (gone|over|off)|moves|ends|stops)|
        no( more)? <few>(<heavy>|leave|holiday|nurse|bonus|support|study day)|(come~|coming|taken|deducted) (off|out of|from) your|
        end(ing)? (this|the|our|your) (arrangement|agreement|contract|cooperation|collaboration|
        relationship|employment)|terminate|termination|tak(e|ing) (the|your|that|those) <few>(from|
        off) you|be in writing|in court|make you (leave|go|sorry|regret|pay)|<exit>|<formal>|<not_kept>|
        <no_help>|<vague>|<shown>|<swap>""",
    # Losses grave enough to need no condition: being forced to one is already the pressure.
    "grave": """<harm>|<take> your <few><stake>|<doubt> (whether|your <few>(job|position|contract|
        employment|future|role|place|appointment|status))|let(ting)? you go|part ways|end(ing)? (this|the|
        our|your) (arrangement|agreement|contract|employment)|<formal>|<not_kept>|<swap>|tak(e|ing) (this|
        it) further|draw (my|our|the)( own)? (conclusions|consequences)|(give|giving) (them|him|
        <authority>) your name|(different|difficult)( kind of)? conversation|look at whether|withdraw my""",
    # --- what it hangs on
    "not": """(do|can|could|are|were|have|will|would|wo|ca|should|might)( not|n't)|cannot|'re not|'ve not|
        (are |'re )?(unable|unwilling) to""",
    "fail": r"""(if|when|because|as long as|so long as) you(( ever| still| just| really| simply|
         even){0,2})( <not>|<not>|'re still| are still| fail| keep| continue| refuse| carry on| go on|
         go over| go to| decline| say no| insist|complain| ignore| miss| run| call in| stay| argue|
         resist| leave| come late| choose| reject| object|turn (this|it|me)| make trouble| talk| tell|
         let| disagree| go against| stand in| think you| drop| slip| fall| do (it|this|that) again|
         take (this|it) to| vote against| push back| speak to| report)|(if|when|should) (?!(the |
        our )?(county|board|insurers?|grant|budget|owners|government|lab|state|funders?|trust|court|
        region|group|clinic)|we|I|nobody)(this|it|that|things|nothing|you|they|(the|these|your|those|
        my) [\w-]+|[\w-]+)( [\w-]+)?( (do|does|is|are|will|wo|has|have)(n't| not)|n't| not| stays?|
         keeps?| carr(y|ies)| (is|are|'s|'re) (still|not|below|under)| goes| go| continues?| happens?|
         comes?|changes| slips?| looks?| remains?| drops?| falls?| decline| refuse)|(if|should|unless|
        when) (I|we) (don't|do not|not|hear|see|have to|get|find|catch|come|cannot|can't)|if (patients|
        people|they) keep|if not|should you(?! (wish|prefer|want|need|like|have))|(in|with|
        given) the absence of|(without|no)( \w+){0,3} (improvement|change|progress)|without (\w+teen|\d+|
        a yes|your (agreement|signature|consent|yes))|unless|until|failing|failure to|non-?compliance|
        (your |a |another |further )?refusal|continued|(miss|refuse|do|say|try|run over|be late|keep|
        carry on)( \w+){0,3}? (again|deadline|up|and)|again and|any more|(one|two) (more|word|
        call)( from me)?|another|(at|with|like) (this|that|such|these|those) (pace|rate|speed|level|
        attitude|figures?|numbers?|results?)|like this(?! one)|with (figures|numbers|results)|by (refus|
        argu|say|stay|turn|miss|push)\w*ing|(anyone|anybody|whoever|doctors|partners) (who|below|under|
        still|that|not)|when the (cuts|board|contracts?)|(next|third|second) time|the (next|first) time|
        in (the event|case) of|repeated|but not (while|until|unless|if|with)|(keep on|carry on|go on|
        cross (me|us)|defy|ignore (this|me|us)|refuse|say no|don't (cooperate|comply|agree|sign|improve|
        change|do it|play along))( \w+){0,5}? and|(is|are) too (much|many) for you|the (day|moment|
        minute) you|anything (under|below|less)|(can|may|could|free to|welcome to) (say no|refuse|decline|
        disagree|go on|complain|ignore)( \w+){0,2}[,;]? (but|just|though|then|only)""",
    "unless": r"""unless|until (I|you|we|the|your|it|this)|the (day|moment|minute) you|as soon as you|
        but not while|<fail>|as long as|over this|once you|when they see|before (I|we) see|and not before|
        (if|when) (you|this|it|that|the \w+)( \w+)? (<not>|n't)""",
    "compelled": r"""(I|we)('ll|'d|'m|'re|'ve)?( will| may| might| shall| would| am| are| have| can)?( \w+ly|
         just| then| soon| also)?(( be| going){0,2}) (have to|need to|forced to|obliged to|compelled to|
        no( other)? (choice|option|alternative)( but)? to|must)( (start|consider|begin|think about|
        look at|also|sadly))?""",
    # --- what is wanted
    "demand": r"""get|fix|reach|hit|close|finish|bring|clear|sort|improve|catch|meet|sign|accept|agree|do|
        stop|start|take|raise|lower|turn|show|deliver|see|make|cut|comply|cooperate|perform|change|learn|
        keep|give|say|have|be|drop|answer|move|work|pick|step|shape|produce|adapt|hand|send|use|put|open|
        write|cancel|attend|respond|speed|join|follow|report|eighteen|sixteen|\w+teen|\d+""",
    "benign": """help|find|look|ask|meet|talk|call|ring|send|explain|support|listen|wait|try|arrange|
        understand|accept|stop|go back|see|come|put|fix|show|note|postpone|be (here|there|happy|glad|fine|
        ready|in)|bring|tell you|give (you|it|the|them|us)|get (you|it|the|a)|need (a|another|more)|(need|
        have) to (find|look|ask|talk|check|wait|close the|move the|change the|start|plan|use|try|go)|
        do (it|that|the)|use|return|leave (it|the)|change (it|the)|not|let you|let (it|the)|print|repeat|
        share|add|book|move (it|the|you)|start|pay|keep|make (it|the|time|another)|hire|order|repair|
        cover|swap|reschedule|speak (up|for|to the (lab|county|insurer))|read|check|work|take (it|that|
        the|over|on|your (calls|list|shift))|go (on|through|over|with)|know|think|lose|run|have (a|
        another|the|time)|all|both|just|do|argue|sit|cut (it|the)|write (it|to|down)|drop (it|the)|
        end (it|the|early)|then|open|say so|remind|hold|defend|go|stay|miss""",
    "order": r"(^|(?<=[,;:]\s)|(?<=please\s)|(?<=just\s)|(?<=now\s)|(?<=and\s)|(?<=to\s))(?!do not)<demand>",
    "price": """you('ll| will|'d| had| need| must| have)|(I|we) (need|want|expect|require)|first|then|so|
        <demand>""",
}
