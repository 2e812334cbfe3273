"""What one message says twice of a case: taken back, compared, or either of the two."""

import itertools
import re
from dataclasses import replace

from guardrails.case import Dimension, Fact
from guardrails.context import TAKEN_BACK
from guardrails.pattern import Span, blanked, words

_JOINERS = re.compile(
    r"(?:disease|lymphoma|and|or|vs\.?|versus|compared (?:to|with)|to|with|from|than|the|a|in|for|"
    r"patients?|then|what about|respectively|type|both|treatment|first-line|regimens?|[\s,/&+?-])*"
)
_AND = words(r"and|to|with|und|y|et|e|plus")
_OR = words(r"or|oder|ou|o")
_COMPARES = words(
    r"compare[ds]?|comparison|differen\w+|differs?|both|respectively|vs\.?|versus|between|as opposed to|rather than in|distinguish"
)


def settled(text: str, facts: tuple[Fact, ...], names: list[Span]) -> tuple[Fact, ...]:
    """Settle what one message says twice: a correction drops the earlier, a comparison keeps both side by side.

    Args:
        names: where it names a disease or subtype; such a name may stand between two facts that belong together.
    """
    bare = blanked(text, names)
    kept = list(facts)
    for dimension in (Dimension.STAGE, Dimension.SUBTYPE, Dimension.LINE, Dimension.DISEASE):
        said = [fact for fact in kept if fact.dimension is dimension]
        for first, second in itertools.pairwise(said):
            if first.values & second.values:
                continue
            between = bare[first.start + len(first.words) : second.start]
            if TAKEN_BACK.search(between):
                kept = [fact for fact in kept if fact is not first]
            elif _COMPARES.search(text) or (_JOINERS.fullmatch(between) and _AND.search(between)):
                kept = [replace(f, alternatives=True) if f in (first, second) else f for f in kept]
            elif _JOINERS.fullmatch(between) and _OR.search(between):
                either = first.values | second.values
                kept = [replace(f, values=either) if f in (first, second) else f for f in kept]
    return tuple(kept)
