"""What a question wants: a treatment, a detail of one, a dose, an explanation. Tables only; each row holds its examples.

Patterns run over folded text and stand for whole words.
"""

from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    REGIMEN = "regimen"
    """Which treatment: the decision table's own question, asked outright."""
    TREATMENT = "treatment"
    """A word of treatment: in doubt, it asks for one."""
    DOSE = "dose"
    DRUGS = "drugs"
    CYCLES = "cycles"
    RADIOTHERAPY = "radiotherapy"
    ORDER = "order"
    CLAIM = "claim"
    """Something is taken for granted and to be confirmed."""
    EXPLAIN = "explain"
    OUT = "out"
    """Something is said to be ruled out ("so it is out?")."""
    NEW_PATIENT = "new patient"
    EACH = "each"
    """Points back at what the last reply listed."""


DETAILS = (Ask.DRUGS, Ask.CYCLES, Ask.RADIOTHERAPY, Ask.ORDER)


WANTS = frozenset({Ask.REGIMEN, Ask.TREATMENT, Ask.DOSE, *DETAILS})
"""What asks for a treatment or a part of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRow:
    ask: Ask
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    fires_on: tuple[str, ...]
    silent_on: tuple[str, ...]


ASKS: tuple[AskRow, ...] = (
    AskRow(
        ask=Ask.REGIMEN,
        patterns=(
            r"(?:what|which|whats|wat|wich|best|recommended|recommend|preferred|standard|optimal|suggested|appropriate|correct|right|main|usual|"
            r"give me the|list the|list|tell me the|name the|any)(?:'s| is| are| the| would be| should be)?(?: (?!goals?|aims?|end|response|reasons?|side|effects?|outcomes?|costs?|survival|risks?|why)\w+){0,3}? "
            r"(?:treatments?|therap(?:y|ies)|regim(?:en|e)s?|chemo\w*|protocols?|medicines?|medications?|drugs?|tx|rx|options?|management|combination)",
            r"how (?:do|does|should|would|to|is|are|can|will|shall|best to)(?: \w+){0,6}? (?:treat(?:ed)?|managed?|handled?)",
            r"what (?:do|should|would|can|could|shall|will|must) (?:\w+ ){0,3}?(?:give|use|start|offer|prescribe|do|recommend|get|receive|have|take|need)",
            r"what (?:is|are|was) (?:used|given|recommended|preferred|advised|suggested|indicated|offered|done|listed)",
            r"what (?:next|now|then)|what'?s next|next step|where do we go|drug names?|how (?:would|do|should) you treat",
            r"(?:tratamiento|traitement|behandlung|therapie|tratamento|trattamento|terapia|cura|medicina|medicamentos?|chimio\w*|quimio\w*|chemio\w*)",
            r"(?:como|comment|wie|come|qual|quel|quelle|welche\w*|quale|cual|que)(?: \w+){0,4}? (?:trata\w*|trait\w*|behandel\w*|cura\w*|tratt\w*|soign\w*)",
            r"what (?:does|would|do) (?:the|this|your) (?:guidelines?|text|table|guidance) (?:list|offer|recommend|advise|suggest|give|propose)"
            r"(?: now| here| then| next| for (?:her|him|them|me|this|that|it|this patient))?(?=\W*$|[.?!;])",
            r"方案(?!中)|怎么治疗?|如何治疗|治疗|用什么药|化疗|用药|什么药",
        ),
        unless=(
            r"(?:goals?|aims?|end|response|during|after|before|reason|outcome|course|side effects?|monitor\w*) (?:of|to|for|during|after|before)? ?"
            r"(?:the )?(?:treatment|therapy|regimen|chemo\w*)",
            r"individuali[sz]\w+ (?:treatment|therapy)|treatment[- ](?:response|naive|related|goal)",
        ),
        fires_on=(
            "Which regimen?",
            "How do you treat stage IV?",
            "What should she get?",
            "¿Qué tratamiento?",
            "怎么治疗",
        ),
        silent_on=(
            "Which imaging?",
            "Is it an option for stage IV?",
            "What is the goal of treatment?",
            "How is response assessed?",
        ),
    ),
    AskRow(
        ask=Ask.TREATMENT,
        patterns=(
            r"treat(?:ment|ments|ed|ing|s|able|)|therap\w+|manag\w+|medicine|medicines|medication\w*|drugs?|chemo\w*|immunotherap\w*|"
            r"given?|giving|prescrib\w*|options?|recommend\w*|prefer(?:red|ence|ably)?|plan|approach|used?|cure|consolidat\w*|transplant\w*|"
            r"maintenance|salvage|go with|start(?:ing)?|switch\w*|add(?:ing)?|combin\w+|substitut\w*|replace\w*|same thing|still (?:ok|hold|apply)|"
            r"indicated|candidate|suitable|appropriate|role (?:of|for)|radio-?therap\w*|radiation|irradiat\w*|rt|infus\w+|remed(?:y|ies)",
            r"regim(?:en|e)s?|tx|rx|protocols?|standard of care|soc|(?:first|1st|front|second|2nd)[- ]?line|1l|2l|up-?front|r/r",
            r"repeat (?:the|that|them|it)|(?:list|show) (?:it|them|that) again|listed|irradiated|omitted|left out",
            r"traitement|behand\w+|tratami?ent\w+|trattamento|治疗|一线|二线",
        ),
        unless=(r"no drugs|drug names? only",),
        fires_on=(
            "Is it an option?",
            "1L?",
            "first-line",
            "role of radiotherapy",
            "what is used",
            "Can she have a transplant?",
        ),
        silent_on=("Which imaging?", "prognostic factors"),
    ),
    AskRow(
        ask=Ask.DOSE,
        patterns=(
            r"dos(?:e|es|age|ages|ing|ed)|doseage|posolog\w*|dosis|dosi|dosaggio|dosagem|dosierung|剂量|用量|多少(?:毫克|单位)",
            r"m(?:illi)?gs?|mg ?/ ?(?:m2|kg|m\^2)|per (?:m2|sq(?:uare)?(?:[ -]?met(?:er|re))?|kg|kilo\w*|fraction|day|body)|milligram\w*|grams?|mcg|"
            r"(?:i\.?u\.?|units?)(?: ?/ ?(?:m2|kg))?|iu/m2|u/m2|auc|bsa|m2",
            r"how much (?!radi|rt|gy|time|does it cost|will it cost|longer)(?:\w+ )?(?:\w+)|quantit(?:y|ies)|(?:the|what|which) amounts?|amount (?:of each|per|for)|quadratmeter|metro cuadrado|metre carre|strength|how many (?:mg|milligrams|units|grams|ml|tablets|pills|iu)",
            r"fractions?|fractionat\w*|(?:im|iv|sc|po) or (?:im|iv|sc|po)|given (?:im|iv|sc|orally)|too (?:much|little|high|low)|\d{3,5}(?: ?(?:iu|units?|mg))? of|weekly|gy per|per gy|infusions?|infuse\w*|infused over|route|intraven\w*|subcutan\w*|intramusc\w*|sub-?q|i\.m\.|iv push|"
            r"orally|by mouth|over how (?:many|long)|drip rate",
            r"(?:which|what) days?|on day|days? (?:1|one|8|15)|cycle length|length of (?:each|a|the) cycle|how long (?:is|does) (?:each|a|one) cycle|"
            r"every (?:\d+|two|three|four|how many) ?(?:weeks?|days?)|q ?\d+ ?(?:w|d|weeks?|days?)|dose[- ]intens\w*|days between|how far apart",
            r"(?:administration|dosing|drug|treatment|chemo\w*|cycle) schedule|schedule of|how (?:is|are) (?:it|they|each|\w+) (?:given|administered|dosed|infused)",
        ),
        unless=(r"mg/dl|units? (?:of the hospital|ward)|two units of blood|high[- ]dose chemo\w* and autologous",),
        fires_on=(
            "What dose of each?",
            "IU/m2",
            "how much of it",
            "mg per square metre",
            "which day",
            "per fraction",
            "剂量",
        ),
        silent_on=("how much radiotherapy", "cycles", "which drugs"),
    ),
    AskRow(
        ask=Ask.DRUGS,
        patterns=(
            r"what(?:'s| is| are|s) (?:in|inside|within)|what(?:'s| is| are| does| do)? (?:\w+ ){0,3}?(?:made (?:up )?of|stands? for|consist\w* of|contains?|include[sd]?|comprise[sd]?)",
            r"(?:which|what) (?:\w+ )?(?:drugs?|agents?|medicines?|medications?|components?|ingredients?)(?: (?:are|is|make|does|do|go))?(?: \w+){0,3}? (?:in|of|up|make|inside|contain\w*|includ\w*)",
            r"components?|composition|constituents?|ingredients?|breakdown|spell out|stands? for|acronym|consists? of|made up of|contains?|"
            r"contained|containing|compris\w+|include[sd]?|part of|what drugs|which drugs",
        ),
        unless=(r"[a-z]{5,}[- ]containing(?= (?:regim\w+|chemo\w*|treatments?|therap\w+|protocols?|combinations?))",),
        fires_on=(
            "What is in it?",
            "Which drugs are in each?",
            "composition of the second",
            "What does it stand for?",
        ),
        silent_on=("Which regimen?", "how many cycles"),
    ),
    AskRow(
        ask=Ask.CYCLES,
        patterns=(
            r"(?:how many|number of|no\.? of|how much)(?: \w+){0,2}? (?:cycles?|courses?|rounds?|times|blocks?|sessions?)|cycles?|courses?(?! of action)|"
            r"rounds? of|duration of (?:treatment|chemo\w*|therapy)|how long (?:is|does|will)(?: \w+){0,4}? (?:treatment|chemo\w*|therapy|last|regimen)",
            r"ciclos?|zyklen|cicli|周期|疗程|combien de (?:cycles|cures)|wie viele zyklen|quantos ciclos|quanti cicli|cuantos ciclos",
        ),
        unless=(r"motor-?cycles?|(?:menstrual|cell) cycle|cycle length",),
        fires_on=("How many cycles?", "number of courses", "combien de cycles"),
        silent_on=("bicycle", "which drugs"),
    ),
    AskRow(
        ask=Ask.RADIOTHERAPY,
        patterns=(
            r"radio-?therap\w*|radiation|irradiat\w*|rt|xrt|imrt|isrt|gy|gray|grays|radiashun|radiotherepy|radioterapia|radiotherapie|bestrahlung|放疗",
            r"chemo-?radi\w+|ccrt|crt",
        ),
        unless=(r"rt[- ]?q?pcr|gray area|grays anatomy",),
        fires_on=("What radiotherapy dose?", "How many Gy?", "RT?", "concurrent chemoradiation"),
        silent_on=("RT-PCR", "which drugs"),
    ),
    AskRow(
        ask=Ask.ORDER,
        patterns=(
            r"(?:what|which|in what|in which) (?:order|sequence)|sequenc(?:e|ing)|(?:comes?|goes|given|done|is) (?:first|before|after|last)|before or after|"
            r"first or (?:second|last|after)|concurrent(?:ly)? or|sequential(?:ly)? or|at the same time|simultaneous\w*|together with radio\w*|upfront or after",
        ),
        fires_on=("In what order?", "RT before or after chemo?", "Is it given at the same time?"),
        silent_on=("in order to", "which drugs"),
    ),
    AskRow(
        ask=Ask.CLAIM,
        patterns=(
            r"(?:right|correct|yes|ok|okay|true|agreed?|no|huh|eh|innit)\s*\?*$|(?:please )?confirm|can you confirm|is(?:n't)? (?:it|that) (?:true|right|correct|so)|isn'?t it|"
            r"am i right|i (?:understand|read|heard|learned|know|believe|was told|thought)|(?:we|they|guidelines?|everyone|my doctor) (?:all )?(?:know|knows|say|says|agree|said)|"
            r"as (?:we|you) know|since|because|given that|it is (?:known|established|well[- ]known)|obviously|surely|of course|doesn'?t it|don'?t (?:we|they|you)|just say yes",
        ),
        fires_on=("It is first line, right?", "Please confirm it is first line", "Since it is standard"),
        silent_on=("Which regimen?",),
    ),
    AskRow(
        ask=Ask.EXPLAIN,
        patterns=(
            r"why|how come|reasons?|mechanisms?|rationale|explain|because of what|what (?:causes|makes|explains)|por que|pourquoi|warum|perche|为什么",
            r"what (?:is|are|does) (?:an? |the )?[\w /-]{2,40}(?: mean)?\?*$|define|definition|meaning|how (?:does|do|did) [\w/ -]{2,40}? work",
        ),
        fires_on=("Why are they avoided?", "What is ferritin?", "How does it work?"),
        silent_on=("Which regimen?",),
    ),
    AskRow(
        ask=Ask.OUT,
        patterns=(
            r"(?:is|are|was|were|be|so|its|it'?s) (?:\w+ )?(?:out|avoided|not (?:used|recommended|an option|indicated|effective|useful|an answer|good)|off the table|"
            r"no (?:longer|good)|excluded|contraindicated|useless|ineffective|obsolete|wrong)|should(?:n't| not) (?:\w+ ){0,3}(?:use|give|have|get|be)|avoid\w*|"
            r"(?:does|do|would|will)(?:n't| not) work|why not|never (?:use|give)|(?:why|how come) (?:is|are|isn't|aren't|can't|don't|not)|resistan\w+|ineffective",
        ),
        fires_on=("so it is out?", "it should be avoided?", "Why not that?", "it doesn't work here?"),
        silent_on=("It is first line, right?", "Is it an option?"),
    ),
    AskRow(
        ask=Ask.NEW_PATIENT,
        patterns=(
            r"(?:another|new|different|next|second|other) (?:patient|case|person|one now|pt)|new question about (?:someone|another)|(?:my|a) (?:next|new|other) patient|"
            r"start over|forget (?:that|the) (?:patient|case|one)|reset",
        ),
        fires_on=("another patient", "new case", "different patient now"),
        silent_on=("the patient", "second regimen"),
    ),
    AskRow(
        ask=Ask.EACH,
        patterns=(
            r"each|these|those|them|all of (?:them|these|those)|both|either(?: one)?|the (?:first|second|third|fourth|last|former|latter|other|preferred|alternative)"
            r"(?: (?:one|option|regimen|row|choice|two))?|(?:option|number|no\.?|#) ?(?:1|2|3|4|one|two|three|four)|that (?:one|regimen|option)|it|this (?:one|regimen)",
        ),
        unless=(
            r"the first[- ]line|the (?:last|first) (?:week|month|year|time)|the second (?:week|opinion|line)|is it (?:true|right|correct)",
        ),
        fires_on=("what dose of each?", "how many cycles of the second one?", "option 2"),
        silent_on=("the first-line", "which regimen"),
    ),
)

ORDINALS: tuple[tuple[int, str], ...] = (
    (0, r"the (?:first|former|1st)(?: (?:one|option|regimen|row|choice))?|(?:option|number|no\.?|#) ?(?:1|one)"),
    (1, r"the (?:second|2nd)(?: (?:one|option|regimen|row|choice))?|(?:option|number|no\.?|#) ?(?:2|two)"),
    (2, r"the (?:third|3rd)(?: (?:one|option|regimen|row|choice))?|(?:option|number|no\.?|#) ?(?:3|three)"),
    (3, r"the (?:fourth|4th)(?: (?:one|option|regimen|row|choice))?|(?:option|number|no\.?|#) ?(?:4|four)"),
    (-1, r"the (?:last|latter)(?: (?:one|option|regimen|row|choice))?"),
)
"""Which of the rows that the last reply listed is meant, by place."""
