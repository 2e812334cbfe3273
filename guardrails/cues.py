"""The words from which stage, line and population flags are read, in any guideline. Tables only.

Every row holds its own examples; a test runs each row against them. Patterns stand for whole words of folded text.
Terms of Spanish, French, German, Portuguese, Italian and Chinese stand in the row of the value they decide.
What only one guideline says (its diseases, its regimens, which stages it calls early) stands in its own data.
"""

from dataclasses import dataclass

from guardrails.lexicon import TREATMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The values a case may have when one of the patterns is met."""

    values: tuple[str, ...]
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    fires_on: tuple[str, ...]
    silent_on: tuple[str, ...]


STAGE_GROUPS: tuple[Cue, ...] = (
    Cue(
        values=("early",),
        patterns=(
            r"early[- ](?:stages?|disease|extranodal|lymphoma|cases?|setting)",
            r"(?:limited|ltd\.?)[- ]?(?:stages?|disease|extent)",
            r"locali[sz]ed[- ](?:stages?|disease|extranodal|lymphoma)",
            r"(?:stades?|stade) (?:precoces?|localises?|limites?|debutant)|(?:forme|maladie) localisee",
            r"fruhstadi\w+|fruhe[nsrm]? stadi\w+|limitierte[nsrm]? stadi\w+|lokalisierte[nsrm]? \w+",
            r"(?:estadio|etapa|fase|enfermedad) (?:tempran[oa]s?|precoz|iniciales?|inicial|limitad[oa]|localizad[oa])",
            r"(?:estagio|estadio|fase|doenca) (?:iniciais|inicial|precoce|limitad[oa]|localizad[oa])",
            r"(?:stadio|stadi|fase|malattia) (?:iniziale|iniziali|precoce|precoci|limitat[oa]|localizzat[oa])",
            r"早期|局限期|早期的",
        ),
        fires_on=("early-stage", "limited disease", "localised lymphoma", "Frühstadium", "estadio temprano", "早期"),
        silent_on=("early morning", "early detection", "limited time", "localised pain"),
    ),
    Cue(
        values=("advanced",),
        patterns=(
            r"advanced[- ]stages?|advanced (?:disease|extranodal|lymphoma|cases?|setting|ones?)",
            r"disseminated(?: disease)?|late[- ]stages?|wide-?spread (?:disease|lymphoma)|extensive[- ]stage",
            r"avancee?s?|disseminee?s?|stade tardif",
            r"fortgeschritten\w*|spatstadi\w+|disseminiert\w*",
            r"(?:estadio|etapa|fase|enfermedad) (?:avanzad[oa]s?|diseminad[oa]s?)|avanzad[oa]s?",
            r"avancad[oa]s?|disseminad[oa]s?",
            r"avanzat[oaie]|disseminat[oaie]",
            r"晚期|进展期|播散性?|中晚期",
        ),
        unless=(r"advanced (?:age|imaging|practice)",),
        fires_on=("advanced-stage", "advanced disease", "disseminated", "late stage", "fortgeschritten", "晚期"),
        silent_on=("advanced age", "in advance", "advanced imaging", "spread to the liver"),
    ),
)

AFTER_TREATMENT = ("consolidation", "maintenance", "relapsed-refractory")
"""What may come after a treatment; which of these it is stays open, as far as the guideline's table has rows for them."""

LINES: tuple[Cue, ...] = (
    Cue(
        values=("first",),
        patterns=(
            r"(?:first|1st|front|frst)[- ]?lines?|1 ?l|l1|up-?front|newly[- ]?(?:diagnosed|dx'?d?)|new(?:ly)? dx|just diagnosed",
            r"un-?treated|previously untreated|treatment[- ]?na[i]?ve|chemo[- ]?na[i]?ve|never (?:been )?treated|de novo",
            r"initial (?:treatment|therapy|management|regimen|chemo\w*|tx|rx)|primary (?:treatment|therapy)|induction\w*",
            r"first (?:treatment|therapy|regimen|chemo\w*)|first[- ]time|recently diagnosed|new diagnosis|no (?:prior|previous) "
            r"(?:treatment|therapy|lines?)",
            r"primera? linea|recien diagnosticad[oa]s?|tratamiento inicial|de inicio",
            r"premiere? (?:ligne|intention)|1ere ligne|nouvellement diagnostiquee?s?|traitement initial",
            r"erstlinien?\w*|erstlinie|neu ?diagnostizier\w+|erstdiagnos\w+|erstbehandlung|erste linie|primartherapie",
            r"primeira linha|recem[- ]diagnosticad[oa]s?|tratamento inicial",
            r"prima linea|nuova diagnosi|di nuova diagnosi|trattamento iniziale|appena diagnosticat[oa]",
            r"一线|初诊|初治|新诊断|首选|初始治疗",
        ),
        unless=(
            r"(?:after|to|on|following|failed|failing|despite|since|prior|post|completed|finished|had|received|through|beyond) "
            r"(?:\w+[- ]){0,2}?(?:first|1st|front|initial|induction|primary|up-?front|1l)[- ]?(?:line|treatment|therapy|regimen|chemo\w*)?",
        ),
        fires_on=(
            "first-line",
            "1L",
            "newly diagnosed",
            "treatment-naive",
            "upfront",
            "erstlinie",
            "一线",
            "untreated",
        ),
        silent_on=("after first-line chemo", "the first one", "failed initial therapy", "first stage"),
    ),
    Cue(
        values=("relapsed-refractory",),
        patterns=(
            r"relaps\w*|relasp\w*|realps\w*|relpas\w*|recurr\w*|refra?ct?[oa]r[iy]\w*|refactor[iy]\w*|re-?occur\w*|r ?/ ?r|salvage|(?:second|2nd|third|3rd|later)[- ]lines?|2 ?l|3 ?l|l2",
            r"c[ao]me back|comes back|coming back|(?:has |it |cancer |lymphoma )returned|is back(?: again)?",
            r"progress(?:ed|ing|ion|es|ive)?(?: disease)? (?:on|after|despite|during|through|under|following|since|while)",
            r"(?:failed|failing|failure of|not respond\w* to|no response to|resistant to|unresponsive to|didn'?t work|stopped working)"
            r"(?: \w+){0,2}",
            r"primary progressive|pd after|progressive disease|rr disease|(?:got|getting|gets|worse\w*|grow\w*|grew|spread\w*) (?:worse )?despite",
            r"recaida|recidiva\w*|refractari[oa]s?|recurrente|segunda linea|recayo|recidivant\w*|recidive\w*|rechute\w*|refractaires?",
            r"deuxieme ligne|2eme ligne|ruckfall\w*|rezidiv\w*|refrak?tar\w*|zweitlinie\w*|segunda linha|refratari[oa]s?|recidivad[oa]s?",
            r"seconda linea|recidivat[oa]|ricaduta|refrattari[oa]|复发\w*|难治\w*|二线",
        ),
        unless=(
            r"(?:prevent|avoid|reduce|risk of|chance of|lower the risk of|signs of) (?:a |the |any )?(?:relaps\w*|recurr\w*)",
            r"relapse[- ]free|recurring question|(?:refractory|resistant|not respond\w* to) (?:to )?(?:antibiotics?|steroids?|antihistamines?|sprays?)",
        ),
        fires_on=(
            "relapsed",
            "R/R",
            "refractory disease",
            "second-line",
            "it came back",
            "progressed after treatment",
            "recaída",
            "复发",
        ),
        silent_on=("first-line", "risk of relapse", "progress report"),
    ),
    Cue(
        values=("consolidation",),
        patterns=(
            r"consolidat\w*|konsolidier\w*|konsolidation\w*|consolid\w+",
            r"(?:in|after|achieved?|reached|reaching|with|once in) (?:an? )?(?:first |1st |second )?(?:complete |full |metabolic )*"
            r"(?:remission|cr1?|cmr|response)(?! (?:rate|assess|follow|eval|monitor))",
            r"(?<=, )complete (?:metabolic )?remission(?! rate)",
            r"post[- ]?remission|en remision completa|en remission complete|in kompletter remission|em remissao completa",
            r"in remissione completa|巩固|完全缓解后?",
        ),
        unless=(r"(?:no|not in|without|never (?:reached|achieved)) (?:a )?(?:complete )?(?:remission|response|cr)",),
        fires_on=("consolidation", "in complete remission", "after CR1", "achieved CR", "巩固"),
        silent_on=("response rate", "first-line", "not in remission"),
    ),
    Cue(
        values=("maintenance",),
        patterns=(r"maintenance|erhaltungs\w+|entretien|mantenimiento|manutencao|mantenimento|维持",),
        fires_on=("maintenance therapy", "Erhaltungstherapie", "mantenimiento"),
        silent_on=("maintain dignity", "first-line"),
    ),
)

_THERAPY = rf"(?:{TREATMENT}+|chemo\w*|treatment|therapy|radiotherapy|radiation|irradiation|rt|crt|chemoradi\w+|first[- ]line|1l|induction)"

_NOT_ITS_RESPONSE = r"(?![- ](?:treatment )?(?:response|pet|scan))"

AFTER = Cue(
    values=AFTER_TREATMENT,
    patterns=(
        rf"(?:after|post|following|since) (?:\w+[- ]){{0,3}}?(?:{TREATMENT}+|chemo\w*|first[- ]line|1l|induction|"
        rf"initial (?:treatment|therapy)){_NOT_ITS_RESPONSE}",
        rf"post-(?:\w+ ){{0,2}}?{_THERAPY}{_NOT_ITS_RESPONSE}",
        rf"after (?:the|his|her|my|all|this|that) {_THERAPY}|after (?:treatment|chemoradi\w+){_NOT_ITS_RESPONSE}",
        rf"despues de (?:{TREATMENT}+|la quimio\w*)|apres (?:{TREATMENT}+|la chimio\w*)|nach (?:{TREATMENT}+|chemo\w*)|depois d[oa] (?:{TREATMENT}+|quimio\w*)",
    ),
    unless=(rf"(?:before|prior to) (?:or )?after [\w{TREATMENT}]+",),
    fires_on=("after first-line chemo", "post-chemo", "after treatment", "nach chemo"),
    silent_on=("before chemo", "after lunch", "chemo"),
)
"""After a treatment, or the order of two: read, as `TREATED`, where every regimen and drug of the guideline's lexicon is
veiled, so that its name counts."""

TREATED = Cue(
    values=AFTER_TREATMENT,
    patterns=(
        rf"(?:completed|finished|done with|had) (?:\w+[- ]){{0,3}}?(?:{TREATMENT}+|chemo\w*|first[- ]line|1l|induction|"
        rf"initial (?:treatment|therapy)){_NOT_ITS_RESPONSE}",
        r"(?:heavily |multiply )?pre-?treated|(?:previously|already|formerly) (?:been )?(?:treated|irradiated)|treated in \d{4}",
        rf"(?:has|have|had|having|who|already|previously) (?:already |previously )?(?:had|received|got|completed|finished|undergone|been given) "
        rf"(?:\w+ ){{0,3}}?{_THERAPY}|(?:was|were|been|got) treated with (?:\w+ ){{0,3}}?{_THERAPY}",
        rf"(?:s/p|status post) (?:\w+ ){{0,2}}?{_THERAPY}|despite {_THERAPY}",
        rf"(?:mid|in the middle of|halfway through|currently (?:on|receiving|getting|having))[- ](?:\w+ ){{0,2}}?{_THERAPY}",
        r"on cycle \d|(?:only )?after (?:\d|one|two|three|four|five|six) cycles?|residual (?:disease|tumou?r|lymphoma|uptake|lesions?|mass)",
        r"no (?:cr|complete (?:remission|response))|(?:not|never) in (?:a )?(?:complete )?remission|partial (?:response|remission)|stable disease",
        rf"(?:{TREATMENT}+|treatment|chemo\w*|therapy)[- ](?:fail(?:ure|ed|s)|refractory|resistan\w+)",
    ),
    unless=(
        rf"(?:(?:has|have|had|who|already|previously) ){{0,3}}(?:had|received|got|has|have|been given) (?:no|not any|zero)(?: \w+){{0,2}}? {_THERAPY}",
    ),
    fires_on=(
        "completed induction",
        "pretreated",
        "already had radiotherapy",
        "s/p RT",
        "despite treatment",
        "mid-treatment",
        "residual disease",
        "no CR",
        "partial response",
        "treatment failure",
    ),
    silent_on=("has had no treatment", "previously untreated", "response rate", "heart failure", "chemo"),
)
"""A treatment was given already, whatever is asked."""

FLAGS: tuple[Cue, ...] = (
    Cue(
        values=("under-18",),
        patterns=(
            r"child(?:ren)?(?:'s)?|childhood|pa?ediatrics?|adolescen\w+|teen(?:s|ager?s?|aged)?|infants?|toddlers?|bab(?:y|ies)|neonat\w+|newborns?",
            r"(?:primary|elementary|middle|secondary|high)[- ]?school (?:student|pupil|kid|boy|girl|child)s?|(?:first|second|third|fourth|fifth|[1-9]th)[- ]grader",
            r"born in (?:2009|20[1-9]\d)",  # as the years pass some of them are grown up, and are told of the text's limits all the same
            r"juvenile|schoolboy|schoolgirl|minors?|kids?|under[- ]?(?:18|eighteen|age)|below 18|(?:under|younger than) (?:the age of )?18",
            r"(?:little|small|young|younger|poor|baby|school) (?:boy|girl|brother|sister|one|son|daughter)s?|(?:my|our|a|the|this|her|his) (?:\w+ )?(?:boy|girl)s?|kindergarten|(?:starts?|starting|in|at|attends?|attending|goes to) (?:primary|elementary|middle|secondary|high|grammar)[- ]?school|\d(?:st|nd|rd|th)[- ]grade(?:rs?)?|(?:dob|d\.o\.b\.|date of birth|geb\.|geboren|born|ne[ae]? le|nacid[oa])[^.?!;a-z]{0,14}(?:[a-z]+ ){0,2}(?:200[89]|20[1-9]\d)|(?:primary|nursery|elementary) school|pupil at",
            r"nin[oa]s?|pediatric[oa]s?|enfants?|pediatriques?|kind(?:er|ern|es)?|padiatrisch\w*|jugendlich\w*|criancas?|bambin[oaie]",
            r"adolescentes?|menores|儿童|小孩|孩子|青少年|患儿",
        ),
        unless=(
            r"child[- ]?pugh(?: [abc])?|(?:have|having|had|want|bear|more|any|of my|her|his|my (?:two|three|adult|grown)) (?:\w+ )?"
            r"(?:children|kids)|child[- ]?bearing(?: age)?|kind of|kinds? of|what kind|some kind|any kind|kid(?:ding|ney)|kindly",
            r"(?:adult|grown(?:-up)?) (?:child(?:ren)?|kids?)|(?:no|not a|not in|isn'?t a) child(?:ren)?|(?:mother|father|parent|mum|mom|dad) of (?:\w+ ){0,2}(?:children|kids|boys|girls|\w+)|pa?ediatric (?:nurse|doctor|ward clerk|surgeon|teacher|dentist)\w*|kind(?:est)? regards|best regards|kind re\w*",
            r"be kind|so kind|very kind|too kind",
        ),
        fires_on=(
            "a child with it",
            "paediatric",
            "teenager",
            "a newborn",
            "high-school student",
            "born in 2015",
            "under 18",
            "niño",
            "Kinder",
            "儿童",
        ),
        silent_on=(
            "Child-Pugh A",
            "born in 1968",
            "high-school teacher",
            "what kind of regimen",
            "kidney",
            "adult children",
        ),
    ),
    Cue(
        values=("pregnancy",),
        patterns=(
            r"preg\w{0,3}nan\w*|pregnat\w*|gravid\w*|(?:first|second|third|1st|2nd|3rd) trimester|trimester|weeks?' gestation|gestation\w*|weeks gestation",
            r"(?:she|who|i|wife|daughter|mother|patient|sister)(?:'s|'m) expecting(?! to| that| (?:a|the|her|his) (?:\w+ )?(?:result|scan|call|reply|letter|answer)s?)",
            r"(?:is|'s|am|'m|currently) (?:expecting(?! to| that| (?:a|the|her|his) (?:\w+ )?(?:result|scan|call|reply|letter|answer)s?)|nursing(?! home))|carrying (?:twins|a baby|a child)|"
            r"(?:baby|she is|she's|i'm|i am|woman|wife|daughter|mother) due in (?:january|february|march|april|may|june|july|august|september|october|november|december)",
            r"g\d ?p\d[ ,a-z]{0,12}\d{1,2} weeks|(?:\d{1,2}|two|three|four|five|six|seven|eight) (?:weeks|months) (?:along|gone)",
            r"breast-?[ ]?fe(?:d|ed|eding|eds)|lactat(?:ing|ion)|nursing (?:mother|her|my|a|the|an)|expecting (?:a )?(?:baby|child)|postpartum|expectant mother",
            r"embaraz\w*|enceinte|grossesse|schwanger\w*|stillend\w*|stillt|gravidez|amament\w*|incinta|gravidanza|allatt\w*|lactancia",
            r"allaite\w*|怀孕|妊娠|孕妇|哺乳",
        ),
        unless=(
            r"(?:get|become|becoming|getting) pregnant|pregnancy test(?:s|ing)?(?: before)?(?: (?:is |was )?(?:negative|neg))?|lactat(?:e)? dehydrogenase",
            r"after (?:the |my |her )?pregnancy|previous pregnanc\w+|past pregnanc\w+",
        ),
        fires_on=(
            "pregnant",
            "28 weeks gestation",
            "G2P1 at 20 weeks",
            "who is expecting",
            "carrying twins",
            "three months along",
            "breast-feeding",
            "schwanger",
            "enceinte",
            "怀孕",
        ),
        silent_on=(
            "is expecting a scan result",
            "is expecting to start",
            "scan is due in May",
            "is nursing home staff",
            "pregnancy test negative",
            "lactate dehydrogenase",
            "not applicable",
        ),
    ),
    Cue(
        values=("unfit",),
        patterns=(
            r"unfit|frail\w*|not (?:very |really |so )?fit|bed-?(?:bound|ridden)|wheel-?chair\w*|debilitated|very weak|too weak|decondition\w*",
            r"(?:ecog|ps|who|zubrod|performance(?: status| score)?|perf\.? status)(?: ps| status| score| performance status){0,3}"
            r"[ :=of]*(?:is |of |was |>=? ?|≥ ?)?(?:[2-4]|two|three|four|[01] ?(?:-|to|/|or) ?[2-4])",
            r"(?:kps|karnofsky)[ a-z:=]{0,20}(?:[1-6]0|<= ?60|≤ ?60)(?! ?%? ?(?:or|and) (?:above|higher))",
            r"(?:poor|bad|low|reduced|declining|impaired) (?:performance(?: status)?|general condition|functional status|fitness|ps)",
            r"(?:cannot|can'?t|could not|couldn'?t|unable to|won'?t|will not|not able to|too (?:old|sick|ill|weak|frail) (?:for|to)) "
            r"(?:\w+ ){0,3}?(?:tolerate|take|have|receive|get|withstand|handle|chemo\w*|intensive|aggressive)(?: \w+){0,2}",
            r"not (?:a )?(?:suitable|candidate|eligible|fit) (?:for )?(?:\w+ )?(?:chemo\w*|intensive\w*)|ineligible for (?:\w+ )?(?:chemo\w*)",
            r"(?:congestive |advanced |severe )?heart failure|chf|hfr?ef|nyha (?:class )?(?:iii|iv|3|4)|cardiomyopath\w*|weak heart|heart is (?:weak|failing)|"
            r"(?:all|most of the) day in bed|in bed (?:all|most of the) day|(?:can'?t|cannot|unable to) (?:walk|stand|get up|get out of bed)|"
            r"needs (?:help|assistance) with (?:everything|all|daily|dressing|eating)|(?:very|so) (?:sick|ill) and weak|"
            r"(?:(?:lv)?ef|ejection fraction)[ :=<]{0,3}(?:of |is |was )?[ <]?[123]\d ?%?(?!\d)|severe copd|home oxygen|oxygen-dependent|"
            r"(?:respiratory|multi-?organ|organ) failure|herzinsuffizienz|insuficiencia cardiaca|insuffisance cardiaque|心力衰竭|心衰",
            r"significant comorbidit\w+|multiple comorbidit\w+|heavily comorbid|multimorbid\w*",
            r"fragil\w*|gebrechlich\w*|unfitte[rn]?|debil|fragile|no apt[oa]|inapte|体弱|虚弱|不耐受化疗",
        ),
        unless=(r"not (?:frail|unfit|bed\w+|debilitated)|fragile x",),
        fires_on=(
            "frail",
            "ECOG 3",
            "PS 2",
            "ECOG PS of 2",
            "unfit for chemo",
            "ECOG 1-2",
            "bed-bound",
            "KPS 50",
            "heart failure",
            "LVEF 30 %",
            "NYHA III",
            "on home oxygen",
            "体弱",
        ),
        silent_on=("LVEF 60 %", "NYHA I", "ECOG 1", "ECOG 0-1", "PS 0", "fit", "KPS 90", "PS: 1"),
    ),
    Cue(
        values=("renal-impairment",),
        patterns=(
            r"(?:renal|kidney) (?:impairment|insufficiency|failure|dysfunction|disease|problems?|injury|trouble|issues?)|ckd(?: ?g?[1-5][ab]?)?",
            r"dialysis|ha?emodialysis|aki|esrd|eskd|nephropath\w*|(?:bad|weak|failing|poor|damaged|one|single|solitary) kidneys?|kidneys? (?:\w+(?:'t)? ){0,2}(?:fail\w*|bad|weak|damaged|scarred|shut\w*|gone)|"
            r"kidneys? (?:are |is )?(?:do|does|did|have|has|not|no longer|hardly|barely)(?:n't| not)? ?(?:work\w*|function\w*)",
            r"(?:impaired|reduced|poor|bad|decreased|abnormal|low|declining) (?:renal|kidney)(?: function)?",
            r"(?:e?gfr|crcl|cr ?cl|creatinine clearance)[ a-z:=<]{0,12}(?:[0-5]?\d)(?!\d|[.]\d)",
            r"(?:high|elevated|raised|rising|increased) creatinine|creatinine (?:is |of |was )?(?:high|elevated|raised|up|rising)",
            r"creatinine (?:of |is |was |at |: ?|= ?)?(?:[2-9](?:[.,]\d+)?|1[.,][5-9]\d?|1[5-9]\d|[2-9]\d\d)(?![\d.,]\d|\d|[ -]?(?:times|x|weekly|days?|weeks?|months?|hours?|h)(?![a-z]))|cr [2-9]\.\d",
            r"insuficiencia renal|insuffisance renale|niereninsuffizienz|nierenversagen|nierenschwache|insufficienza renale",
            r"肾功能不全|肾衰竭?|肾功能损害|透析",
        ),
        unless=(r"normal (?:renal|kidney) function|acute kidney-shaped",),
        fires_on=(
            "renal impairment",
            "CKD 4",
            "on dialysis",
            "eGFR 35",
            "CrCl 40",
            "kidney failure",
            "creatinine is high",
            "creatinine of 3.5",
            "kidneys don't work",
            "肾衰",
        ),
        silent_on=(
            "normal renal function",
            "creatinine 0.9",
            "creatinine 80",
            "creatinine 2 times a week",
            "creatinine of 1.1",
            "eGFR 95",
            "renal cell carcinoma",
        ),
    ),
    Cue(
        values=("hepatic-impairment",),
        patterns=(
            r"(?:hepatic|liver) (?:impairment|insufficiency|failure|dysfunction|disease|problems?|injury|trouble|issues?|damage)",
            r"cirrho\w*|child[- ]?pugh(?: [abc])?|jaundice\w*|(?:bad|weak|failing|poor|damaged|scarred) liver|liver (?:is |was )?(?:failing|bad|damaged|scarred)",
            r"(?:impaired|reduced|poor|bad|decreased|abnormal) (?:hepatic|liver)(?: function)?|(?:high|elevated|raised) (?:bilirubin|lfts|"
            r"liver enzymes|transaminases|alt|ast)|bilirubin (?:is |of |was )?(?:high|elevated|raised|up|[3-9]|\d{2})|"
            r"portal hypertension|(?:ast|alt)(?: of| is| was|:)? ?(?:[2-9]\d\d|\d{4})",
            r"insuficiencia hepatica|insuffisance hepatique|leberinsuffizienz|leberversagen|leberzirrhose|insufficienza epatica",
            r"cirrosis|cirrhose|cirrose|cirrosi|肝功能不全|肝硬化|肝衰竭?",
        ),
        fires_on=("hepatic impairment", "cirrhosis", "Child-Pugh B", "liver failure", "bilirubin is high", "肝硬化"),
        silent_on=("ALT 25", "normal liver function", "liver biopsy", "spread to the liver"),
    ),
    Cue(
        values=("cns-disease",),
        patterns=(
            r"(?:cns|central nervous system|brain|leptomeningeal|meningeal|intracranial|cerebral|spinal cord)[- ]?(?:\(\w+\) )?"
            r"(?:disease|involvement|involved|lymphoma|positive|spread|mets|metasta\w+|lesions?|relapse|infiltration|deposits?|invasion|extension|seeding|compression|\+)",
            r"(?:in|to|of|into) (?:the |his |her |my )?(?:cns|central nervous system|brain|meninges|csf|(?:cerebro)?spinal fluid)(?! symptoms)|neuro-?lymphomatosis|"
            r"csf (?:is )?(?:positive|involvement|cytology positive|blasts)|positive csf|leptomening\w+|meningeosis\w*|lymphomatous meningitis",
            r"(?:with|has) cns(?! symptoms)|(?:her|his|the|my) cns is (?:involved|affected|positive)|cns (?:is )?involved|afectacion del snc|snc|atteinte (?:du )?snc|zns[- ]?(?:befall|beteiligung)|zns|"
            r"coinvolgimento del snc|中枢(?:神经系统)?(?:受累|侵犯|浸润)?|脑转移",
        ),
        unless=(r"cns symptoms|symptoms of (?:the )?cns|cns prophylaxis|brain fog",),
        fires_on=(
            "CNS involvement",
            "CNS disease",
            "intracranial extension",
            "spread to the brain",
            "CSF positive",
            "ZNS-Befall",
        ),
        silent_on=("CNS symptoms", "CNS prophylaxis", "brainstorm"),
    ),
    Cue(
        values=("hiv",),
        patterns=(
            r"hiv[- ]?(?:1|2|positive|pos|infected|infection|\+)?|aids|plhiv|plwh|pwh|retroviral disease|immunodeficiency virus|antiretroviral\w*|haart|cd4 (?:cell )?count(?: is| was| of)?[ :=<]*(?:\d+|low)|vih|seropositiv\w*|sida|艾滋病?",
        ),
        unless=(
            r"hiv(?: 1/2| antibod\w*| ab| serology| test)? (?:is |was )?(?:non-? ?reactive|not detected)|hiv[- ]?(?:test\w*|screen\w*|serolog\w*|status)(?: (?:is )?(?:negative|neg))?|visual aids|hearing aids?|band-?aids?",
        ),
        fires_on=("HIV-positive", "living with HIV", "on antiretroviral therapy", "CD4 count 80", "AIDS", "VIH"),
        silent_on=("HIV non-reactive", "hive", "hearing aids", "HIV testing"),
    ),
    Cue(
        values=("transplant-recipient",),
        patterns=(
            r"(?:kidney|renal|liver|heart|cardiac|lung|solid[- ]organ|organ|pancreas|hepatic)[- ]transplant\w*",
            r"transplant(?:ation)? recipients?|post[- ]?transplant(?:ation)?|ptld|transplanted (?:kidney|liver|heart|lung|organ)|"
            r"(?:kidney|renal|liver|hepatic|heart|cardiac|lung)[- ](?:allo)?graft\w*|new (?:kidney|liver|heart|lungs?) (?:in|since|last|from|years)",
            r"(?:relaps\w*|recurr\w*|progress\w*) (?:after|following|post)[- ](?:an? |the |her |his )?(?:allo\w*|auto\w*|transplant\w*|bmt|sct|hsct)",
            r"(?:had|underwent|received|after|previous|prior|s/p) (?:an? |her |his |the )?(?:\w+ )?(?:donor )?(?:kidney|liver|heart|lung|organ) "
            r"(?:transplant\w*)|trasplante (?:de )?(?:rinon|renal|hepatico|organo)\w*|trasplantad[oa]|greffe (?:de )?(?:rein|foie|coeur)\w*",
            r"greffee?|nierentransplant\w*|lebertransplant\w*|organtransplant\w*|trapiantat[oa]|肾移植|肝移植|器官移植",
        ),
        fires_on=("kidney transplant recipient", "post-transplant", "relapsed after allo-SCT", "organ transplant"),
        silent_on=("allogeneic transplantation as consolidation", "bone marrow transplant"),
    ),
)
