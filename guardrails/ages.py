"""The ages a text tells, as clinicians and families write them: "aged 15", "16F", "M/16", "a boy of nine", "16岁"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.pattern import Span

ADULT = 18
"""Years."""

_PERSON = r"(?:he|she|i|who|patient|pt|mother|father|mum|mom|dad|son|daughter|child|boy|girl|sister|brother|husband|wife|kid|niece|nephew|cousin)"
_IN_WORDS = {
    word: years
    for years, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split(),
        1,
    )
}
_ABOVE_ONE = "|".join(list(_IN_WORDS)[1:])
"""Without "one", which is a pronoun too: "she is one" tells no age."""
_GOES_ON = r"(?= *(?:$|[.,;?!)]|and|with|by the way|btw|now|already|years?|yo|y/o))"
"""What follows a bare number that is an age: "she is 15 and ...", not "she is 15 % better"."""
_AGE = re.compile(
    "|".join(
        (
            r"(?<![\d.])(?P<age>\d{1,3})[ -]?(?:years?|yrs?|y)?[ -]?(?:old|/?o|-?jahrige?[rns]?|ans|anos|anni)(?![a-z])",
            r"(?<![a-z])(?:aged?|age of|age:|turned) (?P<aged>\d{1,3})(?!\d|\.\d)",
            r"(?<![a-z])(?:boy|girl|student|person|patient|male|female|man|woman|lad|child|teen\w*) of (?P<of>\d{1,3})(?= *(?:$|[.,:;?!)]|years?|and|with))",
            rf"(?<![a-z]){_PERSON}(?: is|'s| am|'m| were| was|,) (?:only |just |now )?(?P<is>\d{{1,3}}){_GOES_ON}",
            r"(?<![\d.])(?P<short>\d{1,3}) ?(?:[mf]|yom|yof|male|female)(?![a-z0-9])",
            r"(?P<zh>\d{1,3}) ?岁",
            r"(?<![\d.])(?P<of_age>\d{1,3}) (?:years?|yrs?) of age",
            r"(?<![a-z0-9/])[mf]/(?P<after_sex>\d{1,3})(?![\d/])",
            r"(?<![\d/.])(?P<before_sex>\d{1,3})/[mf](?![a-z0-9/])",
            r"(?<!after )(?<!for )(?<!in )(?<!over )(?<!within )(?<![\d.-])(?P<bare>1[0-7]) ?(?:years?|yrs?)(?= *[,:;.?)]| (?:m|f|male|female|boy|girl)(?![a-z]))",
            r"(?P<months>\d{1,2})[ -](?:months?|weeks?)[ -]old",
            rf"(?<![a-z])(?:aged?|turned|{_PERSON}(?: is|'s| am|'m)) (?:only |just |now )?(?P<word>{_ABOVE_ONE}){_GOES_ON}",
            rf"(?<![a-z])(?P<words>one|{_ABOVE_ONE})[ -]years?[ -]olds?(?![a-z])",
        )
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    years: int
    """None lived of an age told in months or weeks."""
    span: Span


def ages(text: str) -> Iterator[Age]:
    """Yield the ages that a folded text tells, in the order of their place."""
    for match in _AGE.finditer(text):
        yield Age(years=_years(match), span=match.span())


def _years(match: re.Match[str]) -> int:
    if match["months"]:
        return 0
    if in_words := match["word"] or match["words"]:
        return _IN_WORDS[in_words]
    return next(int(digits) for digits in match.groups() if digits)
