"""Words by which a question turns out to be about something else, or about nothing in particular. Tables only.

Patterns over folded text, whole words, none of any one guideline: in doubt a disease stands here, and no row is shown.
"""

from guardrails.pattern import Matcher

_EVERYDAY_ILLS = (
    r"diabet\w+|hypertension|high blood pressure|asthma|copd|heart (?:failure|attack|disease)|myocardial\w*|angina|arrhythmia|atrial fibrillation|"
    r"stroke (?:prevention|rehab\w*)|alzheimer\w*|parkinson\w*|dementia|epilep\w+|migraine\w*|depress\w+|anxiety|bipolar|schizophren\w*|adhd|autism|ptsd|"
    r"als|amyotrophic\w*|arthritis|osteoporosis|gout|lupus|psoriasis|eczema|acne|crohn'?s?|colitis|ibs|gerd|reflux|ulcers?|"
    r"pneumonia|tuberculosis|covid(?:-?19)?|influenza|malaria|measles|chicken ?pox|shingles|syphilis|gonorrh\w+|chlamydia|staph\w*|urinary tract infections?|uti|"
    r"an?emia|thalass?emia|sickle[- ]cell\w*|h[a]?emophilia|neutropenia guideline|thyroid disease|hypothyroid\w*|obes\w+|anorexi\w+|bulimi\w+|"
    r"pancreatic insufficiency|hepatitis (?:a|c|e) treatment|glaucoma|cataracts?|tinnitus|vertigo|endometriosis|infertility clinic|menopaus\w+|"
    r"hypercholesterol\w*|hyperlipid\w*|dyslipid\w*|hiv treatment|opioid\w*|back pain|chronic pain|sciatica|fibromyalgia|insomnia|allerg(?:y|ies) to (?:pollen|nuts)|"
    r"cold sores?|common cold|flu symptoms|snor(?:e|ing)|sleep apn\w+|hernia|appendicitis|gallstones?|kidney stones?"
)
"""Diseases that many a patient has beside this one."""

OTHER_DISEASES = Matcher(
    patterns=(
        r"(?:diffuse )?large[- ]b[- ]?cell(?: lymphomas?)?|dlbcl|hodgkin\w*(?:'s)?(?: lymphomas?| disease)?|follicular(?: lymphomas?)?|mantle[- ]cell|"
        r"burkitt\w*|marginal[- ]zone|waldenstrom\w*|b[- ]cell (?:lymphomas?|leuka?emias?)|ptcl\w*|peripheral t[- ]cell\w*|alcl|anaplastic large[- ]cell\w*|"
        r"aitl|angioimmunoblastic\w*|ctcl|mycosis fungoides|sezary\w*|hepatosplenic\w*|adult t[- ]cell leuka?emia\w*|atll|eatl|meitl|"
        r"(?:cutaneous|primary mediastinal|lymphoblastic) (?:b[- ]cell |t[- ]cell )?lymphomas?|t[- ]lymphoblastic\w*|smoldering|castleman\w*|enteropathy\w*",
        r"acute lymphoblastic leuka?emias?|chronic lymphocytic leuka?emias?|cll|b-?all|t-?all|hairy cell\w*|(?:multiple )?myelomas?|amyloidosis|"
        r"large granular lymphocyt\w*|lgl leuka?emias?|hydroa vacciniforme",
        r"(?:breast|lung|colon|colorectal|prostate|pancreatic|gastric|ovarian|cervical|bladder|kidney|renal cell|liver|hepatocellular|thyroid|skin|oesophageal|"
        r"esophageal|head and neck|brain|bone|testicular|endometrial|oral|throat|stomach|rectal|uterine|anal|eye|bile duct|oropharyngeal|laryngeal|hypopharyngeal|tonsil|tongue|lip|salivary gland|sinus) (?:cancers?|carcinomas?|tumou?rs?)",
        r"(?:nasopharyngeal|squamous[- ]cell|basal[- ]cell|small[- ]cell|adeno|hepatocellular|merkel[- ]cell) ?carcinomas?|npc|"
        r"(?:osteo|rhabdomyo|lipo|ewing\w*|kaposi\w*|soft[- ]tissue) ?sarcomas?|melanomas?|gliomas?|glioblastomas?|neuroblastomas?|mesotheliomas?|"
        r"(?:nk[- ]|t[- ]?)?(?:lgll?|lbl|pll|lpd)|lymphoproliferative (?:disorders?|diseases?|neoplasms?)(?: of [a-z]+(?:[- ]cells?)?)?|nsclc|sclc|hstcl|"
        r"prolymphocytic leuka?emias?|gamma[- ]?delta(?: t[- ]cell)?(?: lymphomas?)?|malt(?: lymphomas?)?|esthesioneuroblastoma|(?:neuro)?endocrine tumou?rs?|carcinoids?|thymomas?|retinoblastomas?|medulloblastomas?|wilms\w*",
        r"multiple sclerosis|wegener\w*|gpa|granulomatosis(?: with polyangiitis)?|"
        r"granulomas?|sarcoidosis|vasculitis|sinusitis|rhinitis|hay fever|deviated septum|nosebleeds?",
        r"(?:laser )?eye surgery|lasik|lenticule|myopia|short-?sight\w*|refractive surgery|cornea\w*|teeth|dentist|dental",
        _EVERYDAY_ILLS,
        r"(?<!/)(?<!nk-)(?<!nk )[tb][- ]?cells?(?: \w+)? (?:lymphomas?|leuka?emias?|neoplasms?|malignanc(?:y|ies))|(?:lymphomes?|linfomas?|linfomi) [tb](?![a-z/])|"
        r"(?:grandes?|grandi) (?:celulas|cellules|cellule)|gross?zellig\w*|gr[ae]y[- ]zone|pseudo-?tumou?rs?|destructive (?:lesions?|disease)|igg4|"
        r"carcinom[ei]s?|[a-z]{0,24}(?:karzin|sark|blast|zyt)om(?:e|en|s)?|sarcom[ei]s?",
        r"[a-z-]{3,24}omas?|(?:(?!diagn|progn|necr|thromb|fibr|cirrh|apopt|mit|acid|sten|leukocyt|lymphocyt|thrombocyt|psych|neur)[a-z]{3,20})osis|[a-z]{2,12}(?:sinus|rhin|phleg|nephr|vascul|arthr)itis",
        r"linfoma (?:de |di )?hodgkin|lymphome de hodgkin|brustkrebs|cancer du sein|cancer de mama|cancro al seno|霍奇金|乳腺癌|肺癌|胃癌|糖尿病|高血压|弥漫大b细胞",
    ),
    unless=(
        r"(?:previous|prior|history of|had|past|remote|treated|cured) (?:\w+ ){0,2}(?:breast|lung|colon|prostate|skin|thyroid) cancer",
        r"(?:[a-z-]{0,20}l[iy](?:mph|nf)|lymphogranul|haemat|hemat|(?:angi|dipl|ar|st|c|chr|pl|idi|sympt|chrom|cust)|k|micr|gen|transcript)omas?|stromas?|granulomas?(?= of the text)",
    ),
)
"""Diseases that a guideline is not about. Its own are read first and win; its own look-alikes stand in its data."""

OTHER_THAN_BESIDE = Matcher(
    patterns=OTHER_DISEASES.patterns,
    unless=(
        *OTHER_DISEASES.unless,
        r"(?:has|have|having|had|with|and|also|plus|known|suffers? from|history of|on \w+ for|takes \w+ for|is|comorbidit\w+:?) "
        r"(?:(?:a|an|the|his|her|my|also|bad|mild|severe|chronic|(?:well-|poorly )?controlled|long-standing|type (?:1|2|ii?)) ){0,3}"
        rf"(?:{_EVERYDAY_ILLS})",
    ),
)
"""Those that a question is about, and no patient is said to have beside the one in question: "he has hypertension"."""

ANIMALS = Matcher(
    patterns=(
        r"(?:my|the|our|a|his|her|this|for|in) (?:\w+ ){0,2}?(?:dogs?|cats?|horses?|rabbits?|ferrets?|hamsters?|puppy|kitten|cow|mouse|mice|rats?)|"
        r"my pets?(?!-| ?/| ?ct| scan)|canine|feline|equine|bovine|murine|veterinar\w*",
    ),
    unless=(
        r"(?:walk\w*|feeds?|owns?|has|keeps?|allergic to|lives with|and) (?:his|her|the|a|an|my|their|two) (?:\w+ )?(?:dogs?|cats?|horses?|rabbits?)",
        r"cat[- ]scans?|a cat nap|the rat race|cat scanner|guinea pig",
    ),
)
"""The table is about people."""

OTHER_SUBJECTS = Matcher(
    patterns=(
        r"recipes?|cook\w*|bak(?:e|ing)|weather|football|soccer|movies?|films?|songs?|poems?|poetry|essay|story|stories|novel|jokes?|games?|chess|holiday|travel|"
        r"hotels?|flights?|restaurants?|python|javascript|java|html|css|sql|c\+\+|code|coding|script|program(?:ming)?|function|algorithm|compiler|regex|software|"
        r"my (?:dog|cat|horse|rabbit|pet)|veterinar\w*|stocks?(?: market| of)?|shares? of|bitcoin|crypto\w*|invest\w*|mortgage|tax(?:es)?|lawyer|legal|president|election|politic\w*|war|religion|god|history of (?!the patient)|"
        r"capital of|translate|homework|maths?|equation|physics|chemistry|astronomy|planet|moon|dinosaur\w*|car|cars|engine|bicycle|phone|iphone|laptop|wifi|"
        r"password|hack\w*|malware|bomb|weapon|gun|drugs? dealer|cocaine|heroin|marijuana|cannabis|lsd|meth|ecstasy|alcohol|beer|wine",
    ),
)
"""What a machine is asked about beside patients; a question that names this text may hold such a word."""

COMMON = frozenset(
    """a about actually after again all another also always am an and any are as ask asking at be because been before being best better between both briefly but by
    can case cases clear come comes could course current currently dear did different do doctor doctors does doing done down each early eg either else etc
    even ever every exactly example explain face family feel few find first follow following for found from further gave general get gets getting give given
    gives go goes going good got great group had has have having he hello help her here hers hi him his hospital how i if important in indicated inform
    information initial instead into is it its just keep kind know last late later let like likely list little look looking looks lot main make man many
    may maybe me mean means medical mention might mine more most mother mr mrs much must my name need needed needs never new next no normal not now of
    off often ok okay old on once one ones only onto option options or order other others our out over own part patient patients people perhaps person
    please point possible present previous process provide put question questions quick quickly really recommended recommendation recommendations regarding
    right role said same saw say says scan second see seem set several she short should show sir so some someone something soon start started still
    such suggest suggested summary suppose sure take taken tell than thank thanks that the their them then there these they thing things think this those
    though three through time to today together told too toward two type types under understand until up us use used useful using usual usually very via
    want wants was way we week weeks well were what when where whether which while who whole why will with within without woman word words work would
    year years yes yet you your yours doc team oncologist haematologist hematologist pharmacist nurse consultant mum mom dad father daughter son wife husband
    sister brother uncle aunt he's she's it's what's i'm i've don't doesn't isn't can't male female yo aged age day days month months diagnosed diagnosis
    disease cancer tumour tumor condition illness text guideline document source say cover covered care clinic standard preferred alternative describe
    treat treated treating treatment treatments therapy therapies regimen regimens chemo chemotherapy protocol protocols cycle cycles course courses stage
    stages line lines radiotherapy radiation medicine medicines medication medications management manage managed consolidation maintenance combination
    early advanced dose doses drug drugs names test tests testing blood scan scans biopsy results result response working works work-up workup
    und die der das pro je y la de cada el los las et le les du par por para
    happen happens hope hear heard prescribe effective apply applies considered include includes included involve involves involved thanks hey okay
    situation scenario patient's mother's compared comparison difference differ different versus vs compare same change changes add added avoid avoided
    bulky extensive biopsy-proven biopsy-confirmed proven destructive invasive ulcerated ulcerating angiocentric resectable unresectable high-risk
    low-risk intermediate-risk asian ann arbor ann-arbor lugano symptomatic asymptomatic perforating palatal suspected widespread
    wise fine safe suitable able allowed available strong stronger quickly next after before during without instead alone together weak fit recommend recommends advise advice""".split()
)
"""Words of every question in a clinic, which name nothing."""
