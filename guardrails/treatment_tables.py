"""Words by which a sentence of an ingested document says, or may say, what to give, to whom and how much.

Patterns over folded text, whole words. In doubt a word stands here: what is held back is said to be there, what is let
through is quoted.
"""

DOSES = (
    r"\d+(?:[.,]\d+)?(?:[- ]?(?:to|-|/)[- ]?\d+(?:[.,]\d+)?)? ?(?:mg|mcg|ug|μg|g|kg|grams?|milligrams?|micrograms?|ml|millilit(?:er|re)s?|cc|iu|miu|mu|u|units?|gy|cgy|grays?|mci|mbq|gbq|"
    r"mmol|meq|auc|%? ?(?:cream|gel|ointment|solution|drops?))(?:\b|/)(?! ?/ ?(?:dl|l|ml|mm|ul|cell|24 ?h creat))",
    r"\d+(?:[.,]\d+)? ?/ ?(?:m2|m\^2|kg|day|d|week|wk)|mg|mcg|μg|micrograms?|milligrams?|grams?(?![ -]?(?:neg|pos|stain))|gy|cgy|grays?|iu|auc ?\d*|mg/(?:m2|kg|m\^2)|g/m2|iu/m2|per (?:square met\w+|kilogram|kg|m2)|/ ?m2|/ ?kg",
    r"(?:once|twice|thrice|three times|four times|\d+ times?|\d+ ?x|x ?\d+) ?(?:a|per|each|every|/)? ?(?:day|daily|week|weekly|month|monthly|night)\w*|(?:bi|tri|thrice-|twice-|once-)?(?:daily|weekly|nightly)|"
    r"[bt]\.?i\.?d\.?|q\.?[ids]\.?d?\.?|q ?\d+ ?(?:h|d|w|hours?|days?|weeks?|hourly|weekly)?|qod|prn|b\.?d|t\.?d\.?s|p\.?o|i\.?v|i\.?m|s\.?c|per os",
    r"every (?:other |second |third )?(?:\d+|one|two|three|four|five|six|seven|eight|ten|twelve|few|couple of)? ?(?:-|to)? ?\d* ?(?:hours?|days?|weeks?|months?|nights?|mornings?|evenings?|meals?|breakfasts?)",
    r"(?:days?|d) ?\d+ ?(?:-|to|and|,|,? ?&) ?\d+|day (?:1|one)|on days? \d+|(?:\d+|one|two|three|four|five|six|seven|eight|ten|several|further|additional)[ -](?:to [a-z]+ )?(?:cycles?|courses?|rounds?|fractions?|doses?|"
    r"tablets?|capsules?|pills?|puffs?|drops?|vials?|ampoules?|sachets?|injections?|infusions?|sessions?|spoon\w*)",
    r"(?:half|quarter|third|double|twice|fold|full|whole|lower|higher|reduced|increased|same|usual|standard|starting|loading|maximum|minimum|total|daily|weekly|single) (?:the |a |of )*(?:dose|dosage|amount)s?",
)
"""Amounts, routes and times. A concentration in blood (mg/dL, IU/L) is none."""

RECOMMENDS = (
    r"recommend\w*|should|ought|must(?! have been)|advis(?:e|es|ed|able|ory|ing)|suggest(?:s|ed|ing)? (?:that |to |using |the use|giving|treat\w*|start\w*)|we suggest|prefer(?:s|red|able|ably|ence|ring)?|favou?r(?:s|ed|ing|able (?:option|choice))?",
    r"(?:is|are|be|being|been|was|were) (?:\w+ ){0,2}(?:indicated|contra-?indicated|given|giving|offered|administered|prescribed|initiated|commenced|started|continued|stopped|discontinued|withheld|avoided|added|"
    r"reserved|licensed|approved|authori[sz]ed|tolerated|effective|efficacious|active|beneficial|useful|curative|safe|standard|combined|reduced|increased|titrated|adjusted|repeated|treated|used|taken|applied|chosen|tried|injected|infused|eligible|appropriate|justified|warranted|mandatory|essential|necessary|required|optional|an option|the choice)",
    r"needs? to|has to|have to|(?:is|are) to be|no longer (?:used|given)|may be (?:an? )?(?:used|given|considered|offered|option|added|tried|combined|appropriate|reasonable|repeated|treated|omitted|started|stopped)|"
    r"can be (?:used|given|considered|offered|added|tried|combined|repeated|treated|omitted|started|stopped|cured)|could be (?:used|given|considered|offered|tried|treated)",
    r"consider(?:s|ed|ing|ation)?|contra-?indicat\w*|indications? for|(?:an?|the|first|second|best|only|main|valid|reasonable|possible|other|alternative|treatment) (?:\w+ )?(?:option|alternative|choice)s?(?! (?:of|was|is) unknown)|options|"
    r"of choice|standard of care|gold standard (?:treatment|therapy)|best practice|strong(?:ly)? (?:for|against|recommend\w*)|(?:grade|level|class|category|strength|evidence) (?:of (?:evidence|recommendation) )?:? ?(?:1|2|3|4|5|[i]+|[a-d])(?:[abc])?|grade [a-d]",
    r"(?:first|second|third|1st|2nd|3rd|front|later|next|last|further|initial|definitive)[ -]?lines?|off[ -]label|compassionate use|respon(?:ds?|ded|sive|ding) (?:well |poorly |best |rapidly )?to (?:\w+ ){0,2}(?!stress|light|stimul)|"
    r"benefit(?:s|ed)? (?:from|of)|improv(?:e|es|ed|ing) (?:\w+ ){0,3}(?:survival|outcomes?|response)|prolong(?:s|ed|ing)? (?:\w+ ){0,2}survival|superior to|inferior to|more effective|less effective|works? (?:well|best|for)|helps? (?:with|to|against)",
    r"(?:takes?|took|taken|receives?|gets?|uses?|tr(?:y|ies)|given|starts?) ?:|receiv(?:e|es|ed|ing)|randomi[sz]\w+|(?:was|were|is|are|been) (?:put|placed|kept|switched) on|"
    r"reasonable to|acceptable to|safe to|wise to|appropriate to|best to|important to|necessary to|enough to|do not (?:use|give|treat|start|stop|delay|combine|exceed|take)|never|always",
)  # fmt: skip
"""Advice of any strength; on what is given and on what is done alike."""

TREATS = (
    r"treat(?:s|ed|ing|able)|treat(?= )|treatments? (?:with|via|by|of choice|options?|consists?|includes?|is|are|comprises?|involves?|plan|schedule|regimens?|protocol|for|should|must|begins?|starts?|lasts?)|under treatment|"
    r"therap(?:y|ies) (?:with|of choice|options?|consists?|includes?|is|are|comprises?|for|should|must)|manag(?:e|es|ed|ing) (?:\w+ )?(?:with|by|using|the|patients)|managed|cured? (?:by|with)|cures?|remed(?:y|ies)|antidotes?",
    r"(?:in|for|of) (?:the )?treatment of|mainstay|cornerstone|backbone|role (?:in|for)|(?:limited|major|central|key) role|"
    r"(?:chemo|immuno|pharmaco|poly(?:chemo)?|mono|radio(?:chemo)?|chemoradio|brachy|photo|hormono|phyto)-?therap\w*|chemo(?:radiation)?|chemoradi\w+|irradiat\w+|proton beam|transplant\w*|transfus\w+|surg(?:ery|ical|eries)|resect\w*|excis(?:e|ion|ed)|"
    r"debulk\w*|ablat\w+|amputat\w+|plasmapheresis|dialys\w+|vaccin\w*|immunis\w+|immuniz\w+|prophyla\w+|desensiti[sz]\w+|stent\w*|embolis\w+|embolization",
    r"dos(?:e|es|ed|ing|age|ages)|posolog\w*|regimens?|protocols?(?! of the registry)|cycles?|courses? of|induction|consolidation|maintenance|salvage|adjuvant|neo-?adjuvant|bridging|palliat\w+|conditioning|combinations? (?:of|with|therapy)|combined with|in combination|plus(?= [a-z])|"
    r"add-on|monotherapy|supportive|supplement(?:s|ed|ation|ing)?|taper\w*|titrat\w+|escalat\w+|de-escalat\w+|washout|rechalleng\w+|premedicat\w+|loading",
    r"drugs?(?![ -](?:resist|interact|allerg|abuse|use))|medic(?:ation|ations|ine|ines|ament\w*)|pharmac(?:euticals?|ological(?:ly)?)|(?:therapeutic|active|cytotoxic|biologic\w*|targeted|antiviral|antibacterial|antifungal|alkylating|single|novel|oral|second|new) agents?|agents? (?:such|like|of|are|is|include)|"
    r"antibiotics?|antivirals?|antifungals?|antimicrobials?|steroids?|corticosteroids?|glucocorticoids?|opioids?|nsaids?|analgesi\w+|anti-?coagula\w+|anti-?emetics?|antihistamines?|diuretics?|statins?|beta[- ]?blockers?|(?:\w+ )?inhibitors?|\w+ antagonists?|\w+ agonists?|"
    r"monoclonal|biosimilars?|chemotherapeutic\w*|cytostatics?|immunosuppress\w+|immunomodulat\w+|checkpoint|vitamins?|herbal|homeopath\w*|placebo|insulin|interferons?|hormones? (?:therapy|replacement)",
    r"tablets?|capsules?|pills?|spoonfuls?|teaspoons?|tablespoons?|syrups?|ampoules?|vials?|syringes?|injections?|injected|infus(?:ion|ions|ed|e)|intravenous\w*|intramuscular\w*|subcutaneous(?:ly)?(?! (?:tissue|fat|nodul|lesion|mass))|intrathecal\w*|oral(?:ly)?(?! (?:cavity|mucosa|lesion|ulcer|cancer|health|hygiene))|"
    r"topical\w*|sublingual\w*|inhal(?:ed|er|ers|ation)|nebuli[sz]\w+|rectally|transdermal\w*|bolus|drip|administ(?:er|ers|ered|ering|ration)|prescri(?:be|bes|bed|bing|ption|ptions)|dispens\w+|intake|ingest\w*",
    r"(?:give|giving|take|taking|start|starting|begin|beginning|offer|offering|use|using|add|adding|stop|stopping|switch|switching|increase|reduce|continue|repeat|withhold|swallow|inject|apply|try) (?:\w+ ){0,6}(?:patients?|people|adults?|children|them|it|him|her|again|until|unless|if|for|with|in|to|before|after|as|at|on|from|weekly|daily)",
)  # fmt: skip
"""What is done to a patient, with what, and in what form."""

BEGINS = (
    r"(?:please |then |also |first |next |initially )?(?:give|start|begin|offer|use|consider|avoid|administer|add|switch|repeat|continue|stop|reduce|increase|perform|obtain|refer|monitor|check|ensure|take|treat|prescribe|"
    r"order|hold|withhold|delay|apply|inject|infuse|combine|choose|select|prefer|proceed|omit|replace|swallow|drink|eat|call|tell|ask|follow|go|do|don'?t|never|always|only|try|keep|make sure|discuss|arrange|schedule|plan|assess|measure|screen|test|activate|educate|include|consult|look|find|admit|provide|see|reassess|re-?evaluate|evaluate|review|counsel|encourage|explain|titrate|taper|transfer|remove|examine|identify|record|document|confirm|exclude|rule out|aim|wait|watch|observe|limit|drop|maintain|establish|engage|set|wash|rest|get|let|put|place|insert|cut|divide|mix|dilute|dissolve|shake|chew|eat|inhale|spray|rub|treatments?|pre-?medicate|irradiate|operate|resect|vaccinate|immuni[sz]e)",
)
"""Words that tell somebody to do something, at the start of a statement."""

HEADS = (
    r"treat\w*|therap\w*|manag\w*|dos(?:e|es|age|ages|ing)|regimens?|chemo\w*|radio\w*|drugs?|medic(?:ation|ations|ine|ines)|recommend\w*|first[ -]line|second[ -]line|options?|interventions?|prescri\w+|administration|"
    r"surg\w+|transplant\w*|prophyla\w*|supportive|palliat\w*|vaccin\w*|relapsed?|refractory|salvage|maintenance|consolidation|induction|what to (?:do|give|take|avoid)|protocols?|algorithm|contra-?indicat\w*|indications?|adverse|toxicit\w+|side effects?",
)
"""Words of a heading below which everything may be about treatment."""

STEMS = (
    r"[a-z]{3,}(?:mycin|micin|cillin|cycline|azoles?|prils?(?<!april)|sartan|olol|dipine|gliptin|gliflozin|glitazone|prazole|setron|ciclovir|tegravir|navir|buvir|oxacin|solone|asone|caine|azepam|azolam|mab|nib|limus|parin|grel|xaban|gatran|dronate|penem|bactam|"
    r"triptan|lukast|profen|oxetine|barbital|tidine|terol|tropium|fibrate|vastatin|relin|relix|tide(?<!nucleotide)(?<!peptide)(?<!riptide)|poetin|grastim|mustard|rsen|siran|cept(?<!concept)(?<!except)(?<!accept)(?<!intercept)(?<!precept)|kinra|stim|motide|trexed|bulin|terone|steride|lutamide|estrant|ifene|clax)",
    r"(?:ce[fp]h?|sulfa|predn|dexa|cyclo(?!ps|n)|vin(?:cr|bl|de|or)|meth?otrex)[a-z]{4,}",
)
"""Stems of the international names of medicines that a word ends or begins with, beyond those of the lexicon."""

WORDS = frozenset(
    """infection infections depression pancreas estimate estimates systolic genetics attention creatine creatinine vertical continuing northern
    hemoglobin constant precedes fertility discover discovers protease rhythmic reactive differing circulate creating intention detection infecting
    intentions depressing depressed estimated pancreatic anesthesia anaesthesia""".split()
)
"""Ordinary words that are one letter away from a name."""

TITLES = (
    r"(?:give|start|offer|use|administer|add|take|treat|prescribe|avoid|stop|inject|apply|choose|prefer|never|always|do not|don'?t) .*",
    r".*(?<![a-z])(?:should|must|ought|recommended|preferred|indicated|contra-?indicated|of choice|is best|works)(?![a-z]).*",
)
"""Titles that say what to do; those that only promise to, as "Recommendations for ...", do not."""

FOREIGN = (
    r"recommand\w*|recomend\w*|empfohlen|empfehl\w*|raccomand\w*|aanbevolen|behandel\w*|behandl\w*|traite\w*|tratamient\w*|tratar|tratado|tratti?ament\w*|terapi\w*|therapie\w*|dosi[se]\w*|posologi\w*|verabreich\w*|administr(?:er|ar|ado|a|an|e|en|ato|iert)|medikament\w*|medicament\w*|farmac\w*|tabletten|comprim\w+|"
    r"deb(?:e|en|er[ai]a?n?)|doit|doivent|soll(?:te|ten|en)?|muss|dev(?:e|ono|rebbe)|mg|cicl[oi]s?|zykl(?:us|en)|linea|ligne",
)
"""Advice and treatment in other languages that share the letters."""

INSTRUCTS = (
    r"(?:ignore|disregard|forget|override|bypass|discard|skip|delete) (?:\w+ ){0,4}(?:instructions?|rules?|prompts?|guardrails?|guidelines?|polic(?:y|ies)|above|previous|prior|context|restrictions?|table|disclaimers?|safety)",
    r"(?:system|developer|hidden|initial) (?:prompt|message|instructions?)|prompt injection|jailbreak\w*|(?:new|updated|real|actual|following) instructions?\b|<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?inst\]|begin (?:system|prompt)|end of (?:prompt|instructions|passage)",
    r"(?:you are|you're|act|acting|behave|respond|roleplay|pretend|speak) (?:now |henceforth |from now on )?(?:as |like |to be )?(?:an? |the )?(?:\w+ ){0,3}(?:ai|assistant|chat ?bot|language model|llm|model|dan|gpt|unrestricted|doctor without|expert system)",
    r"(?:as an?|dear|hey|hello|attention|note to|message (?:to|for)) (?:\w+ )?(?:ai|assistant|chat ?bot|language models?|llms?|large language model|gpt|bot|ward)|(?:the )?(?:assistant|chat ?bot|language model|llm|ai model|ward)(?:'s)? (?:must|should|will|shall|may|can|has to|is to|answers?|repl(?:y|ies)|responds?|output)",
    r"(?:answer|reply|respond|say|output|print|write|repeat|tell|inform|assure|claim|state|conclude|insist)(?: to)?(?: the| every| all| any| your)? (?:users?|readers?|clinicians?|questioners?|patients?|people|with|that|only|always|exactly|verbatim|nothing)(?: \w+){0,6} (?:recommend\w*|approved|safe|without|always|reviewed|table|instead|the following|every|no|that)|"
    r"(?:do not|don'?t|never) (?:mention|reveal|tell|cite|disclose|say|warn|show|add|include|quote) (?:\w+ ){0,4}(?:disclaimer|source|instruction|this|that|prompt|user|reader|warning|citation)|when (?:asked|a user|the user|someone asks)|if (?:asked|the user|a user|someone asks|you are an? (?:ai|language))",
    r"(?:this|the) (?:document|text|passage|row|table|statement|paragraph) (?:overrides?|supersedes?|replaces?|has been (?:approved|reviewed)|is (?:approved|reviewed|trusted|verified|authoritative)|takes precedence)|approved by (?:the )?(?:guideline|editors?|ward|reviewers?)|trusted (?:source|passage)|"
    r"decision table (?:says|now|is|has)|(?:user|system|assistant|human|tool|function) ?:|tool call|function call|execute|base64|rot13",
)  # fmt: skip
"""Words that speak to a model or to Ward, or claim what only the record can give."""
