"""Ways of saying one thing, brought to one word before a sentence and its passage are compared.

A lower-case word is content and may be said in any of these ways. An upper-case mark is an operator, which no folded text
can hold: it turns, weakens, strengthens, limits or joins what stands around it, and the verifier asks of each mark that
the passage has it too, at the same place.
"""

import re
from dataclasses import dataclass

_COUNT = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    "eighty|ninety|hundred|thousand"
)
_SCAN = r"(?: scans?| scanning| imaging| examinations?)?"
_CASES = r"(?: of)?(?: the| these| all)?(?: cases| patients| instances| people)?"
_PASSIVE = r"(?:explained|justified|accounted for|caused|driven|brought about|mediated|motivated|prompted|underpinned)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One meaning and the ways it is said."""

    becomes: str

    says: str
    """A pattern over folded text; it stands for whole words."""
    fires_on: tuple[str, ...]

    silent_on: tuple[str, ...] = ()


def _row(becomes: str, says: str, *fires_on: str, silent_on: tuple[str, ...] = ()) -> Phrase:
    return Phrase(becomes=becomes, says=says, fires_on=fires_on, silent_on=silent_on)


# fmt: off
PHRASES = (
    # Names.
    _row("petct", rf"(?:pet|positron emission tomography) ?[-/]? ?(?:ct|computed tomography){_SCAN}", "a pet/ct scan"),
    _row("ct", rf"(?:computed|computeri[sz]ed) tomography{_SCAN}|ct (?:scan(?:s|ning)?|imaging)", "by computed tomography"),
    _row("mri", rf"magnetic resonance(?: imaging| tomography)|mri{_SCAN}", "magnetic resonance imaging"),
    _row("ldh", "lactate dehydrogenase|lactic dehydrogenase", "serum lactate dehydrogenase"),
    _row("ebv", "epstein[- ]barr[- ]virus", "epstein-barr virus dna"),
    _row("cns", "central nervous system", "symptoms of the central nervous system"),
    _row("nk", "natural[- ]killer", "natural killer cells"),
    _row("complete blood count", "cbc|fbc|full blood count", "a full blood count", silent_on=("a blood count",)),
    _row("comprehensive metabolic panel", "cmp|complete metabolic panel", "the cmp"),
    _row("lumbar puncture", "spinal tap|spinal puncture", "a spinal tap"),
    _row("hepatitis b", "hep[- ]b|hepatitis-b", "hep b testing"),
    _row("p-glycoprotein", "p-?gp|p glycoprotein", "p-gp expression"),
    _row("multidrug resistance", "mdr", "the mdr phenotype"),
    _row("multidrug", "multi-drug|multiple[- ]drug", "multi-drug resistance"),
    _row("workup", r"(?:diagnostic )?work[- ]?ups?|diagnostic (?:process|assessment|evaluation)", "the work-up"),
    _row("followup", "follow[- ]ups?", "at follow-up"),
    _row("laboratory test", r"(?:blood|lab|laboratory)[- ](?:work(?![- ]?up)|tests?|testing)|bloods", "blood tests",
         silent_on=("laboratory work-up",)),
    _row("high express", r"over-?express(?:ion|ed|es|ing)?|up-?regulat(?:ion|ed|es)", "overexpression of a pump"),
    _row("", r"(?<=high )levels?(?: of)?|(?<=low )levels?(?: of)?", "at a high level"),
    _row("response", r"(?:treatment|therapeutic) response|response to (?:treatment|therapy)", "the treatment response"),
    _row("goal", r"(?:treatment|therapeutic) (?:goal|aim|target)|(?:goal|aim) of (?:treatment|therapy)|"
         r"(?:treatment|therapy) (?:aims|strives)(?: at| for)?", "the treatment goal"),
    _row("comorbidity", r"(?:other|co-?existing|accompanying|concomitant|additional|concurrent) (?:illness(?:es)?|diseases?|"
         r"conditions?|disorders?)|co-morbid\w*", "coexisting illnesses"),
    _row("serial", r"over time|on several occasions|at intervals|again and again", "measured over time"),
    _row("interim", r"(?:mid|half)-?way through (?:the )?(?:treatment|therapy)|mid-treatment|during (?:the )?(?:treatment|"
         r"therapy)|(?:partway|part-way) through (?:the )?(?:treatment|therapy)", "midway through treatment"),
    _row("end", r"(?:after|on|upon|at) (?:the )?(?:completion|conclusion|close|finish|ending)|when(?= (?:the )?(?:treatment|therapy) (?:ends|is "
         r"(?:over|complete|finished)))|post(?=-treatment)", "on completion of treatment"),
    _row("undetectable", r"(?:not|no longer) (?:be )?(?:detectable|detected|measurable)|(?:no|non)-?detectable|unmeasurable|(?:no|without|absence of(?: any)?) detectable|"
         r"(?:cannot|can no longer|can not) be (?:detected|measured|found)|"
         r"(?:under|below) (?:the )?(?:limit of )?detection(?: limit)?", "no longer detectable"),
    _row("ineffective", r"(?:not|in)-?effective|(?:do|does) not work|(?:of |to |with )?(?:no|little) (?:effect|use|avail)|lack(?:s|ing)? (?:effect|efficacy|"
         r"effectiveness|activity)|without (?:any )?effect|los(?:e|es|ing) (?:their|its|all) effect|not (?:active|work|help|useful)", "does not work"),
    _row("resist", r"(?:do|does|did) not (?:usually |generally |typically )?respond|(?:un|non-?)responsive|not (?:very )?(?:sensitive|susceptible|responsive)|insusceptible|poorly responsive|"
         r"respond(?:s|ing)? poorly", "do not respond"),
    _row("adapt", r"tak(?:e|es|en|ing) (?:due )?(?:account of|into (?:account|consideration))|in (?:line|keeping) with|"
         r"account should be taken of|in accordance with|depending on|in view of",
         "takes account of age", "in line with tolerance"),
    _row("", r"(?:evidence|signs?|traces?|presence) of", "evidence of spread"),
    _row("", "in number", "three in number"),
    _row("whether", r"(?:(?<=see )|(?<=check )|(?<=know )|(?<=tell ))if", "to see if"),
    _row("as", r"not (?:only|just|merely)", "not only here"),
    _row("and", "but also", "but also there"),
    _row("base", r"at the (?:heart|centre|center|core|root|bottom) of", "at the heart of it"),
    _row("divide", r"br(?:eak|eaks|oken) down|(?:told|set|kept|tell|tells) apart|comes? in(?= (?:\w+ ){1,2}(?:types|kinds|forms|groups|classes|categories))", "breaks down into two"),
    _row("helpful", r"of (?:use|help|benefit|value|service|assistance)|give help", "of value"),
    _row("look", r"find(?:s|ing)? out", "to find out"),
    _row("imaging", r"imaging (?:stud(?:y|ies)|modalit(?:y|ies)|methods?|procedures?|techniques?|tests?)", "an imaging study"),
    _row("as", r"prove(?:s|d)?(?: to be)?(?= \w+(?:ful|ant|ent|ive|able|ble))", "prove resistant"),
    _row("and", "and so(?= is| are| do| does)", "and so is it"),
    _row("use", "mak(?:es?|ing) use of", "makes use of"),
    _row("follow", r"(?:keep|keeps|keeping|kept) (?:track of|under (?:review|observation))", "kept under review"),
    _row("interim", r"during(?= and (?:at|after) the end)", "during and at the end"),
    _row("during", r"(?:over|during|in) the course of", "in the course of time"),
    _row("the", "the course of", "the course of it"),
    _row("future", r"(?:yet )?to come|of tomorrow", "strategies to come"),
    _row("named", r"(?:singled|picked) out", "singled out"),
    _row("help", r"(?<=may )(?:play|have) a (?:role|part|place)", "may play a role"),
    _row("lumbar puncture", "lp", "an lp"),
    _row("as", r"in all(?=[.,;:]|$)|all in all|all told|in total|first of all|just as|just like", "three in all."),
    _row("which", r"(?<=[;,] )this", "it is so, this makes it so"),
    _row("comprise", r"tak(?:e|es|ing) in|ma(?:ke|kes|king|de) up(?: of)?|composed of|consist(?:s|ing)? (?:of|in)", "is made up of"),
    _row("several", r"a (?:number|range|variety|series) of|more than one(?! of)|multiple", "a number of organs"),
    _row("attention", r"(?:particular|special|close|careful|specific) (?:attention|care|focus|emphasis)", "special attention"),
    _row("start", r"first[- ]?line|front[- ]?line|up-?front|first (?:step|part|stage)|to begin with", "first-line treatment"),
    _row("isfor", r"(?<=is )for(?= patients| those| people| persons| cases)|(?<=those )for|(?<=ones )for|(?<=patients )for(?= an? )", "it is for patients with pain"),
    _row("as", r"(?:as )?the following|such as|in other words|that is(?: to say)?|i\.?e\.?|e\.?g\.?|for (?:example|instance)|"
         r"among(?:st)? (?:others|other things)|as follows|in terms of|by (?:means|way) of|of course",
         "such as skin", "i.e. skin"),
    _row("done", "carried out|set out", "is carried out"),
    _row("used to", r"(?:is|are|be|being) used (?:to|in|for)", "is used to follow"),
    _row("to", r"in order to|so as to|with (?:regard|respect) to", "in order to"),
    _row("to", r"(?<=resistance )against|(?<=resistant )against|(?<=effective )against|(?<=directed )against|(?<=aimed )against", "resistance against it", silent_on=("against it",)),
    _row("and", r"as well(?: as)?|together with|along with|combined with|in (?:combination|conjunction|addition) (?:with|to)|"
         r"accompanied by|alongside|plus|both(?= \w+(?: \w+){0,6} and )", "as well as"),
    _row("as", rf"one of(?= the | which | its | these | those | several | (?:{_COUNT}) (?!patients|cases|people))|(?<=is )one(?= [a-z])|(?<=as )one(?= [a-z])|(?<=and )one"
         r"(?= at | in | of | for )|one(?= (?:\w+ )?(?:type|kind|form|sort|subtype|category|example|part|component|element|aspect|indication|"
         r"way|factor|variety|entity|member|step|site|group)(?: of|[ .,;]|$))|^one(?= \w+s )", "one of the sites", "and one at the end", silent_on=("score one",)),
    # What it is for, and what it is held to be worth.
    _row("OPTIONAL", r"may or may not|(?:either )?(?:with(?: an?)?(?: \w+)? or without|without(?: an?)?(?: \w+)? or with(?!out))|optional(?:ly)?|whether or not", "with or without x", silent_on=("with pain or with fever",)),
    _row("PREFERRED over", r"used in preference to|chosen (?:over|ahead of|instead of)|(?:preferred|"
         r"favou?red|placed|ranked|put|set) (?:above|ahead of|before)|(?:is |are )?given (?:the )?preference over|(?:take|have|given) (?:precedence|"
         r"priority) over", "chosen over"),
    _row("DISFAVOURED", r"less (?:preferred|favou?red)", "is less preferred than"),
    _row("PREFERENCE", r"preferences?", "a preference for", silent_on=("is preferred",)),
    _row("PREFERRED", r"(?:(?:is|are) to be )?(?:preferred|favou?red|preferable)(?: choice| option| one)?", "is preferred to"),
    _row("PREFERS", r"prefers?|preferring|favou?rs?|favou?ring", "preferring one"),
    _row("VS", r"(?:when |as )?(?:compared|in comparison|set) (?:with|to|against)|relative to|versus|vs|as against|rather than|"
         r"instead of|than|in preference to|as opposed to|in (?:place|lieu) of|ahead of|over and above|outranks?|outperforms?|superior to",
         "compared with", "rather than"),
    # How much.
    _row("ATMOST", r"(?:or|and) (?:lower|less|below|under|fewer|smaller|lesser|shorter|younger)|at (?:the )?most|up to|≤|"
         r"(?:at|equal to) or (?:below|under|(?:less|lower) than)|(?:less|lower) than or equal to|"
         r"(?:no|not) (?:more|higher|greater|larger) than|not (?:above|over|exceeding)|maximum(?: of)?|does not exceed",
         "3 or less", "no more than 3"),
    _row("ATLEAST", r"(?:or|and) (?:higher|more|above|over|greater|larger|older|longer|upwards?)|at (?:the )?least|≥|(?:no|not) "
         r"(?:less|lower|fewer|smaller) than|not (?:below|under)|minimum(?: of)?", "3 or more", "at least 3"),
    _row("ABOVE", rf"(?:more|greater|higher|older|longer|larger) than(?= \d| (?:{_COUNT}))|above|exceed(?:s|ing|ed)?|beyond|"
         rf"over(?= \d| (?:{_COUNT}))", "over 60", silent_on=("preferred over it",)),
    _row("BELOW", rf"(?:less|lower|fewer|younger|shorter|smaller) than(?= \d| (?:{_COUNT}))|below|under|beneath",
         "under 3"),
    # How sure, how often.
    _row("USUALLY", rf"in (?:most|the majority){_CASES}|most often|most of the time|for the most part|as a (?:general )?rule|in the main|on the whole|by and large|in general|"
         r"more often than not|mostly|usually|typically|generally|normally|ordinarily|as is usual|usual|typical|habitual|the rule|"
         r"largely|tend(?:s|ed)? to|the norm", "as a rule", "in most cases"),
    _row("OFTEN", rf"in many{_CASES}|many times|often|commonly|regularly|frequently|oftentimes|not infrequently|frequent", "in many cases"),
    _row("SELDOM", r"seldom|rarely|infrequently|occasionally|sometimes|at times|now and then", "is rarely seen"),
    _row("WILL", r"will|shall|is going to|are going to|'ll|is bound to|are bound to", "will target"),
    _row("MUST", r"must|ha(?:s|ve|d) to|having to|requir(?:e|es|ed|ing)|mandatory|compulsory|obligatory|obliged|necessary|"
         r"needs?|needed|necessitat\w+|indispensable|vital|imperative|demands?", "has to be done"),
    _row("SHOULD", r"should|ought to|(?:is|are) to be|advis(?:ed|able)", "ought to be"),
    _row("ASKS", r"(?:call|ask)(?:s|ed)? for", "calls for rest"),
    _row("MAY", r"may|might|could|can|possibl[ey]|potential(?:ly)?|perhaps|conceivabl[ey]|capable of|able to",
         "might help"),
    # Why.
    _row("REASON", r"(?:reasons?|arguments?|explanations?|rationales?|justifications?)(?: why)?", "the reason for", "the explanation"),
    _row("ATTRIBUTES", r"(?<!is )(?<!are )(?:attributes?|attributing|ascribes?|traces)|puts(?= .+ down to)|"
         r"(?<=text )explains|(?<=guideline )explains|(?<=passage )explains",
         "it attributes this to that"),
    _row("done", r"(?:(?<=is )|(?<=are )|(?<=be ))made(?= (?:for|in|at|with|to|as|by)(?![a-z]))", "it is made with care"),
    _row("RENDERED", r"(?:(?<=is )|(?<=are )|(?<=be )|(?<=being ))(?:made|rendered|left)(?= \w+ by)", "are made worse by it", silent_on=("is made up of",)),
    _row("BECAUSE", rf"because(?: of)?|due to|owing to|on account of|as a (?:result|consequence) of|thanks to|by virtue of|"
         r"since|(?:result|aris|stemm?|com|follow|spring|deriv)(?:e|es|s|ing|ed)? from|a (?:result|consequence) of|"
         rf"(?:attributed|attributable|ascribed|put down|traced(?: back)?|owed|down) to|{_PASSIVE}(?: \w+)? (?:by|through|with)|"
         r"on (?:the )?grounds of|for reasons? of|for the reason that|(?<=, )given (?:that|its|their|the)|"
         r"(?<=, )as(?= it | they | these | this )", "due to age", "explained by", "results from"),
    _row("THEREFORE", r"therefore|thus|hence|thereby|(?<!and )so(?: that)?|and so(?! is| are| do| does)|consequently|with the (?:effect|result) that|(?:which|that) is why|why|lead(?:s|ing)? to|"
         r"led to|result(?:s|ing|ed)? in|caus(?:e|es|ed|ing)|br(?:ing|ings|inging|ought) about|giv(?:e|es|ing) rise to|"
         r"explain(?:s|ing|ed)?|mak(?:e|es|ing)|made|leav(?:es?|ing)(?= .+ (?:ineffective|without))|render(?:s|ing|ed)?|account(?:s|ing|ed)? for|underl(?:ies|ie|ying)|"
         r"(?:produc|induc|driv|promot|mediat)(?:es|ing)|triggers|confers?|means that|meaning that|impl(?:y|ies)|responsible for|justif(?:ies|ied|y)|lies behind",
         "which is why", "leads to"),
    # To whom, when.
    _row("ONLY", r"only|solely|alone|exclusively|sole|merely|purely|nothing but|(?:restricted|limited|confined) to|just|"
         r"single", "only in adults"),
    _row("EACH", r"(?:each|every)(?= (?:individual |single )?patient)", "each patient"),
    _row("ALL", r"all|every|everyone|everybody|everything|always|invariably|any|each|entirely|universal(?:ly)?|without "
         r"exception|without fail|completely|ever|consistently|uniformly|constantly|necessarily", "in all cases"),
    _row("IF", r"if|when|in case(?: of)?|in the event of|where there (?:is|are)", "if there is pain",
         silent_on=("in selected cases",)),
    _row("TIME", r"unless|whenever|until|till|once|provid(?:ed|ing)|(?:as|so) (?:long|soon) as|after|afterwards|before|while|"
         r"whilst|prior to|assuming|on condition|whoever|whatever|then", "after relapse"),
    _row("and", r"(?:besides|apart from|aside from|in addition to)(?= .+ (?:other|further|also|several))",
         "apart from skin, other organs"),
    _row("nonnasal", r"outside (?:of )?the nose", "outside the nose"),
    _row("BUT", r"but|although|though|whereas|however|yet|despite|unlike|except(?:ing)?|apart from|other than|instead|"
         r"nevertheless|nonetheless|aside from|contrary to|on the contrary|by contrast(?!-)|in contrast|regardless|irrespective|besides", "but not here"),
    _row("VS", r"(?<=, )not(?= [a-z0-9 -]+,)", "tea, not coffee, is it"),
    _row("NOT", r"lea(?:ve|ves|ving)(?= .+ out)|(?:left|leaves?|leaving|ruled|rules|kept|keeps?|held|holds?|put|puts|set|sets) (?:out|off|aside|away|back)|(?:kept|keeps?|held|barred) from|speaks? against|"
         r"far from|other than|anything but|free of|(?<=[a-z]-)free|instead of being|not|never|no|none|neither|nor|nothing|nobody|cannot|\w+n't|without|hardly|scarcely|lack(?:s|ing|ed)?|absent|"
         r"absence|devoid|fails? to|spar(?:es|ing)|avoid(?:s|ed|ing)?|exclud(?:es|ed|ing)|excluding|omit(?:s|ted)?|"
         r"refus\w+|reject(?:s|ed|ing)?|ignor(?:e|es|ed)|contraindicated|unnecessary|stops?|loses?", "is not seen"),
    _row("OR", r"or|and/or|either", "one or two"),
)
# fmt: on
"""The first row that matches at a place is taken: the special before the general."""

_ALL = re.compile(
    "(?<![a-z0-9'-])(?:"
    + "|".join(f"(?P<p{i}>{phrase.says})" for i, phrase in enumerate(PHRASES))
    + ")(?![a-z0-9]|'[a-rt-z])"
)


def marked(folded: str) -> str:
    """Return a folded text with every phrase brought to its word or mark."""
    return _ALL.sub(
        lambda found: f" {PHRASES[int(found.lastgroup[1:])].becomes} " if found.lastgroup else found[0], folded
    )
