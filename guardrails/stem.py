"""Cut a word to its stem: one spelling for British and American English, one stem for the forms of a word.

Never cuts a beginning ("undetectable" is not "detectable") nor a comparison ("lower" is not "low"): those are facts.
"""

import re
from functools import lru_cache

_IRREGULAR = dict(
    pair.split(":")
    for pair in """
testes:testis children:child women:woman men:man series:serial used:use using:use uses:use useful:use
usefulness:use chosen:choose chose:choose choice:choose built:build sought:seek found:find given:give gave:give
gives:give giving:give shown:show seen:see sees:see saw:see taken:take took:take lies:lie lying:lie lay:lie
made:make left:leave met:meet fell:fall fallen:fall began:begin begun:begin borne:bear bore:bear struck:strike
broken:break held:hold paid:pay died:die dies:die dying:die mutant:mutation mutants:mutation inclusion:include
inclusive:include pelvic:pelvis bases:base feet:foot teeth:tooth bacteria:bacterium division:divide
metastases:metastasis diagnoses:diagnosis prognoses:prognosis rose:rise risen:rise grew:grow grown:grow
spoken:speak meant:mean kept:keep classical:classic prevalence:prevalent successful:success done:do does:do
did:do led:lead
    """.split()
)
"""Forms of a word that no suffix explains."""
_SPELLING = (("ae", "e"), ("oe", "e"), ("our", "or"), ("z", "s"), ("sulph", "sulf"))
_DOUBLE_L = re.compile(r"ll(?!y$)")
_GREEK = re.compile(r"(?<=.{4})(os|as)(?:is|tics?|tically)$")
_LAST_SYLLABLE = re.compile(r"(?<=[bcdfgkpt])re$")
_PAST_OF_Y = re.compile(r"(?<=.{2})ied$")
_DOUBLE = re.compile(r"([b-df-hj-np-rtv-z])\1$")
_SUFFIXES = tuple(
    """isation fulness iveness ability ibility ement ment ance ence ancy ency anc enc ation ative ically ical able
    ible ally ant ent ing edly ed ly al ic ist ive ity ness ful ous ise is ion ate at""".split()
)
"""The longest first, wherever one ends in another."""
_SHORTEST = {"ed": 3, "ing": 3, "is": 5}
_ROUNDS = 5
_WHOLE = frozenset(
    """signal variant organ patient capital hospital rational mental dental need seed bleed feed speed several many
    various serious success successive classic prevalent local""".split()
)
"""Words that end like a suffix and are none, or whose stem is another word's."""


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return the stem of a folded word."""
    word = _IRREGULAR.get(word, word)
    for said, spelled in _SPELLING:
        word = word.replace(said, spelled)
    word = _singular(_DOUBLE_L.sub("l", word))
    if word in _WHOLE:
        return word
    word = _PAST_OF_Y.sub("y", _GREEK.sub(r"\1", _LAST_SYLLABLE.sub("er", word)))
    for _ in range(_ROUNDS):
        shorter = _cut(word)
        if shorter == word or word in _WHOLE:
            break
        word = shorter
    if len(word) > 3 and word[-1] in "eiy":
        word = word[:-1]
    return _DOUBLE.sub(r"\1", word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and len(word) > 5 and word[:-2].endswith(("s", "x", "ch", "sh")):
        return word[:-1] if word.endswith("ases") else word[:-2]
    if word.endswith("s") and len(word) > 2 and word[-2] not in "siu":
        return word[:-1]
    return word


def _cut(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST.get(suffix, 4):
            return _DOUBLE.sub(r"\1", word[: -len(suffix)])
    return word
