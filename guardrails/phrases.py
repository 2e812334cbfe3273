"""The fixed sentences of a reply. None holds a drug, a dose or a number: those come from the guideline alone."""

from enum import StrEnum


class Audience(StrEnum):
    CLINICIAN = "clinician"
    PATIENT = "patient"


SAYS: dict[str, str] = {
    "rows": "The decision table lists these for this case. Ward picks none; the rank is the text's own.",
    "rows-named": "The decision table says this, each for the case named beside it.",
    "not-among": "What you name is not among the rows of the decision table for this case. These are:",
    "table-differs": "The text contradicts this. Its decision table says:",
    "text-says": "The text does not recommend it. It says:",
    "passages": "The text says:",
    "clarify": "To look this up in the decision table, Ward needs to know:",
    "contradiction": "The message gives more than one value for the same fact, so none was chosen.",
    "uncertain": "What is not certain was not read as a fact.",
    "population": (
        "The text does not cover treatment for this population: it states no regimen for it, and none is inferred from "
        "the rows for others."
    ),
    "not-covered": "The text does not cover this.",
    "not-stated": "The text does not state this.",
    "no-row": "The text does not cover this case: no row of the decision table holds for it.",
    "nearby": "What the text does hold nearby:",
    "nothing-near": "The text does not cover this: no passage is near enough to the question to be quoted as an answer.",
    "out-of-scope": "This is outside the guideline text. Ward answers follow-up questions about one text: {title}.",
    "refused": "Ward cannot help with that. It answers questions about its guideline text only.",
    "extraction": (
        "Ward does not hand out its instructions. The rules it decides by are public: `ward rules table` prints the "
        "whole decision table."
    ),
    "crisis": (
        "If you are thinking about ending your life or hurting yourself, please talk to someone now: call your local "
        "emergency number or a crisis line, or tell a person near you. You do not have to face this alone."
    ),
    "other-guideline": (
        "What was said earlier in this conversation was about another guideline text, or about this one before it was "
        "changed. None of it is used here: say again whom the question is about."
    ),
    "language": "Ward reads this language only for the terms that decide a case, and answers in English.",
    "cited": "The passages it rests on, word for word:",
    "no-model": "The language model gave no usable answer, so the passages are quoted as they stand.",
    "too-little": "Too little of the language model's draft is borne out by the text, so the passages are quoted.",
    "phrased": "Phrased by a language model from the passages below; each sentence was checked against the passage it cites.",
    "no-index": "The search index could not be used, so only the decision table was read.",
    "no-dense": "The embedding model could not be used, so passages were found by their words alone.",
    "patient-rows": (
        "The text, written for professionals, lists these for the case you describe. Which one fits, and whether any does, "
        "is for your care team to say."
    ),
    "patient-clarify": "The text gives different treatments for different cases. Your care team can tell you:",
    "prognosis-held": (
        "The text holds figures on outlook. They describe groups of people, not you; your care team is the right place to "
        "talk about them. Ask again if you want to read them here."
    ),
    "document": "The guideline text does not cover this; an ingested document does.",
    "documents": (
        "From ingested documents, word for word. They are reference material: no part of the guideline, and not reviewed by "
        "its editors."
    ),
    "document-treatment": (
        "The ingested document {title} holds text on treatment near this question which no rule covers yet; it is not shown "
        "until an editor has written and approved a row for it."
    ),
    "no-documents": "The ingested documents could not be searched.",
    "unapproved": "What no reviewer has approved yet is withheld here (WARD_REQUIRE_APPROVED).",
    "stale": (
        "This reply was made from another version of the text or its table, so it is not shown again. Ask the question "
        "again to read what the text says now."
    ),
    "not-kept": "The words of this reply were not kept. Ask the question again to read what the text says now.",
    "withheld": "Part of this reply could not be traced to the text, so it was withheld.",
}

MISSING: dict[str, str] = {
    "subtype": "the type of disease: {values}. It matters because the text gives different treatment for different types.",
    "subtype-some": "the type of disease: {values}. It matters because stage changes the treatment of some types only.",
    "stage": "the stage: {values}. It matters because the text gives different treatment for different stages.",
    "line": "the line of treatment: {values}. It matters because the text separates them.",
    "disease": "which disease is meant: {values}.",
}

RANKS: dict[str, str] = {
    "preferred": "Preferred",
    "alternative": "Alternative",
    "unranked": "Listed, not ranked",
    "consider": "To be considered",
}

OUTCOMES: dict[str, str] = {
    "recommended": "From the decision table",
    "answered": "From the text",
    "clarify": "A question back",
    "not_covered": "Not covered by the text",
    "corrected": "Corrected by the text",
    "out_of_scope": "Outside this guideline",
    "urgent": "Urgent",
    "refused": "Declined",
    "document": "From an ingested document",
}

STATES: dict[str, str] = {
    "submitted": "submitted, pending human review",
    "under_review": "under review",
    "approved": "approved",
}

FLAGS: dict[str, str] = {
    "under-18": "child or adolescent",
    "pregnancy": "pregnant or breast-feeding",
    "unfit": "unfit or frail",
    "renal-impairment": "renal impairment",
    "hepatic-impairment": "hepatic impairment",
    "cns-disease": "CNS disease",
    "hiv": "HIV",
    "transplant-recipient": "transplant recipient",
}

LINES: dict[str, str] = {
    "first": "first line",
    "consolidation": "consolidation",
    "relapsed-refractory": "relapsed or refractory",
    "maintenance": "maintenance",
    "any": "any line",
}
