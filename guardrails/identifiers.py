"""Find what would tell who a text is about, and put its kind in its place: "seen by [NAME] at [PLACE] on [DATE]".

Rules only, no model: a shape (a phone number), or a cue and a shape ("seen by" and capitalised words). Masked is what
singles a person out. An age, a stage, a bare year ("diagnosed in 2019"), a relative date ("last month"), a state or a
country stays, and so does the eponym that looks like a name or a town: Hodgkin, Ann Arbor, Boston criteria.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from guardrails import identifier_tables as tables
from guardrails.identifier_tables import RULES, Fit, Kind

__all__ = ["Finder", "Identifier", "Kind", "beyond", "identifiers", "mask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A stretch of a text that names a person, or leads to one."""

    kind: Kind

    start: int
    """Its first letter, counted in the original text."""

    end: int
    """One past its last letter."""


Finder = Callable[[str], tuple[Identifier, ...]]
"""Finds the identifiers of a text, in order, none overlapping another."""

_PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(Kind)})\]")
_JOINT = re.compile(r"(?:,? in |, | of | at | )?")
_SITES = (Kind.PLACE, Kind.ADDRESS)


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Return what identifies a person in `text`, in order, none overlapping another.

    Looks again at the masked text until nothing more is found: so masking a masked text changes nothing, and a name
    that is known can be the cue to a town ("[NAME] from Westwood").
    """
    found: tuple[Identifier, ...] = ()
    while True:
        masked, origin = _masked(text, found)
        more = [Identifier(kind=it.kind, start=origin[it.start], end=origin[it.end - 1] + 1) for it in _search(masked)]
        if not more:
            return found
        found = tuple(sorted((*found, *more), key=lambda it: it.start))


def mask(text: str, found: Iterable[Identifier] | None = None) -> str:
    """Return `text` with each identifier replaced by its kind in brackets; a masked text stays as it is.

    Args:
        found: its identifiers; none: those that the rules find.
    """
    return _masked(text, identifiers(text) if found is None else found)[0]


def beyond(
    text: str, found: Iterable[Identifier], more: Iterable[Identifier], medicines: Container[str] = ()
) -> tuple[Identifier, ...]:
    """Return what was found, and what somebody else found beside it that is no medicine, eponym, country or state.

    Args:
        medicines: names of drugs, in lower case.
    """
    kept = [*found]
    for it in sorted(more, key=lambda it: (it.start, -it.end)):
        words = _WORD.findall(text[it.start : it.end])
        taken = any(it.start < other.end and other.start < it.end for other in kept)
        drug = any(_plain(word) in medicines for word in words)
        if words and not taken and not drug and not _is_clinical(words, text[it.end : it.end + 80]):
            kept.append(it)
    return tuple(sorted(kept, key=lambda it: it.start))


def _is_clinical(words: list[str], after: str) -> bool:
    if after.startswith("-") or _LONG_EPONYM_TAIL.match(after) or _names_an_illness(words, after):
        return True
    return any(_is_medicine(word) for word in words) or " ".join(words).lower() in _WIDE


def _masked(text: str, found: Iterable[Identifier]) -> tuple[str, list[int]]:
    """Return the masked text, and for each of its letters the index in `text` that it came from."""
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for it in found:
        parts += text[at : it.start], f"[{it.kind}]"
        origin += (*range(at, it.start), *[it.start] * (len(it.kind) + 2))
        at = it.end
    return "".join((*parts, text[at:])), [*origin, *range(at, len(text))]


def _search(text: str) -> list[Identifier]:
    """Look once, at a text in which what was found before is a placeholder."""
    taken = [match.span() for match in _PLACEHOLDER.finditer(text)]
    found: list[tuple[int, int, int]] = []
    for rank, rule in enumerate(RULES):
        for match in rule.pattern.finditer(text):
            start, end = match.span("it")
            skip, keep = _FITS[rule.fit](match["it"], text[end : end + 80])
            found.append((start + skip, start + keep, rank))
    return list(_joined(text, _free(text, found, taken)))


def _free(
    text: str, found: Iterable[tuple[int, int, int]], taken: list[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Drop what is empty or touches a placeholder."""
    closed = bytearray(len(text))
    for start, end in taken:
        closed[start:end] = b"\1" * (end - start)
    return (it for it in found if it[0] < it[1] and not any(closed[it[0] : it[1]]))


def _joined(text: str, found: Iterable[tuple[int, int, int]]) -> Iterator[Identifier]:
    """Join what overlaps, and a place with the place it lies in ("Mayo Clinic in Rochester, MN")."""
    held: tuple[int, int, int] | None = None
    for start, end, rank in sorted(found):
        if held and (start < held[1] or _is_one_site(text, held, (start, end, rank))):
            held = held[0], max(held[1], end), min(held[2], rank)
            continue
        if held:
            yield _identifier(*held)
        held = start, end, rank
    if held:
        yield _identifier(*held)


def _is_one_site(text: str, first: tuple[int, int, int], second: tuple[int, int, int]) -> bool:
    both = RULES[first[2]].kind in _SITES and RULES[second[2]].kind in _SITES
    return both and second[0] - first[1] < 6 and _JOINT.fullmatch(text, first[1], second[0]) is not None


def _identifier(start: int, end: int, rank: int) -> Identifier:
    return Identifier(kind=RULES[rank].kind, start=start, end=end)


# How a match is cut down. Each of these takes what a pattern matched and the text after it, and says which part of the
# match is the identifier; `_NOTHING` is no part.

_NOTHING = (0, 0)
_WORD = re.compile(r"[^\s,]+")


def _lower(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


_GIVEN, _SHARED, _SURNAMES = _lower(tables.GIVEN), _lower(tables.SHARED_GIVEN), _lower(tables.SURNAMES)
_SURE = (_GIVEN - _SHARED) | _SURNAMES
_EPONYMS = _lower(tables.EPONYMS)
_WIDE = _lower((*tables.STATES, *tables.COUNTRIES, *tables.REGIONS))
_HEAD = rf"[\s-]{{1,3}}(?i:{tables.any_of(sorted(tables.HEADS))})(?!\w)"
_MIDDLE = f"(?i:{tables.any_of(sorted(tables.HEAD_MIDDLES))})"
_EPONYM_TAIL = re.compile(rf"(?:['’]s?)?(?:[\s-]{{1,3}}{_MIDDLE}){{0,3}}{_HEAD}")
_LONG_EPONYM_TAIL = re.compile(tables.spelled_out(rf"(?:['’]s?)?(?:[\s-]{{1,3}}(?:{_MIDDLE}|{{CAP}})){{0,3}}{_HEAD}"))
_GOES_ON = re.compile(
    r"[ \t]*(?:[,.;:)?!'’\n\[-]|$|(?:who|whose|with|has|had|is|was|presents|presented|seen|from|at|on|in|and|"
    r"to|for|as|since|(?i:age|aged|dob|sex|mrn|stage|born|geb)|a (?:rechut|récid))\b)"
)


def _plain(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower()).strip(".")


def _is_medicine(word: str) -> bool:
    parts = {_plain(word), *_plain(word).split("-")}
    return bool(parts & tables.NOT_A_NAME) or (len(word) > 5 and _plain(word).endswith(tables.DRUG_ENDINGS))


def _whole(it: str, after: str) -> tuple[int, int]:
    return 0, len(it)


def _name(it: str, after: str) -> tuple[int, int]:
    """Keep the words before the first one that is no name."""
    end = 0
    for word in _WORD.finditer(it):
        is_initial = len(word[0].rstrip(".")) == 1 and (end > 0 or word[0].endswith("."))
        if _is_medicine(word[0]) and not is_initial and _plain(word[0]) not in _SURE:
            break
        end = word.end()
    return 0, end


def _titled(it: str, after: str) -> tuple[int, int]:
    title = re.match(r"\S+\s+", it)
    skip = title.end() if title else 0
    end = _name(it[skip:], after)[1]
    return (0, skip + end) if end else _NOTHING


def _known_and_titled(it: str, after: str) -> tuple[int, int]:
    """After "Doctor", which opens many a sentence, the name must be known."""
    start, end = _titled(it, after)
    words = it[start:end].split()[1:]
    known = any(word.lower() in _GIVEN | _SURNAMES for word in words)
    return (start, end) if known and not _names_an_illness(words, it[end:] + after) else _NOTHING


def _titled_in_lower_case(it: str, after: str) -> tuple[int, int]:
    return (0, len(it)) if it.split()[-1] in _GIVEN | _SURNAMES else _NOTHING


def _likely_name(it: str, after: str) -> tuple[int, int]:
    """After a weak cue: a known given name or two words, and no illness."""
    start, end = _name(it, after)
    words = it[start:end].split()
    if not words or _names_an_illness(words, it[end:] + after):
        return _NOTHING
    known = words[0].lower() in _GIVEN | _SURNAMES and not _is_medicine(words[0])
    if len(words) > 1 and (known or words[-1].lower() in _SURNAMES or _GOES_ON.match(it[end:] + after)):
        return start, end
    return (start, end) if known and not words[0].isupper() else _NOTHING


def _new_name(it: str, after: str) -> tuple[int, int]:
    """After a cue such as "named": one unknown word will do, unless it is an eponym."""
    start, end = _name(it, after)
    words = it[start:end].split()
    return _NOTHING if not words or _names_an_illness(words, it[end:] + after) else (start, end)


def _given_and_more(it: str, after: str) -> tuple[int, int]:
    start, end = _likely_name(it, after)
    words = it[start:end].split()
    if len(words) < 2 or words[0].lower() not in _GIVEN:
        return _NOTHING
    if words[0].lower() in _SHARED and not (words[1].endswith(".") or words[-1].lower() in _SURNAMES):
        return _NOTHING
    return start, end


def _surname_last(it: str, after: str) -> tuple[int, int]:
    words = it.lower().split()
    known = (
        words[-1] in _SURNAMES - _SHARED
        and len(words[-1]) > 2
        and (words[0].endswith(".") or not _is_medicine(words[0]))
    )
    return (0, len(it)) if known and not _names_an_illness(it.split(), after) else _NOTHING


def _given_alone(it: str, after: str) -> tuple[int, int]:
    alone = it[1:].islower() and it.lower() in _GIVEN - _SHARED - _EPONYMS and not after.startswith("-")
    return (0, len(it)) if alone and not _LONG_EPONYM_TAIL.match(after) else _NOTHING


def _both_known(it: str, after: str) -> tuple[int, int]:
    given, surname = re.split(r"[\s,]+", it.lower())[:: -1 if "," in it else 1]
    known = given in _GIVEN - _SHARED and surname in _SURNAMES
    return (0, len(it)) if known and not _EPONYM_TAIL.match(after) else _NOTHING


def _names_an_illness(words: list[str], after: str) -> bool:
    first = {_plain(part) for part in words[0].split("-")}
    if all(
        word.isupper() and word[1:2].isalpha() for word in words
    ):  # SMILE, JULIET and ANA are no names, JOHN SMITH is
        return not (len(words) > 1 and words[0].lower() in _GIVEN and words[-1].lower() in _SURNAMES)
    if words[0].isupper() and len(words[0].rstrip(".")) > 1 and not first & _SURE:
        return True
    return bool(first & _EPONYMS) or bool(_EPONYM_TAIL.match(after)) or _plain(words[-1]) in tables.HEADS


def _facility(it: str, after: str) -> tuple[int, int]:
    """Drop leading words that name no place; what is left must be more than "Hospital"."""
    if _LONG_EPONYM_TAIL.match(after):
        return _NOTHING
    for word in _WORD.finditer(it):
        if _plain(word[0]) in tables.FACILITY_WORDS:
            is_named = _plain(word[0]) in tables.ALONE_BEFORE_HOSPITAL and "Hospital" in it[word.end() :]
            return (word.start(), len(it)) if is_named else _NOTHING
        if _plain(word[0]) in tables.NOT_A_PLACE:
            continue
        if _plain(word[0]) in tables.OPENS_A_PLACE or not _is_medicine(word[0]):
            return word.start(), len(it)
    return _NOTHING


def _town(it: str, after: str) -> tuple[int, int]:
    words = it.split()
    is_short = words[0].strip(",").isupper() and len(words[0].strip(",")) < 5
    if it.lower() in _WIDE or is_short or _LONG_EPONYM_TAIL.match(after) or _names_an_illness(words, after):
        return _NOTHING
    return _name(it, after)


def _known_place(it: str, after: str) -> tuple[int, int]:
    return _NOTHING if _LONG_EPONYM_TAIL.match(after) else (0, len(it))


def _number(it: str, after: str) -> tuple[int, int]:
    return (0, len(it)) if any(c.isdigit() for c in it) else _NOTHING


def _long_number(it: str, after: str) -> tuple[int, int]:
    return (0, len(it)) if sum(c.isdigit() for c in it) > 7 else _NOTHING


def _phone(it: str, after: str) -> tuple[int, int]:
    return (0, len(it)) if 6 <= sum(c.isdigit() for c in it) <= 15 else _NOTHING


def _code(it: str, after: str) -> tuple[int, int]:
    letters = re.match(r"#?([^\W\d_]+)", it)
    return _NOTHING if letters and letters[1].upper() in tables.DRUG_CODES else (0, len(it))


def _ip(it: str, after: str) -> tuple[int, int]:
    """Four small numbers may be a paragraph of a guideline: "1.4.2.1"."""
    parts = [int(part) for part in it.split(".")]
    return (0, len(it)) if max(parts) < 256 and sum(part > 9 for part in parts) > 1 else _NOTHING


_FITS: dict[Fit, Callable[[str, str], tuple[int, int]]] = {
    Fit.WHOLE: _whole,
    Fit.NAME: _name,
    Fit.NEW_NAME: _new_name,
    Fit.LIKELY_NAME: _likely_name,
    Fit.GIVEN_ALONE: _given_alone,
    Fit.GIVEN_AND_MORE: _given_and_more,
    Fit.SURNAME_LAST: _surname_last,
    Fit.BOTH_KNOWN: _both_known,
    Fit.TITLED: _titled,
    Fit.KNOWN_AND_TITLED: _known_and_titled,
    Fit.TITLED_IN_LOWER_CASE: _titled_in_lower_case,
    Fit.FACILITY: _facility,
    Fit.KNOWN_PLACE: _known_place,
    Fit.TOWN: _town,
    Fit.NUMBER: _number,
    Fit.LONG_NUMBER: _long_number,
    Fit.PHONE: _phone,
    Fit.CODE: _code,
    Fit.IP: _ip,
}
