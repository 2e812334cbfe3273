"""Whom the text says nothing on: a case told in these words shows no row, whatever else it says."""

import pytest

from guardrails.question import Memory
from guardrails.read import Reader

TOLD = {
    "under-18": (
        "a girl of 13",
        "aged 15",
        "age 14",
        "a young person of 17 years",
        "17 years of age",
        "17 yrs",
        "M/16",
        "16/M",
        "16F",
        "a high-school student",
        "born in 2015",
        "a newborn",
    ),
    "pregnancy": (
        "G2P1 at 20 weeks",
        "she is 3 months along",
        "a woman who is expecting",
        "a mother who is nursing",
        "a woman due in March, she is due in March",
        "carrying twins",
    ),
    "unfit": (
        "heart failure",
        "LVEF 30 %",
        "EF 25%",
        "NYHA III",
        "cardiomyopathy",
        "on home oxygen",
        "spends all day in bed",
        "can't walk",
        "needs help with everything",
    ),
    "renal-impairment": (
        "creatinine of 3.5",
        "serum creatinine 4 mg/dl",
        "creatinine 220",
        "Cr 3.2",
        "someone whose kidneys don't work well",
        "a solitary kidney",
    ),
    "hepatic-impairment": (
        "a man whose liver is scarred",
        "portal hypertension",
        "AST 600",
        "ALT of 400 U/L",
    ),
    "cns-disease": (
        "intracranial extension",
        "disease in the spinal fluid",
        "facial palsy and CSF blasts",
    ),
    "hiv": (
        "on antiretroviral therapy",
        "CD4 count 80",
        "retroviral disease",
    ),
    "transplant-recipient": (
        "a renal allograft",
        "liver allograft recipient",
        "who got a new liver in 2019",
    ),
}
SILENT = (
    "a 45-year-old man",
    "58M",
    "M/62",
    "62/F",
    "a mother of two",
    "a teacher at a high school",
    "5 yrs of follow-up",
    "LDH 900",
    "EBV DNA 12000 copies",
    "ECOG 1",
    "ECOG 0",
    "creatinine normal",
    "creatinine 0.8",
    "CrCl 95",
    "LVEF 60%",
    "AST 40",
    "bilirubin 0.6",
    "Hb 9",
    "no CNS disease",
    "CSF negative",
    "HIV negative",
    "no HIV",
    "not pregnant",
    "pregnancy test negative",
    "hepatitis B negative",
    "B symptoms",
    "weight 70 kg",
    "a nurse",
    "expecting results soon",
    "scan due in May",
    "relapse 2 yrs ago",
    "PET due in March",
    "a retired heart surgeon",
    "liver spread",
    "kidney normal",
    "skin lesions",
    "with bulky disease",
    "PINK score 2",
    "with fever",
    "diagnosed in 2015",
    "born in 1960",
    "a grandmother",
    "his children ask",
    "fit",
    "very fit at 70",
    "creatinine checked twice",
    "a smoker",
    "marrow negative",
    "perforation of palate",
    "Chinese origin",
)


def flags(reader: Reader, question: str) -> set[str]:
    return set(reader.read(question, Memory()).case.flags)


@pytest.mark.parametrize(("flag", "words"), [(flag, words) for flag, every in TOLD.items() for words in every])
@pytest.mark.parametrize(
    "question", ["Nasal NK/T stage II, first line, {}. Which regimen?", "{}: nasal ENKTL stage IV?"]
)
def test_a_population_of_which_the_text_says_nothing_is_seen(
    reader: Reader, flag: str, words: str, question: str
) -> None:
    assert flags(reader, question.format(words)) == {flag}


@pytest.mark.parametrize("words", SILENT)
def test_what_tells_of_no_such_population_is_none(reader: Reader, words: str) -> None:
    assert flags(reader, f"Nasal NK/T stage II, first line, {words}. Which regimen?") == set()
