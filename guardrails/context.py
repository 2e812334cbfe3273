"""What the words around a fact make of it: denied, uncertain, supposed, about somebody else, taken back.

Every table row holds its own examples in the tests of this module; patterns run over the folded text of one clause.
"""

import re
from enum import StrEnum

from guardrails.pattern import Span, words


class Standing(StrEnum):
    STATED = "stated"
    DENIED = "denied"
    UNCERTAIN = "uncertain"
    SUPPOSED = "supposed"
    OTHER_PERSON = "other person"
    PAST = "past"


_BREAK = re.compile(
    r"[.;!?:](?=\s|$)|\n|。|；|！|？|，|, (?=(?:but|and|now|so|or|she|he|it|i|we|my|then|what|which|how|no)\b)| but | however | although | though "
)
_COMMA = re.compile(r"[,;.:!?()，。]| but | and (?!i{1,3}\b|iv\b)")

_DENIAL_BEFORE = words(
    r"no|not|never|without|w/o|denies|denied|deny|isn'?t|wasn'?t|aren'?t|hasn'?t|haven'?t|doesn'?t have|don'?t have|didn'?t have",
    r"negative for|free of|free from|rule[sd]? out|ruling out|excluded?s?|excluding|absence of|no (?:evidence|sign|signs|history|proof) of",
    r"neither|nor|none of|lack of|lacks|rather than|instead of|apart from|except|other than|unlike|no longer|yet to|unrelated to",
    r"sin|ninguna?|pas d[e']|pas|sans|nicht|kein\w*|ohne|nao|sem|non (?=e |ha |si |c)|senza|nessun\w*",
)
_DENIAL_BEFORE_CJK = re.compile(r"(?:没有|无|不是|未|排除|非)$")
_REACH = 34
"""How many letters before a fact a denial reaches: about six words."""
_DENIAL_AFTER = re.compile(
    r"^(?:[a-z -]{0,14}(?<![a-z]))?[ :=-]*(?:(?:is|was|were|has been|have been|are|came back|status|test(?:ed|s)?)[ :]*)*"
    r"(?:negative|neg(?![a-z])|normal(?![a-z])|unremarkable|spared|absent|excluded|ruled out|clear(?![a-z])|uninvolved|not (?:involved|present|detected|seen|found|true|the case)|"
    r"unlikely|阴性|除外|排除)"
)
_UNCERTAIN_BEFORE = words(
    r"may ?be|perhaps|possibl[ey]|probabl[ey]|likely|suspect(?:ed|s|ing)?|presum\w+|apparently|potential(?:ly)?|questionable|query",
    r"(?:might|may|could|can) (?:well )?be|not (?:yet )?(?:sure|certain|clear|known|confirmed)(?: (?:if|whether|it'?s|that|about))?",
    r"unsure|uncertain|unclear|unknown|pending|awaiting|await|waiting (?:for|on)|to be (?:confirmed|determined)|tbc|tbd|provisional\w*",
    r"(?:i|we|they|he|she) (?:think|thinks|thought|guess|guesses|believe|believes|suspect|suspects|assume|assumes|reckon)|seems?(?: to be)?",
    r"either|don'?t know|do not know|doesn'?t know|i forgot|can'?t remember|something like|sort of|looks like|r/o|rule out|\?",
    r"quizas|tal vez|posible\w*|probable\w*|peut-etre|vielleicht|moglicherweise|wahrscheinlich|talvez|forse|verdacht auf|v\.a\.",
)
_OPEN = words(
    r"await(?:ing)?|waiting (?:for|on)|to (?:tell|distinguish|decide|determine|find out)|whether|unclear if|(?:don'?t|do not) know (?:if|whether)"
)
"""Leaves everything after it in the clause open."""
_UNCERTAIN_CJK = re.compile(r"(?:可能|也许|疑似|大概|不确定)[^。，]{0,6}$")
_UNCERTAIN_AFTER = re.compile(
    r"^[ :=-]*(?:disease |stage )?(?:is |are |was |still |yet |remains? |to be |not yet |not |currently )*(?:pending|unknown|unclear|uncertain|tbc|tbd|"
    r"confirmed(?<=not confirmed)|confirmed(?<=yet confirmed)|(?:to be )?determined|suspected|\(\?\)|\?\?|"
    r"maybe|perhaps|possibly|probably|i (?:think|guess|believe)|not sure|unconfirmed|awaited|待定|不明|未定)"
)
_SUPPOSED = words(
    r"if (?:it|she|he|they|i|we|this|that|the|my|a|an|someone|somebody|one|there|patient|disease)\b(?! (?:please|possible|you))",
    r"if (?:stage|relaps\w*|pregnan\w*)|if(?= $)|suppos(?:e|ing)|hypothetical\w*|imagine|what if|let'?s say|assum(?:e|ing)|"
    r"in the event|were (?:it|she|he) |should (?:it|she|he) (?:be|relapse|recur|come back)|had it been|would it (?:be|differ|change) .{0,20}if",
    r"si (?:fuera|fuese|era|c'etait|etait|fosse|era)|wenn es|falls|se fosse|como si|如果|假如|若",
)
_OTHER = words(
    r"(?:mother|father|mum|mom|dad|sister|brother|aunt|uncle|cousin|grand\w+|friend|neighbou?r|husband|wife|son|daughter|colleague)"
    r"(?:'s)?(?: \w+){0,2} (?:had|died|passed|was (?:diagnosed|treated) (?:with|for)|used to)",
    r"family history(?: of)?|runs in (?:the|my) family|(?:another|other|different|previous|last) patient(?: of mine)? (?:had|was|with)",
)
_PAST = words(
    r"(?:initially|originally|previously|formerly|at first|used to be|back then|at diagnosis it was|was first|started (?:out )?as|"
    r"upstaged from|downstaged from|progress(?:ed|ing) from|changed from|went from|from)"
)
_NOW = words(
    r"now|currently|today|but now|has become|turned into|restaged|re-staged|upstaged to|to|progressed to|is now|meanwhile"
)
TAKEN_BACK = words(
    r"sorry|i mean[ts]?|correction|actually|my mistake|oops|scratch that|make that|i was wrong|rather|wait|no[,:] |instead|i misspoke|"
    r"typo|should (?:be|read|have (?:been|said))|not that|let me correct|pardon|restaged|re-?staged|upstaged|downstaged|turned out|turns out|"
    r"now|but (?:it is|it's|is)|perdon|quiero decir|pardon|je veux dire|entschuldigung|ich meine|desculpe|quero dizer|scusa|volevo dire|不对|更正|应该是"
)


_WINDOW = 240
"""How far a clause is looked for on either side, in letters: a limit on time, longer than any clause."""


def clause(text: str, span: Span) -> Span:
    """Return the clause around a span."""
    first, last = max(0, span[0] - _WINDOW), min(len(text), span[1] + _WINDOW)
    breaks = (
        m.end() for m in _BREAK.finditer(text, first, span[0] + 1)
    )  # one more: the end of a search reads as an end
    start = max((end for end in breaks if end <= span[0]), default=first)
    after = _BREAK.search(text, span[1], last)
    return start, after.start() if after else last


_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n|。|；|！|？")


def asked(text: str, at: int) -> bool:
    """Say whether the sentence around a place is a question: what it denies is asked about, not told."""
    end = _SENTENCE_END.search(text, at, at + _WINDOW)
    return end is not None and end[0] in "?？"


def standing(text: str, span: Span) -> Standing:
    """Say how what stands at `span` is meant."""
    start, end = clause(text, span)
    before, after = text[start : span[0]], text[span[1] : end]
    near = _COMMA.split(before)[-1][-_REACH:]
    if before.endswith("?"):
        return Standing.UNCERTAIN  # "?stage II"
    if _DENIAL_AFTER.match(after) or _denied(near):
        return Standing.DENIED
    if (
        _OPEN.search(before)
        or _UNCERTAIN_BEFORE.search(near)
        or _UNCERTAIN_CJK.search(before)
        or _UNCERTAIN_AFTER.match(after)
    ):
        return Standing.UNCERTAIN
    if _OTHER.search(text[start : span[1]]):
        return Standing.OTHER_PERSON
    if _SUPPOSED.search(before):
        return Standing.SUPPOSED
    if _PAST.search(near) and _NOW.search(text, span[1], span[1] + _WINDOW):
        return Standing.PAST
    return Standing.STATED


def _denied(near: str) -> bool:
    if _DENIAL_BEFORE_CJK.search(near):
        return True
    denials = list(_DENIAL_BEFORE.finditer(near))
    if not denials:
        return False
    tail = near[denials[-1].end() :]
    # "not only stage II", "no doubt stage II", "why not ..." deny nothing; "not stage II but IV" ends at the `but`.
    return not re.match(r" (?:only|just|doubt|matter|question|sure|problem|idea|yet (?:treated|started))", tail)
