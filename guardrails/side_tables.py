"""Ways to say who stands on which side: what causes and what is caused, the preferred and the other, kind and whole.

The patterns read the marked text of `verify_phrases`; each row carries examples, and one test runs every row on them.
"""

from dataclasses import dataclass

CAUSE, PREFER, KIND, KIND_SAID = "CAUSE", "PREFER", "KIND", "KIND_SAID"
"""Families of rows. A passage that says "one kind of" is read by `KIND_SAID`, a sentence about it by `KIND`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """A way to say who stands on which side; rows of a family are tried in order."""

    family: str

    says: str
    """A pattern over the marked text, with the groups `first` (cause, winner) and `second` (effect, loser)."""
    reads: tuple[tuple[str, str, str], ...]
    """Example, a word of its first side, a word of its second side."""


_TO = r"(?: is| are)?(?: given| goes| go| falls| lies)? (?:to|for|of|with|on|towards?)"
_KIND = r"(?:types?|kinds?|forms?|groups?|examples?|variet(?:y|ies)|members?|class(?:es)?|subtypes?)"
_END = r"(?= is | are | BECAUSE | THEREFORE |[,;:.]|$)"
_OVER = r"(?:over|to|against|VS(?: with| to)?|above|before)"

SIDES = (
    Sides(
        family=CAUSE,
        says=r"^(?:as )?(?:the |a |its )?(?:\w+ )?REASON(?: \w+)? (?:for|of|behind|that)? ?"
        r"(?P<second>[^,]+), (?P<first>.+)$",
        reads=(("as the reason for pain, a stone is given", "stone", "pain"),),
    ),
    Sides(
        family=CAUSE,
        says=r"^(?P<first>.*\w.*?) (?:is|are|as|being|be|serves as|forms|in)(?: \w+){0,4}? REASON(?: \w+){0,2}? ?"
        r"(?:for|of|behind|that|why)? (?P<second>.+)$",
        reads=(("a stone is given as the reason for pain", "stone", "pain"),),
    ),
    Sides(
        family=CAUSE,
        says=r"^.*?REASON(?: \w+){0,2}? (?:for|of|behind|why|to|that)?(?P<second>.+?) (?:is|are|was|being|lies in)"
        r"(?: that)? (?P<first>.+)$",
        reads=(("the reason given for pain is a stone", "stone", "pain"),),
    ),
    Sides(
        family=CAUSE,
        says=r"ATTRIBUTES (?P<second>.+?) (?:BECAUSE|to|by|with|through) (?P<first>.+)$",
        reads=(
            ("the text attributes pain to a stone", "stone", "pain"),
            ("the text explains pain by a stone", "stone", "pain"),
        ),
    ),
    Sides(
        family=CAUSE,
        says=r"^\W*BECAUSE (?P<first>[^,]+), (?P<second>.+)$",
        reads=(("because of a stone, there is pain", "stone", "pain"),),
    ),
    Sides(
        family=CAUSE,
        says=r"^(?P<second>.+?) BECAUSE (?P<first>.+)$",
        reads=(("pain is due to a stone", "stone", "pain"), ("pain is explained by a stone", "stone", "pain")),
    ),
    Sides(
        family=CAUSE,
        says=r"^(?P<second>.+? RENDERED \w+) by (?P<first>.+)$",
        reads=(("pain is made worse by a stone", "stone", "pain"),),
    ),
    Sides(
        family=CAUSE,
        says=r"^what THEREFORE (?P<second>.+?) (?:is|are) (?P<first>.+)$",
        reads=(("what explains pain is a stone", "stone", "pain"),),
    ),
    Sides(
        family=CAUSE,
        says=r"^(?P<first>.+?) THEREFORE (?P<second>.+)$",
        reads=(("a stone makes pain worse", "stone", "pain"), ("a bad stone, which is why it hurts", "stone", "hurts")),
    ),
    Sides(
        family=PREFER,
        says=rf"^(?P<second>.+?) (?:is|are) DISFAVOURED VS (?P<first>.+?){_END}",
        reads=(("tea is less preferred than coffee", "coffee", "tea"),),
    ),
    Sides(
        family=PREFER,
        says=rf"^(?P<first>.+?) (?:has|have|takes?|gets?) (?:the |a )?PREFERENCE {_OVER} (?P<second>.+?){_END}",
        reads=(("coffee has preference over tea", "coffee", "tea"),),
    ),
    Sides(
        family=PREFER,
        says=rf"^PREFERRED (?:is|are) (?P<first>.+?) {_OVER} (?P<second>.+?){_END}",
        reads=(("preferred is coffee over tea", "coffee", "tea"),),
    ),
    Sides(
        family=PREFER,
        says=rf"^PREFERRED {_OVER} (?P<second>.+?) (?:is|are) (?P<first>.+?){_END}",
        reads=(("preferred over tea is coffee", "coffee", "tea"),),
    ),
    Sides(
        family=PREFER,
        says=rf"^\W*(?:VS|over)(?: with| to)? (?P<second>[^,]+), (?P<first>.+?){_END}",
        reads=(("compared with tea, coffee is preferred", "coffee", "tea"),),
    ),
    Sides(
        family=PREFER,
        says=rf"(?:PREFERENCE{_TO}|PREFERS) (?P<first>[^,]+?),? {_OVER} (?P<second>.+?){_END}",
        reads=(
            ("the preference goes to coffee over tea", "coffee", "tea"),
            ("it prefers coffee to tea", "coffee", "tea"),
        ),
    ),
    Sides(
        family=PREFER,
        says=rf"(?:PREFERENCE{_TO}|PREFERS) (?P<first>.+?)(?P<second>){_END}",
        reads=(("there is a preference for coffee", "coffee", ""), ("preferring coffee is due to tea", "coffee", "")),
    ),
    Sides(
        family=PREFER,
        says=rf"^(?P<first>.+?),? (?:PREFERRED|{_OVER}).*? {_OVER} (?P<second>.+?){_END}",
        reads=(
            ("coffee is preferred over tea", "coffee", "tea"),
            ("coffee is to be preferred to tea", "coffee", "tea"),
        ),
    ),
    Sides(
        family=PREFER,
        says=rf"^(?P<first>.+?),? VS (?P<second>.+?){_END}",
        reads=(("coffee, rather than tea, is preferred", "coffee", "tea"),),
    ),
    Sides(
        family=PREFER,
        says=r"^(?P<first>.+?) PREFERRED(?P<second>)",
        reads=(("coffee is preferred", "coffee", ""),),
    ),
    Sides(
        family=KIND_SAID,
        says=rf"^(?P<first>.+?) (?:is|are) .*?{_KIND} of (?P<second>.+)$",
        reads=(("a spoon is named as a kind of tool", "spoon", "tool"),),
    ),
    Sides(
        family=KIND,
        says=r"^(?:of|among|within) (?P<second>[^,]+), (?P<first>.+?) (?:is|are) ",
        reads=(("among tools, a spoon is a kind", "spoon", "tools"),),
    ),
    Sides(
        family=KIND,
        says=r"^(?:named |listed )?(?:of|among|within|as) (?P<second>[^,]+?) (?:is|are) (?P<first>.+)$",
        reads=(("one of the tools is a spoon", "spoon", "tools"), ("named among tools is a spoon", "spoon", "tools")),
    ),
    Sides(
        family=KIND,
        says=rf"{_KIND} of (?P<second>.+?) (?:that .*|named |given )?(?:is|are) (?P<first>.+)$",
        reads=(("one kind of tool is a spoon", "spoon", "tool"),),
    ),
    Sides(
        family=KIND,
        says=rf"^(?P<second>[^,]*(?:{_KIND}|named|called|specific)[^,]*?) (?:is|are) (?P<first>(?!.*{_KIND} of)[^,]+)",
        reads=(("a tool of one kind is a spoon", "spoon", "tool"),),
    ),
    Sides(
        family=KIND,
        says=rf"^(?P<first>.+?) (?:is|are) (?:.*?{_KIND} of )?(?P<second>.+)$",
        reads=(("a spoon is a tool", "spoon", "tool"), ("a spoon is a kind of tool", "spoon", "tool")),
    ),
)
