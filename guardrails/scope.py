"""Is a question about this guideline at all? Other diseases, look-alikes and everyday subjects are not."""

import re
from collections.abc import Sequence
from enum import StrEnum

from guardrails.everyday import is_everyday, is_slip
from guardrails.fold import Folded
from guardrails.pattern import Matcher, Span


class Scope(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"
    DOUBTFUL = "doubtful"
    """About this text, with a word that may name another disease: no row is shown, what the text leaves empty is said."""
    UNSURE = "unsure"
    """Names nothing of this text and nothing else either: only a close passage makes it a question for it."""


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
        r""
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

_ACRONYM = re.compile(
    r"(?<![a-z-])all(?![a-z-])(?! (?:the|of|my|your|her|his|our|its|these|those|this|that|other|available|possible|options?|"
    r"regimens?|drugs?|treatments?|rows?|cases?|stages?|details|doses?|patients|lines?|cycles|steps|names|caps|at once)\b)"
)


def written_large(folded: Folded) -> bool:
    """Say whether a disease is named whose short name is a word of every day: ALL, in a text not all in capitals."""
    shown = folded.shown(0, len(folded.text))
    if sum(letter.islower() for letter in shown) < sum(letter.isupper() for letter in shown):
        return False
    return any(folded.shown(*match.span()).strip() == "ALL" for match in _ACRONYM.finditer(folded.text))


_WORD = re.compile(r"[a-z][a-z'-]+|(?<![一-鿿])[一-鿿]*[瘤癌病炎症]")
"""A word; of Chinese, which has no spaces, what ends as the names of diseases do."""
_COMMON = frozenset(
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


def blanked(text: str, spans: Sequence[Span]) -> str:
    """Return a text with some spans left blank."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def foreign_words(text: str, known: frozenset[str]) -> list[str]:
    """Return the words of a text that neither the guideline nor everyday clinical speech holds."""
    return [
        word
        for word in _WORD.findall(text)
        if word not in _COMMON and word not in known and word.rstrip("s") not in known
    ]


_SUBJECT_OF = (
    r"(?<![a-z])(?:for|in|of|with|has|have|had|about|against|treat(?:s|ed|ing)?)\s+"
    r"(?:(?:a|an|the|my|her|his|our|early|advanced|relapsed|refractory|case of|type of)\s+)*(?:(?!(?:after|before|during|when|if|while|and|or|to|from|at|on|by|without|in|is)\s)[a-z'-]+\s+)?{word}(?![a-z'-])"
)
_BEFORE_TREATMENT = r"(?<![a-z'-]){word},? +(?:regim\w+|treatments?|therap\w+|chemo\w*|protocols?|patients?|disease|options?|first|1l|tx|rx)(?![a-z])"


def other_subjects(foreign: Sequence[str], known: frozenset[str]) -> list[str]:
    """Return the words of a question that may name what another text is about: no everyday word, no slip of a known one.

    Args:
        foreign: its words that the guideline does not use.
        known: those that the guideline uses.
    """
    return [word for word in foreign if not is_everyday(word) and not is_slip(word, known | _COMMON)]


def in_its_place(bare: str, others: Sequence[str]) -> bool:
    """Say whether one of these words stands where a disease does: "for ...", "... regimen"."""
    word = "|".join(re.escape(word) for word in dict.fromkeys(others))  # one pattern for all: a question has hundreds
    shapes = (_SUBJECT_OF, _BEFORE_TREATMENT) if others else ()
    return any(re.search(shape.format(word=f"(?:{word})"), bare) for shape in shapes)


_KIND_OF = r"(?<![a-z'-]){word}(?:[ ,-]+[a-z-]+){{0,3}}?[ -]+(?:lymphomas?|tumou?rs?|neoplasms?|cancers?|malignanc(?:y|ies)|linfomas?|lymphomes?)(?![a-z])"
_OPENS = r"^\W*(?:(?:a|an|the|my|case of|for|in|with|on) ){{0,3}}{word}(?: [a-z-]+){{0,2}},? {{3,}}"


_MOST_WORDS = 24
"""How many words are looked at: a limit on time."""


def names_a_kind(text: str, bare: str, others: Sequence[str]) -> bool:
    """Say whether one of these words makes a lymphoma one of its own ("plasmablastic lymphoma"), or opens a case.

    Args:
        text: the question.
        bare: the same with all that was read in it left blank.
    """
    word = "|".join(re.escape(word) for word in [*dict.fromkeys(others)][:_MOST_WORDS])
    if not others:
        return False
    return bool(
        re.search(_KIND_OF.format(word=f"(?:{word})"), text) or re.search(_OPENS.format(word=f"(?:{word})"), bare)
    )


def vocabulary(texts: list[str]) -> frozenset[str]:
    """Return the words that some texts are made of."""
    return frozenset(word for text in texts for word in _WORD.findall(text))
