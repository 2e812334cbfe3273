"""The words that the verifier knows: those that say no fact of their own, and those that say the same.

One line, one class: a word of a draft is held by a passage where the passage holds the word or another of its class. Words
are read by their stems, in British and American spelling alike. A class must never hold two words that a reader could tell
apart in a fact: no two drugs, no two organs, no carcinoma beside a lymphoma, nothing above beside below.
"""

from guardrails.stem import stem

_FREE = """
a an the of in on at to for from by with within into onto as is are was were be been being has have had having do does did
it its itself they them their theirs there therein thereof here hereby which that who whom whose what where wherein whereby
whether how and both also too additionally furthermore moreover namely respectively especially particularly notably
essentially altogether overall about around among amongst amid between across along through throughout via regarding
concerning toward towards upon such like plus alongside during together again similarly likewise explicitly expressly
broadly text guideline guidelines passage source document statement article section chapter summary author authors wording
overview according say says said state states stated stating mention mentions mentioned mentioning name names named naming
list lists listed listing describe describes described describing note notes noted define defined defines refer refers
referred count counts counted counting regard regards regarded view viewed see seen present presents presented identify
identifies identified recognise recognises recognised specify specifies specified point points pointed call calls called
term terms termed label labelled designate designated characterise characterised characterises outline outlined report
reported reports cite cites cited citing quote quoted denote denotes known know mark marks marked considered consider
considers exist exists occur occurs become becomes becoming remain remains belong belongs belonging constitute constitutes
constituting represent represents representing form forms forming formed serve serves serving act acts get gets take takes
taken taking come comes coming go goes going happen happens turn turns turned perform performs performed performing carry
carries carried carrying undertake undertakes undertaken conduct conducted provide provides provided hold holds concern
concerns concerned relate relates related relation find found finds show shows showing shown use used uses using obtain
obtained apply applies applied put puts set sets bring brings brought give gives given giving gave keep keeps kept stand
stands standing stay stays lie lies lying sit sits run runs amount amounts reach reaches rely relies reflect reflects
combine combines combined connect connected correspond corresponds deserve deserves enter enters face faces faced join joins
joined pair paired pose poses possess speak speaks spoken yield yields attach attached link linked meaning means meant
gather gathered share shared appear appears account understood step steps grant granted introduce introduced arise arises
part parts portion role roles way ways thing things something fact facts case cases patient patients people person persons
those ones example instance instances aspect aspects purpose element elements component components piece item items another
background basis bearing category circumstance context detail framework heading idea issue kind kinds light line lines
matter matters nature notion object order place position principle question remark respect scope sense setting sort sorts
subject sum theme topic end-to-end themselves places one's field done over known well side
"""

FREE = frozenset(_FREE.split())
"""Words that carry no fact of their own: articles, prepositions, auxiliaries, and what names the text itself."""

_SAME = """
start begin initiate initial outset commence beginning onset first open launch
build rest
build underpin
build base basis foundation found founded rest rely root ground centre core cornerstone backbone mainstay hinge anchor pivot
treat treatment therapy therapeutic manage management
regimen protocol treatment therapy combination
chemotherapy chemo cytotoxic regimen
contain include comprise comprising consist cover feature encompass incorporate inclusion inclusive containing embrace part
contain belong constitute list number hold count element component entail integral involve make-up span among amongst based
tumour cancer malignancy malignant neoplasm neoplastic tumoural cancerous oncological
disease illness tumour cancer malignancy neoplasm disorder condition
resist resistant resistance refractory insensitive unresponsive nonresponsive insensitivity withstand
ineffective fail failure failing useless unsuccessful inefficacious futile inactive inefficacy ineffectual worthless
effective efficacy efficacious work active successful success
conventional traditional classic classical customary
high highly elevated increased raised strong strongly abundant heavy heavily marked markedly intense
low reduced decreased weak scarce diminished
express expression exhibit display carry bear harbour possess manifest feature present show
resist show display exhibit meet encounter
group disease
group type subtype category class kind form variety subgroup subset entity division variant sort subdivision subclass
fall divide split classify classification categorise separate sort group subdivide distinguish differentiate break come
fall recognise differ arrange organise partition section
clinical clinically
nasal nose sinonasal
nonnasal extranasal
involve affect site location locate localise localisation seat strike infiltrate infiltration invade invasion present lie sit
involve reach extend concern hit attack manifest occur occurrence arise disease
skin cutaneous dermal
gastrointestinal gi gut digestive alimentary
testis testicle testicular testes
other further additional others elsewhere
organ site
several multiple many various numerous diverse
workup evaluate evaluation investigate investigation assess assessment diagnostics
assess evaluate evaluation appraise appraisal judge gauge estimate estimation check
follow followup monitor track trace watch observe surveil surveillance assess evaluate check gauge judge
complete full thorough comprehensive whole entire exhaustive fully thoroughly extensive
examine examination exam checkup inspect inspection look
physical clinical bodily
attention focus emphasis heed notice concentrate attend pay scrutiny attentive eye look care regard stress include
node nodal lymph lymphatic gland lymphoid
several multi
node bear bearing
bear contain carry hold house
area region site zone station territory location
laboratory lab
test testing screen screening assay check serology investigate investigation analysis analyse determination
panel profile
image imaging scan scanning radiology radiological radiologic tomography visualise
chest thorax thoracic
abdomen abdominal belly
pelvis pelvic
help helpful useful use usefulness aid assist valuable value support contribute beneficial benefit profit worthwhile informative
select selected selection chosen certain some choose particular
case situation circumstance instance setting scenario occasion
biopsy biopsied biopsies
aspirate aspiration
look search seek check examine investigate determine establish ascertain evaluate assess explore test screen inspect purpose aim intend objective
look detect find see
sample sampling specimen
symptom sign complaint manifestation symptomatic
isfor ground keep concern apply
isfor intend intended indicate indicated indication reserve reserved suited destined designated envisaged foreseen warranted
prognosis prognostic outlook outcome prognosticate
important importance importantly main major key principal relevant significant chief significance relevance weight
factor determinant predictor indicator variable feature parameter influence shape affect depend determine bear predict matter
factor govern hinge element marker
level load amount quantity concentration degree extent
response respond responding
serial serially repeated repeat repeatedly successive sequential consecutive series longitudinal
measure measurement quantify quantification determine determination assay test assess reading
interim intermediate midway halfway
end completion conclusion finish close complete conclude final finally
goal aim objective target endpoint purpose achieve reach attain seek strive pursue desired sought attainment
normal unremarkable
score scale
phenotype phenotypic
make render turn leave
prefer preferred preference preferable favour favoured favor choose choice chosen pick opt precedence priority
tolerate tolerability tolerable tolerance tolerated
better improved improve greater superior favourable advantage
individual individualise individualisation tailor adapt adjust personal personalise fit suit customise gear accommodate match
individual guide reflect respect consider heed tune orient mould shape allow account
individual adaptation adjustment attune align tune
comorbid comorbidity
specific particular certain special distinct individual defined given
extreme extremely very exceptional exceptionally exceedingly highly profoundly
poor poorly bad unfavourable dismal grim bleak adverse
survive survival
future forthcoming upcoming coming prospective tomorrow
strategy approach avenue concept plan method direction
target aim direct address focus tackle hit attack
pathway route cascade
mutation mutate mutant mutational mutated
reason explain explanation explanatory rationale justify justification cause ground account argument why
"""

_ALSO = """
increase rise raise elevate grow growth climb
decrease reduce reduction decline fall drop diminish lessen
diagnose diagnosis diagnostic
detect detection find identify identification discover reveal
common frequent widespread prevalent
rare uncommon infrequent unusual
risk hazard danger likelihood probability chance
safe safety harmless
severe serious grave
mild slight minor modest modestly slightly
rapid fast quick quickly swift rapidly
slow slowly gradual gradually
large big great sizeable
small little tiny
adult grown-up
child paediatric children childhood
elderly old older aged geriatric
woman women female
man men male
pregnant pregnancy gestation
newborn neonate neonatal
kidney renal nephric
liver hepatic
heart cardiac
lung pulmonary
brain cerebral
eye ocular
bone osseous skeletal
stomach gastric
breast mammary
bowel intestine intestinal
bladder vesical
muscle muscular
nerve neural
vein venous
artery arterial
throat pharynx pharyngeal
mouth oral
thyroid thyroidal
spleen splenic
vessel vascular
fever febrile pyrexia
bleed bleeding haemorrhage haemorrhagic
infect infection infectious infective
pain painful ache
vomit vomiting emesis
nausea nauseous
rash exanthem
swell swelling oedema
tired tiredness fatigue
weak weakness
thrombosis clot clotting thrombotic
anaemia anaemic
hypertension hypertensive
diabetes diabetic
stroke cerebrovascular
operate operation surgery surgical
resect resection excise excision remove removal
death mortality die fatal lethal dead deadly
relapse recurrence recur recurrent relapsed
progress progression progressive advance
remit remission
spread metastasis metastatic metastasise dissemination disseminate
hospital inpatient
doctor physician clinician practitioner
drug medicine medication agent medicament
inject injection
vaccine vaccinate vaccination immunise immunisation
prevent prevention preventive prophylaxis prophylactic avert
allergy allergic hypersensitivity
toxic toxicity
harm harmful damage
virus viral
bacteria bacterial bacterium
gene genetic genetically
protein proteinaceous
immune immunity immunological
inflame inflammation inflammatory
smoke smoking smoker
alcohol alcoholic drinking
weight bodyweight
feed feeding nutrition nutritional
sleep insomnia
stop discontinue cease halt cessation discontinuation withdraw withdrawal
continue maintain continuation maintenance
inform tell advice counsel counselling
suspect suspected suspicion
confirm confirmation verify
exclude exclusion
need necessity
trial study
evidence data proof
follow subsequent
combine combined combination joint
require requirement
origin originate derive
frequency incidence prevalence rate
age aged
duration length
tissue histology histological
surface superficial
local locally regional localised
distant remote
"""

_EVERY = [line.split() for line in (_SAME + _ALSO).strip().splitlines()]


def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for members in _EVERY:
        for word in members:
            found.setdefault(stem(word), set()).add("=" + members[0])
    return {key: frozenset(names) for key, names in found.items()}


CLASSES = _classes()
"""For each stem, the classes it belongs to."""

_VERBS = """
involve include contain comprise cover start begin initiate affect follow express target look fall make carry give name list
count belong show form rest rely serve help use take occur consist explain support depend lead result cause prefer favour
describe state mention divide split classify monitor track assess measure attribute resist exhibit display harbour bear hit
reach spread infiltrate meet hold put set mean ask call reserve build base find see render exist arise come go get need act
direct aim adapt tailor adjust individualise focus pay examine check search seek detect test screen evaluate indicate intend
group constitute encompass represent define regard consider determine influence predict tolerate survive lie sit locate
reveal confirm increase decrease rise reduce improve worsen treat manage prevent occur develop progress recur remain persist apply concern extend amount reflect stand combine
"""

VERBS = frozenset(stem(word) for word in _VERBS.split())
"""Stems of what may be the verb of a sentence."""
NO_VERB = ("ment", "ion", "ance", "ence", "ity", "al", "sis", "ure", "ical", "ous", "ness")
