"""Whatever comes from outside is read or refused in a sentence, and in time: a second for ten thousand letters at most.

`make fuzz` (WARD_FUZZ=1) does the same at length: every repetition of every pattern, thousands of texts.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import string
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.assemble import Assistant, assistant
from bot.cli import answers
from bot.errors import SettingsError, StoreError
from bot.settings import IN_FILE, VARIABLES, Settings
from bot.slack_events import Mark, plain, turn_named
from bot.store import Store
from bot.turn import Turn, take_turn
from corpus.errors import CorpusError
from corpus.pack import read_guideline
from corpus.passage import Guideline
from guardrails.phrases import Audience
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.verify import Stream
from tests.blow_up import Used, patterns, pumped
from tests.conftest import INVENTED_PACK, PACK
from tests.fakes import BagOfWords

THOROUGH = bool(os.environ.get("WARD_FUZZ"))


def fuzzed(quick: int) -> hypothesis_settings:
    return hypothesis_settings(
        max_examples=quick * (40 if THOROUGH else 1),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


# Regular expressions.

LONGEST = {
    "guardrails.hiding.": 600,  # `hidden` reads no longer sentence
    "guardrails.sides.": 600,  # claims of sentences that `hidden` has read
    "guardrails.verify_phrases.": 600,
    "guardrails.verify.": 1200,  # `verify` reads no longer sentence
    "guardrails.hazards._SENTENCE_END": 900,  # `_sentence` looks no further than 300 letters to either side
    "corpus.citations._WORD_BEFORE": 30,  # looked for in the 30 letters before a number
    "guardrails.stages._WHOLE": 80,  # tried on shorter texts only
}
"""Patterns that see no longer texts than this; all others see a whole question."""

_LETTERS = 10_000 if THOROUGH else 4_000
_SECONDS = 1.0 if THOROUGH else 0.16
"""What grows with the square takes a second for 10,000 letters where it takes 0.16 for 4,000."""


@contextmanager
def cut_after(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in a block that takes longer, also inside of a match."""

    def cut(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, cut)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def takes(run: Callable[[Any], object], text: Any, most: float) -> float:
    """Return the CPU seconds that something takes on a text, the fewest of three where one was over `most`."""
    fewest = float("inf")
    for _ in range(3):
        begun = time.process_time()
        with suppress(TimeoutError), cut_after(20 * most):
            run(text)
        fewest = min(fewest, time.process_time() - begun)
        if fewest <= most:
            break
    return fewest


@pytest.fixture(scope="module")
def every(guideline: Guideline) -> list[Used]:
    return patterns(Reader(guideline))


def test_every_pattern_of_the_house_is_found(every: list[Used]) -> None:
    found = {used.where for used in every}

    assert len(every) > 400
    assert {"guardrails.lexicon._TOKEN", "guardrails.hiding._LINK", "bot.slack_events._MARKUP"} <= found
    assert all(
        any(where.startswith(prefix) for where in found)
        for prefix in ("Reader.", "guardrails.identifier_tables.RULES", "guardrails.hazard_tables.", *LONGEST)
    )


def test_no_pattern_runs_away(every: list[Used]) -> None:
    slow: list[str] = []
    for used in every:
        length = min([most for prefix, most in LONGEST.items() if used.where.startswith(prefix)] + [_LETTERS])
        texts = pumped(used.pattern, length)
        for text in texts if THOROUGH else texts[:: max(1, len(texts) // 4)]:
            if (seconds := takes(used.run, text, _SECONDS)) > _SECONDS:
                slow.append(f"{used.where} takes {seconds:.2f} s on {text[:60]!r} ... {text[-5:]!r}")
                break

    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("bad", [r"(?:a+)+$", r"(?:a|aa)+b", r"(?:\w+\s?)*:", r"x*x*x*y"])
def test_a_pattern_that_runs_away_would_be_found(bad: str) -> None:
    import re

    used = Used(where="here", pattern=re.compile(bad), anywhere=True)

    assert any(takes(used.run, text, 0.02) > 0.02 for text in pumped(used.pattern, 3000))


# Questions and drafts.

_RANDOM = random.Random(7)


def _word(length: int) -> str:
    return "".join(_RANDOM.choices(string.ascii_lowercase, k=length))


HEAVY = {
    "unknown words": " ".join(_word(6) for _ in range(1430)),
    "subjects": " ".join(f"for {_word(3)}" for _ in range(1430)),
    "names": " ".join(_word(5).title() for _ in range(1670)),
    "one letter": "a" * 10_000,
    "no letter": "\u0301" * 10_000,
    "Chinese": "".join(chr(_RANDOM.randrange(0x4E00, 0x9FFF)) for _ in range(10_000)),
    "digits": "1" * 10_000,
    "numbers": " ".join(str(_RANDOM.randrange(9999)) for _ in range(2000)),
    "a record number": "chart " + "1" * 10_000,
    "scores": "ecog" + " ps" * 3300,
    "denials": "not stage IV nasal, " * 500,
    "drugs": "asparaginase, CHOP or DDGP? " * 360,
    "stops": "?!;.\n" * 2000,
    "spaces": " \t" * 5000,
    "hazards": "I can't breathe? " * 590,
    "hospitals": "at Princess Margaret" + " St. A''s" * 1100,
    "brackets": "[(" * 5000,
}


def turn(reader: Reader, text: str, memory: "Memory | None" = None) -> Turn:
    return take_turn(text, memory=memory or Memory(), audience=Audience.CLINICIAN, reader=reader, search=lambda _: ())


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_question_takes_a_second_at_most(reader: Reader, name: str) -> None:
    assert takes(lambda text: turn(reader, text), HEAVY[name], 1.0) <= 1.0


PIECES = (
    "stage|IV|I-II|nasal|non-nasal|not|or|and|NK/T|relapsed|first line|CHOP|asparaginase|SMILE|dose|mg/m2|500|?|.|\n|pregnant|17 years|"
    "my mother|Dr. Smith|EBV|[R1]|<b>|</b>|**|`|\\|\u200b|\u202e|\ud800|\x00|é|复发|二线|what about|stage 4 kidney disease|if|she|no longer|1/2/2020|%s|{0}"
).split("|")
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


@given(st.lists(TEXTS, min_size=1, max_size=3))
@fuzzed(40)
def test_any_conversation_ends_in_sealed_replies(reader: Reader, texts: list[str]) -> None:
    memory = Memory()
    for text in texts:
        taken = turn(reader, text, memory)
        memory = taken.memory
        assert taken.reply.markdown.count(taken.reply.disclaimer) == 1
        json.dumps(taken.data())


@given(st.data())
@fuzzed(40)
def test_any_draft_is_judged(guideline: Guideline, reader: Reader, data: st.DataObject) -> None:
    given_ = [passage for passage in guideline.passages if passage.use == "background"][:4]
    quoted = st.sampled_from([passage.text for passage in given_] + [f"[{passage.id}]" for passage in given_])
    chunks = data.draw(st.lists(st.one_of(TEXTS, quoted, st.text(max_size=20)), max_size=12))
    stream = Stream(given_, reader.lexicon)

    verdicts = [verdict for chunk in chunks for verdict in stream.feed(chunk.encode("utf-8", "replace").decode())]
    verdicts += stream.end()

    assert all(
        verdict.reason is not None or verdict.passage in {passage.id for passage in given_} for verdict in verdicts
    )


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_draft_takes_a_second_at_most(guideline: Guideline, reader: Reader, name: str) -> None:
    given_ = [passage for passage in guideline.passages if passage.use == "background"][:4]

    def judge(text: str) -> None:
        stream = Stream(given_, reader.lexicon)
        for at in range(0, len(text), 37):
            stream.feed(text[at : at + 37])
        stream.end()

    assert takes(judge, HEAVY[name][:8000], 1.0) <= 1.0


# Files.

NOISE = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            b"\n",
            b": ",
            b"- ",
            b"[",
            b"]",
            b"{",
            b"}",
            b'"',
            b"'",
            b"#",
            b"&a ",
            b"*a",
            b"!!python/object:os.system ",
            b"\xff",
            b"\t",
            b"\x00",
            b"~",
            b"1e999",
            b"<<: ",
        ]
    ),
)


@st.composite
def spoilt(draw: st.DrawFn, text: bytes) -> bytes:
    """A file with a few places overwritten, cut or doubled."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 30)))
        text = text[:at] + draw(NOISE) + text[end if draw(st.booleans()) else at :]
    return text


@given(st.data())
@fuzzed(12)
def test_a_spoilt_guideline_is_read_or_refused(data: st.DataObject) -> None:
    pack = data.draw(st.sampled_from([PACK, INVENTED_PACK]))
    name = data.draw(st.sampled_from(sorted(path.name for path in pack.iterdir() if path.is_file())))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "pack"
        shutil.copytree(pack, copy)
        (copy / name).write_bytes(data.draw(spoilt((pack / name).read_bytes())))
        with suppress(CorpusError):
            turn(Reader(read_guideline(copy)), "Which regimen for stage IV?")


LINE = json.dumps(
    {"text": "Which regimen for stage I nasal?", "conversation": "c", "audience": "clinician", "id": 7}
).encode()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda it: (
        st.lists(it, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "conversation", "audience", "id", "x"]), it, max_size=4)
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant(Settings.read({"WARD_HOME": str(tmp_path_factory.mktemp("home"))}), encoder=BagOfWords())


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=60),
            JSON.map(lambda it: json.dumps(it).encode()),
            spoilt(LINE),
        ),
        max_size=3,
    )
)
@fuzzed(30)
def test_any_line_gets_one_object_back_and_the_next_line_is_read(asked: Assistant, lines: list[bytes]) -> None:
    given_ = [line for line in b"\n".join([*lines, LINE]).split(b"\n") if line.strip()]

    got = [json.loads(line) for line in answers(asked, given_)]

    assert len(got) == len(given_)
    assert all(("error" in line) != ("reply" in line) for line in got)
    assert got[-1]["outcome"] == "recommended"


TOML = b'port = 8080\nmodel = "ollama:llama3"\nrequire_approved = true\n[slack]\nworkers = 4\nbot_token = "xoxb"\n[[a]]\nb = 1979-05-27\n'


@given(st.one_of(st.binary(max_size=80), spoilt(TOML)))
@fuzzed(60)
def test_any_ward_toml_is_read_or_refused(written: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ward.toml"
        path.write_bytes(written)
        with suppress(SettingsError):
            Settings.load({"WARD_CONFIG": str(path), "WARD_HOME": folder})


@given(
    st.dictionaries(
        st.sampled_from([*IN_FILE.values(), "XDG_DATA_HOME", "WARD_OTHER"]),
        st.text(max_size=30)
        | st.sampled_from(["1", "-1", "~x", "http://", "postgresql+psycopg://x:y@z/w", "http://[", "9" * 5000]),
        max_size=8,
    )
)
@fuzzed(80)
def test_any_environment_is_read_or_refused_without_its_secrets(environ: dict[str, str]) -> None:
    secret = "zyzzogeton"
    environ |= dict.fromkeys((VARIABLES["audit_key"], VARIABLES["slack_bot_token"]), secret)
    try:
        shown = repr(Settings.read(environ))
    except SettingsError as error:
        shown = str(error)

    assert secret not in shown


@given(memory=st.one_of(st.text(max_size=40), JSON.map(json.dumps)))
@fuzzed(25)
def test_any_record_of_the_store_is_read_or_refused(memory: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.keep("c", 1, "{}", Memory())
        with sqlite3.connect(Path(folder) / "conversations.sqlite3") as connection:
            connection.execute(
                "update turn set memory = ?, record = ?",
                (memory.encode("utf-8", "replace").decode(), memory.encode("utf-8", "replace").decode()),
            )
        with suppress(StoreError):
            number, _ = store.recall("c")
            assert number == 1


@given(TEXTS, JSON)
@fuzzed(60)
def test_any_words_of_slack_are_read(text: str, data: object) -> None:
    plain(text)
    turn_named(text)
    Mark.of({"metadata": data, "text": text} if not isinstance(data, dict) else {**data, "metadata": data})
