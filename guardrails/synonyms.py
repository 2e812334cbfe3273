"""Words that mean the same in a guideline, or so nearly that no fact turns on the difference.

One line, one class; a class goes on where another line begins with the same word. A word of a draft is held by a
passage where the passage holds the word, in any form, or another of its class. Lines are read by stems, in British and
American spelling alike. No class may hold two words that a reader could tell apart in a fact: no two drugs, no two
organs, no carcinoma beside a lymphoma, nothing above beside below.
"""

from guardrails.stem import stem

_GENERAL = """
start begin initiate initial outset commence beginning onset first open launch
build rest underpin base foundation founded root ground centre core cornerstone backbone mainstay hinge anchor pivot
treat treatment therapy therapeutic manage management
regimen protocol treatment therapy combination
chemotherapy chemo cytotoxic regimen
contain include comprise comprising consist cover feature encompass incorporate inclusion inclusive containing
contain embrace number entail integral involve make-up span based
tumour cancer malignancy malignant neoplasm neoplastic tumoural cancerous oncological
disease illness tumour cancer malignancy neoplasm disorder condition
resist resistant resistance refractory insensitive unresponsive nonresponsive insensitivity withstand display exhibit
resist meet encounter
ineffective fail failure failing useless unsuccessful inefficacious futile inactive inefficacy ineffectual worthless
ineffective powerless inert unhelpful
effective efficacy efficacious work active successful success
conventional standard traditional classic classical customary
high highly elevated increased raised strong strongly abundant heavy heavily markedly intense
low reduced decreased weak scarce diminished
express expression exhibit display bear harbour manifest feature
group disease type subtype category class kind variety subgroup subset entity division variant sort subdivision
group subclass branch
fall divide split classify classification categorise separate sort group subdivide distinguish differentiate break
fall differ arrange partition
clinical clinically
nasal nose sinonasal
nonnasal extranasal
involve affect site location locate localise localisation seat strike infiltrate infiltration invade invasion extend
involve hit attack manifest occurrence disease develop
skin cutaneous dermal
gastrointestinal gi gut digestive alimentary
testis testicle testicular testes
other further additional others elsewhere
organ site viscera
several multiple many various numerous diverse multi
workup evaluate evaluation investigate investigation assess assessment
assess evaluate evaluation appraise appraisal judge gauge estimate estimation check
follow followup monitor track trace watch observe surveil surveillance assess evaluate check gauge judge
complete full thorough comprehensive whole entire exhaustive fully thoroughly extensive
examine examination exam checkup inspect inspection look
physical clinical bodily
attention focus emphasis heed notice concentrate attend pay scrutiny attentive look
node nodal lymph lymphatic gland lymphoid bear
bear contain house
area region site zone station territory location
laboratory lab
test testing screen screening assay check serology investigate investigation analysis analyse determination
panel profile
image imaging scan scanning radiology radiological radiologic tomography visualise
chest thorax thoracic
abdomen abdominal belly
pelvis pelvic
help helpful useful usefulness aid assist valuable value support contribute beneficial benefit profit worthwhile
help informative utility merit contribution advantageous handy assistance
select selected selection chosen certain some choose particular individual suitable appropriate
situation scenario occasion
biopsy sample sampling biopsied biopsies
aspirate aspiration
look search seek check examine investigate determine establish ascertain evaluate assess explore test screen inspect
look aim intend objective detect
sample sampling specimen
symptom sign complaint manifestation symptomatic
isfor ground intend intended indicate indicated indication reserve reserved suited destined envisaged foreseen
isfor warranted candidate
prognosis prognostic outlook outcome prognosticate
important importance importantly major key relevant significant significance relevance
factor determinant predictor indicator feature parameter influence shape affect depend determine predict govern hinge
factor marker
level load quantity concentration degree extent
response respond responding
serial serially repeated repeat repeatedly successive sequential consecutive series longitudinal
measure measurement quantify quantification determine determination assay test assess reading check sample
interim intermediate midway halfway mid midterm midpoint halftime midtreatment
end conclusion finish close conclude final finally last
goal meet met fulfil aim objective target endpoint achieve attain seek strive pursue desired sought attainment
normal unremarkable
score scale criterion criteria
phenotype phenotypic trait property characteristic
make render turn leave
prefer preferred preference preferable favour favoured favor choose choice chosen pick opt precedence priority
tolerate tolerability tolerable tolerance tolerated
better improved improve greater superior favourable advantage more higher easier
individual individualise individualisation tailor adapt adjust personal personalise fit suit customise gear
individual accommodate match guide heed tune orient mould shape allow depend adaptation adjustment attune align
comorbid comorbidity
specific particular certain special distinct individual
extreme extremely very exceptional exceptionally exceedingly highly profoundly
poor poorly bad unfavourable dismal grim bleak adverse dire
survive survival live
future forthcoming upcoming prospective tomorrow
strategy approach avenue concept plan method direction
target aim direct address focus tackle hit attack concentrate pursue
pathway route cascade
mutation mutate mutant mutational mutated
reason explain explanation explanatory rationale justify justification cause ground argument why
"""

_CLINICAL = """
increase rise raise elevate grow growth climb
decrease reduce reduction decline diminish lessen
diagnose diagnosis diagnostic
detect detection identification discover reveal
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
elderly old older geriatric
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
doctor physician clinician practitioner
drug medicine medication agent medicament
inject injection
vaccine vaccinate vaccination
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
trial study
evidence data
require requirement
origin originate derive
frequency incidence rate
age aged
duration length
tissue histology histological
surface superficial
local locally localised
distant remote
"""


LINES = tuple(tuple(line.split()) for line in (_GENERAL + _CLINICAL).splitlines() if line)


def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for members in LINES:
        for word in members:
            found.setdefault(stem(word), set()).add("=" + members[0])
    return {root: frozenset(names) for root, names in found.items()}


CLASSES = _classes()
"""For each stem, the classes it belongs to; a class is named by its first word."""
