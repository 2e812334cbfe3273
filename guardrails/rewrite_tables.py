"""Word lists for making a follow-up stand alone: which words point back, which carry no subject of their own."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSON = _set("he him his she her hers")
THING = _set("it its")
PLURAL = _set("they them their theirs")
POINTING = _set("this that these those")
"""Points back when it stands alone ("is that rare?") and when it stands before a noun ("that test")."""
DISEASE = _set(
    "disease cancer lymphoma leukaemia leukemia tumour tumor malignancy condition illness patient person case treatment therapy work-up workup"
)
"""What a clinical talk is about all the time: "this disease" points at nothing else."""
TEAM = _set(
    "ask assess check do examine find follow get give look measure need monitor perform recommend repeat say see start stop take tell test treat use want"
)
"""What "they" do who treat a patient."""
POSSESSIVE = _set("his her its their")
PRONOUNS = PERSON | THING | PLURAL | POINTING

AUXILIARY = _set(
    """am is are was were be been being do does did has have had having can could may might must shall should will would
    ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't shouldn't wasn't weren't won't wouldn't
    what's it's that's who's where's there's how's he's she's i'm i've i'd i'll you're you've we're we've they're let's"""
)
DO = _set("do does did can could may might must shall should will would")
"""After these the subject comes, and after the subject a verb."""
PREPOSITION = _set(
    """about above across after against along among around as at before behind below beside besides between beyond by down
    during for from in inside into like near of off on onto out outside over per since through throughout to toward towards
    under until up upon versus vs with within without"""
)
DETERMINER = _set(
    "a an the all any both each every either neither no some such most more less few many much several enough"
)
QUESTION_WORD = _set("what which who whom whose when where why how")
JOINING = _set("and or but nor so yet if when while because although though than that whether then unless once")
PERSONAL = _set(
    "i me my mine myself you your yours yourself we us our ours ourselves one ones someone somebody anyone himself herself itself themselves"
)
ADVERB = _set(
    """again ago ahead almost alone already also always anyway away back currently else especially even eventually ever exactly
    far first finally furthermore generally here however indeed instead just later likely mainly maybe mostly namely never
    next not now often okay ok only otherwise perhaps please possibly pretty probably quickly quite rather really recently
    still soon specifically thanks thank there therefore today together tomorrow tonight too typically usually very well yes
    yesterday hi hello hey dear oh um hmm sorry no nope yeah actually basically simply apparently afterwards thereafter
    beforehand meanwhile daily weekly monthly yearly eventually specifically originally etc"""
)
FUNCTION = (
    PRONOUNS | AUXILIARY | PREPOSITION | DETERMINER | QUESTION_WORD | JOINING | PERSONAL | ADVERB
)  # fmt: skip
"""Words that are never part of a subject."""

VERB = _set(
    """accept achieve act add advise affect agree allow appear apply argue ask assess attend avoid become became begin began
    believe belong bring buy call came cause care carry change check choose come compare conduct consider contain continue
    cost create cure deal decide define depend describe detect determine develop did die differ discuss do drink eat end
    enjoy ensure evolve exist expand expect explain fail feel felt find follow form found gave get give given go goes going
    gone got grow guess happen hear heard help hold identify improve include increase indicate influence inform invent
    involve join keep kill knew know known last lead learn leave led left let lie live look lose lost lower made make manage
    matter mean meant meet mention met move name need obtain occur offer open own pay perform pick play prefer prepare
    prevent produce protect prove provide put raise reach read receive recommend reduce refer relate release remain remember
    remove represent require respond return run said saw say see seem seen sell send serve set show sit sold sound speak
    spend spread stand start state stay stop store suffer suggest support survive take taken taught teach tell test think
    thought told took train treat tried try turn understand use walk want watch weigh went win wish won wonder work worry
    write written wrote"""
)
"""Common verbs, as they are written without an ending; -s, -ed and -ing are cut."""

WEAK = _set(
    """able age amount answer article aspect background bad basic best better big bigger biggest bit case certain characteristic
    chance choice close cheap clear common component current day deal detail difference different difficult due early easier easiest
    easy effect effective entire evidence example expensive expert extra fair fact factor famous far feature few fine form former full
    fun function general good great group hard harder harm helpful high higher highest history idea impact important info
    information interest interesting issue key kind large larger largest latest least less level life line list little long longer
    lot low lower lowest main major man matter method million minor moment month name new nice normal number old older oldest
    option origin original other others overall part particular past pattern people percent period person place
    point poor popular population possible potential precise present problem procedure process property purpose question
    quick rare rate real reason recent related relevant result right rise risk role rule safe same second sense serious
    sign significance significant similar similarity simple single situation size small smaller smallest sort source special specific
    standard step strong stuff success successful sure symptom system term thing third time tip top topic total true type typical
    use used useful usual value variety various version way week word worse worst worth wrong year young
    advantage disadvantage benefit cost cause consequence option treatment definition meaning need opinion story text guideline science study research finding suggestion doctor
    anything something nothing everything anyone everyone two three four five six ten one"""
)
"""Words that say too little to be what a question is about: "the main types", "side effects"."""

UNIQUE = _set(
    """world earth sun moon sky sea ocean internet web public government president law environment morning evening afternoon night
    past future present end beginning start middle rest weekend radio tv television news economy ground air nose skin brain heart
    liver lung lungs kidney kidneys body blood head eye eyes ear mouth throat stomach gut bowel spleen marrow abdomen chest pelvis
    neck testes bones spine doctor hospital clinic pharmacy us usa uk eu un fda who"""
)
"""There is one of these: "the brain" points at nothing that was said before."""

OF_THE_TEXT = _set(
    "article guideline guidance text document publication review study paper book page section chapter table figure question answer"
)
"""What is read or asked itself: "this guideline" points at nothing that was said."""

BESIDES = r"\b(?:besides|in addition to|apart from|aside from|other than|as well as)\b"
"""After these a message says itself what it goes beyond."""

COMPARES = _set("other others else another additional further")
"""Leaves open other than, or beyond, what."""

COMPARES_AT_END = COMPARES | _set(
    "too well instead afterwards thereafter beforehand next then also similar same more again"
)
"""The same, at the end of a message."""

TELL = _set("tell explain describe say know give think want need please like show let mean ask told")
"""What a question asks for, and not about."""

PLACE_BEFORE = _set("in at around near visit")

OPENERS = r"(?:ok(?:ay)?|and|but|so|also|then|well|right|thanks?|thank you|great|good|interesting|i see|agreed|oh|no|yes|hmm?)[,.!: ]+"
"""What a message may open with before it says anything."""

ASKS = (
    r"\?\s*$|^\W*(?:(?:and|but|so|then|also|ok(?:ay)?|please|now|well)\W+)*(?:what|which|who|whom|whose|when|where|why|how|tell|explain|describe|give|"
    r"list|show|remind|compare|summari[sz]e|define|let['’]?s|can|could|would|will|should|do|does|did|is|are|was|were|has|have|any)\b"
)
"""A sentence that asks: it ends so or it begins so."""

ELLIPSIS = (
    r"(?:and |but |so |ok(?:ay)?,? )*(?:what|how) about\b|(?:why|how|when|where|who|which|what)(?: not| so| then| else| exactly| "
    r"specifically)?\W*$|(?:anything|something|what|who|where|how) else\b|how so\b|go on\b|tell me more\b|more (?:details?|information|please|on|about)\b|"
    r"(?:can|could|would|will) you (?:please )?(?:expand|elaborate|explain|clarify|say more)\b|in what way\b|how (?:often|long|soon|far|much|many times)\W*(?:$|,)|such as\b|for example\b|like what\b|"
    r"(?:and|then) (?:if|in|for|with|after|before)\b|any others?\b|(?:no[,.]? )?i (?:mean|meant)\b|(?:what|which) (?:kinds?|types?|sorts?|ones?) (?:of )?(?:am|is|are|was|were|do|does|did|can|could|"
    r"should|would|will|might)\b|how many (?:do|does|did|are|should|can|would|will)\b|(?:and |but )?(?:what|how|when|where) (?:then|next|after(?:wards)?|before(?:hand)?)\b"
)
"""How a message begins that is only the rest of a question."""

EXPLETIVE = (
    r"(?:(?:is|was|makes?) it |(?:would|will|can|could|may|might) it be )(?:\w+ly |ever |still |not )?"
    r"(?:(?!\w+(?:ed|er)\b)\w+|the case|recommended|suggested|advised|considered|better|needed|required|allowed) (?:to|that|for|if|when|whether|between)\b(?!.{0,80}\bthan\b)|"
    r"\b(?:does|did|will|would) it (?:mean|take|cost|matter|rain|snow|make sense)\b(?= (?:to|for|if|when|that)\b)|"
    r"\bit(?:['’]s| is| was) \w+ (?:to|that|for|if|when|whether)\b|"
    r"\b(?:that|this|it)(?:['’]s| is| was) (?:a |an |all )?(?:really |very |so )?(?:great|good|fair|interesting|excellent|nice|helpful|right|true|fine|"
    r"clear|sad|amazing|cool)\b[^.?!,]{0,30}[.!,]"
)
"""An "it" that stands for nothing said before."""

ASK_WORD = (
    r"(?:what|which|who|whom|whose|when|where|why|how|tell|explain|describe|list|name|summari[sz]e|compare|"
    r"(?:can|could|would|will|should|do|does|did|is|are|was|were|has|have|must|may|need) "
    r"(?:i|we|you|they|he|she|it|there|the|a|an|my|his|her|this|that|these|those|their|our|any|all|one|some|every|each|patients?)|"
    r"(?:is|are|does|do|should|can) [\w/-]+ )\b"
)
"""How a question begins."""

COURTESY = (
    r"(?:(?:hi|hello|hey|dear|good (?:morning|evening|afternoon|day)|greetings|thanks?(?: you)?(?: so much| very much| a lot| in advance| again)?|many thanks|"
    r"cheers|sorry|apologies|excuse me|please|ok(?:ay)?|so|well|anyway|right|um+|uh+|er+|hm+|also|and|but|now|quick(?:ly)?|one more thing|quick question|"
    r"(?:doc(?:tor)?|all|there|everyone|team|folks|colleagues|sir|madam|friend|guys|ward)|"
    r"(?:for|to) (?:the|this|such a|my) (?:long|silly|stupid|basic|late|rambling)[\w ]{0,20}|to bother you(?: again)?|if (?:that|this) is (?:ok|okay|a silly question)|"
    r"i hope (?:that|this|you)[\w' ]{0,30})\b[\s,.!:;—–-]*)+"
)
"""What a message opens with that says nothing."""

INDIRECT = (
    r"\b(?:(?:i|we)(?:'m| am|'re| are| was| were|'d| would|'ve| have)? ?(?:just |really |only |still |also |simply |actually |been )*"
    r"(?:want(?:ed)?|like|love|need(?:ed)?|have|trying|wondering|curious|keen|asking|here)(?: to)?(?: just)?(?: ask(?: you)?| know| find out| understand| see| hear| be sure| check)?"
    r"(?: about| whether| if)?|(?:my|the|our|his|her|one) (?:main |real |actual |only |next |last )?question(?: here| now| really| then)? (?:is|was|would be)(?: really| simply)?|"
    r"(?:can|could|would|will) (?:you|anyone|anybody|someone) (?:please |maybe |perhaps |kindly )?(?:tell|remind|explain|help|advise|clarify|say)(?: to)?(?: me| us)?(?: about| with)?|"
    r"(?:do|does) (?:you|anyone|anybody) (?:happen to )?know(?: whether| if| about)?|(?:please )?(?:tell|remind) (?:me|us)(?: about| again)?|"
    r"any idea|what (?:i|we) (?:really |actually )?(?:want|need|wanted) to (?:know|ask) is|"
    r"(?:keeps?|kept|is|are|was|were) (?:asking|wondering)(?: me| us)?(?: about| whether| if)?)[\s,:—–-]+(?=(?:exactly |then |please )?(?:what|which|who|whom|"
    r"whose|when|where|why|how|is|are|do|does|did|can|could|should|will|would|the|a|an|any|there|about|whether|if)\b)"
)
"""What stands before a question that is told: "I just wanted to ask which ..."."""

NO_QUESTION = (
    r"^(?:can|could|would|will|may|might) (?:you|i|we|someone|anyone) (?:please |maybe )?(?:help|ask|bother|trouble)(?: me| us| you)?(?: (?:out|with this|a question|"
    r"something|one thing|about this))?\W*$|^how are you\b|^(?:you know|right|is that (?:ok|okay|alright)|does that make sense|do you mind|who knows|why (?:us|me|him|her))\W*$|"
    r"^what can (?:you|one) do\W*$|^isn't it\b|^can you believe\b"
)
"""Ends like a question and asks nothing."""
