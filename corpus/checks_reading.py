"""What must hold of the words that a guideline reads questions by. Pure, as `corpus.checks`, which asks for it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from corpus.passage import Cue, Guideline, Reading

Path = tuple[str | int, ...]
Found = tuple[str, Path, str]
"""A file, the path of keys and places in it, and what to mend."""

_WRITTEN = re.compile(r"\\.|\(\?P?<[^>]*>|\(\?P=[^)]*\)|\[:[a-z]+:\]")
"""Parts of a pattern that stand for other letters than they are written with."""


def reading_faults(guideline: Guideline) -> Iterator[Found]:
    """Yield the faults of reading.yaml, and of the patterns and signs of the other files."""
    for check in (_values, _signs, _premises, _patterns):
        yield from check(guideline)


def _cues(reading: Reading) -> Iterator[tuple[Path, Cue]]:
    for key in ("diseases", "subtypes", "lines", "flags", "background"):
        for at, cue in enumerate(getattr(reading, key)):
            yield (key, at), cue
    yield ("subjects",), reading.subjects
    if reading.elsewhere is not None:
        yield ("elsewhere",), reading.elsewhere


def _values(guideline: Guideline) -> Iterator[Found]:
    reading = guideline.reading
    for key, names in (
        ("diseases", [cue.value for cue in reading.diseases]),
        ("subtypes", [cue.value for cue in reading.subtypes]),
        ("background", [cue.name for cue in reading.background]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                last = len(names) - 1 - names[::-1].index(name)
                yield "reading.yaml", (key, last), f"{name!r} stands here {count} times; make one entry of them"
    both = set(reading.stage_groups.early) & set(reading.stage_groups.advanced)
    for stage in sorted(both):
        yield "reading.yaml", ("stage_groups",), f"stage {stage} is both early and advanced; remove it from one of them"
    terms = {term.name.lower() for term in guideline.lexicon}
    terms |= {class_ for term in guideline.lexicon for class_ in term.contains}
    for id_, regimen in guideline.regimens.items():
        for drug in regimen.drugs:
            if drug.lower() not in terms:
                says = f"lexicon.yaml has no {drug!r}, so its name would pass unseen in a reply; add it there"
                yield "table.yaml", ("regimens", id_, "drugs"), says


def _signs(guideline: Guideline) -> Iterator[Found]:
    diseases = {cue.value for cue in guideline.reading.diseases}
    for at, topic in enumerate(guideline.topics):
        for sign_at, sign in enumerate(topic.signs):
            path = (at, "signs", sign_at)
            for missing in sorted(set(sign.disease) - diseases):
                says = f"{missing!r} is no disease of reading.yaml; correct it or add it there"
                yield "not-covered.yaml", (*path, "disease"), says
            keys = (sign.asked, sign.flags, sign.disease, sign.line, sign.regimens, sign.when, sign.unnamed, sign.dose)
            if not any(keys):
                says = f"this sign of {topic.id} holds in every question; add what it is met by, such as `asked`"
                yield "not-covered.yaml", path, says


def _premises(guideline: Guideline) -> Iterator[Found]:
    diseases = {cue.value for cue in guideline.reading.diseases}
    classes = {class_ for term in guideline.lexicon for class_ in term.contains}
    for at, premise in enumerate(guideline.premises):
        for missing in sorted(set(premise.disease) - diseases):
            says = f"{missing!r} is no disease of reading.yaml; correct it or add it there"
            yield "premises.yaml", (at, "disease"), says
        if premise.names is not None and premise.names not in classes:
            says = f"nothing in lexicon.yaml contains {premise.names!r}; correct it or add `contains` there"
            yield "premises.yaml", (at, "names"), says
        if premise.names is None and not premise.asked:
            yield "premises.yaml", (at,), f"nothing meets {premise.id}; add `asked` or `names`"


def _patterns(guideline: Guideline) -> Iterator[Found]:
    reading = guideline.reading
    patterns: list[tuple[str, Path, tuple[str, ...]]] = []
    for path, cue in _cues(reading):
        patterns.append(("reading.yaml", (*path, "patterns"), cue.patterns))
        patterns.append(("reading.yaml", (*path, "unless"), cue.unless))
    for at, topic in enumerate(guideline.topics):
        patterns.extend(("not-covered.yaml", (at, "signs", k, "asked"), s.asked) for k, s in enumerate(topic.signs))
    patterns.extend(("premises.yaml", (at, "asked"), premise.asked) for at, premise in enumerate(guideline.premises))
    for file, path, written in patterns:
        named: set[str] = set()
        for at, pattern in enumerate(written):
            try:
                groups = _groups(pattern)
            except (re.error, RecursionError, OverflowError) as error:
                yield file, (*path, at), f"not a regular expression: {getattr(error, 'msg', error)}; mend it"
                continue
            if strange := _never_in_a_question(pattern):
                yield (
                    file,
                    (*path, at),
                    f"no question holds {strange!r}, for it is read in lower case and without accents; correct it",
                )
            for name in sorted(named & groups):
                yield file, (*path, at), f"the group {name!r} stands in another of these patterns; correct its name"
            named |= groups


@lru_cache(maxsize=4096)
def _groups(pattern: str) -> frozenset[str]:
    """Return the names of a pattern's groups; it is compiled as it will stand: among others, not alone."""
    return frozenset(re.compile(f"(?:{pattern})").groupindex)


def _never_in_a_question(pattern: str) -> str:
    """Return a letter of a pattern that no folded text holds; empty: there is none."""
    for letter in _WRITTEN.sub("", pattern):
        decomposed = unicodedata.normalize("NFD", letter)
        if letter.isupper() or (len(decomposed) > 1 and decomposed[0].isascii()):
            return letter
    return ""
