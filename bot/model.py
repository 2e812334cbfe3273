"""Keeper of langchain: any chat model behind one setting, with an end to every wait.

    script:FILE  ollama:NAME  openai:NAME  anthropic:NAME  gguf:PATH  and whatever else init_chat_model knows
      -> a Stream, which may block and may raise anything
      -> a Complete, which ends within its limits, in text or in a ModelError

What a model writes is untrusted: the caller verifies it before anyone reads it. No error repeats what was said.
"""

import atexit
import json
import math
import os
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum, auto
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import urlsplit

from bot.errors import ModelError
from bot.limits import OutOfTime, left, received

LONGEST = 8_000
"""Characters that a draft may have: a few passages fill no more."""

_MOST_BYTES = 8_000_000
"""What a server may send for one draft, all of its JSON included."""

_CONTEXT = 4096
"""Tokens that a model on this machine holds: prompt and draft; a draft has at most a quarter of them."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 10.0
"""Seconds before the second try; each later pause is twice as long. A server that asks for more is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a model is asked."""

    system: str
    """What it is to do."""
    user: str
    """The passages and the question."""


Complete = Callable[[Prompt], Iterator[str]]
"""Write a draft: yields its text piece by piece as it comes; raises ModelError. Closing the iterator stops it."""

Stream = Callable[[Prompt], Generator[str, None, None]]
"""A model as its package gives it: may block for ever, may raise anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A model that is set and not loaded yet."""

    where: str
    """As an error names it: the model and its address."""
    load: Callable[[], Stream]
    """Import what it needs and set it up; slow."""
    reach: str = "try again"
    """What to do where it cannot be reached."""
    key: str = "its key"
    """The variable that holds its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    first: float
    between: float
    total: float
    retries: int


def model(
    name: str, *, first: float, between: float, total: float, retries: int, environ: Mapping[str, str]
) -> Complete:
    """Return the model of a name such as `ollama:llama3`; it is loaded when it is first asked.

    Args:
        first: seconds to the first text, counted anew at each try and not before the model is loaded.
        between: seconds from one text to the next.
        total: seconds for everything: loading, tries, pauses, text.
        retries: further tries where a server cannot be reached, is busy or fails, before it wrote anything.
        environ: holds addresses and keys. A provider that this module does not name reads its own from `os.environ`.

    Raises:
        ModelError: no such model, or something it needs is not here.
    """
    kind, _, rest = (part.strip() for part in name.partition(":"))
    if not kind or not rest:
        raise ModelError(f"the model is {name!r}; write a provider and a name, such as ollama:llama3")
    limits = _Limits(first=first, between=between, total=total, retries=retries)
    environ = {key: value.strip() for key, value in environ.items()}
    return _bounded(_SOURCES.get(kind, _other)(f"{kind}:{rest}", rest, environ, limits), limits)


class _Mark(Enum):
    LOADED = auto()
    ENDED = auto()


_STOPPED: ContextVar[Event | None] = ContextVar("stopped", default=None)
"""Set in the thread of a draft: told when nobody waits for the draft any more."""


def _bounded(source: _Source, limits: _Limits) -> Complete:
    """Return a model that keeps its limits, whatever the source does."""
    load = _once(source.load)

    def complete(prompt: Prompt) -> Iterator[str]:
        end = time.monotonic() + limits.total
        pause, tries, wrote = _FIRST_PAUSE, 0, False
        while True:
            tries += 1
            try:
                for text in _draft(source.where, load, prompt, limits, end):
                    wrote = True
                    yield text
                return
            except ModelError:
                raise
            except Exception as error:
                fault = _fault(error, source, wrote)
                wait = pause if fault.wait is None else fault.wait
                if not fault.again or tries > limits.retries or wait >= min(end - time.monotonic(), left()):
                    raise ModelError(fault.says + (f" (tried {tries} times)" if tries > 1 else "")) from error
            time.sleep(wait)
            pause *= 2

    return complete


def _draft(where: str, load: Callable[[], Stream], prompt: Prompt, limits: _Limits, end: float) -> Iterator[str]:
    """Yield one try at a draft from a thread of its own; what blocks there does not block here."""
    said: SimpleQueue[str | _Mark | Exception] = SimpleQueue()
    stopped = Event()

    def heard(patience: float, silence: str) -> str | _Mark:
        rest = end - time.monotonic()
        try:
            if rest <= 0:
                raise Empty
            got = received(said, min(patience, rest))
        except OutOfTime:
            raise ModelError(f"{where} was cut off: the turn had no time left; raise WARD_TURN_SECONDS") from None
        except Empty:
            if patience < rest:
                raise ModelError(f"{where} {silence}") from None
            says = f"took longer than {limits.total:g} s in all; choose a faster model or raise WARD_MODEL_TOTAL"
            raise ModelError(f"{where} {says}") from None
        if isinstance(got, Exception):
            raise got
        return got

    Thread(target=_write, args=(where, load, prompt, said, stopped), daemon=True, name="ward-model").start()
    try:
        heard(math.inf, "")
        silence = f"wrote nothing for {limits.first:g} s; see that it is running, or raise WARD_MODEL_FIRST"
        got = heard(limits.first, silence)
        silence = f"stopped writing for {limits.between:g} s; try again, or raise WARD_MODEL_BETWEEN"
        while isinstance(got, str):
            yield got
            got = heard(limits.between, silence)
    finally:
        stopped.set()


def _write(
    where: str,
    load: Callable[[], Stream],
    prompt: Prompt,
    said: "SimpleQueue[str | _Mark | Exception]",
    stopped: Event,
) -> None:
    """Put a draft into `said`, piece by piece, until it ends, is too long, or nobody waits for it."""
    _STOPPED.set(stopped)
    letters, blank = 0, True
    try:
        stream = load()
        said.put(_Mark.LOADED)
        with closing(stream(prompt)) as texts:
            for text in texts:
                if stopped.is_set():
                    return
                letters, blank = letters + len(text), blank and not text.strip()
                if letters > LONGEST:
                    raise ModelError(
                        f"{where} wrote more than {LONGEST:,} characters; choose a model that follows its prompt"
                    )
                if text:
                    said.put(text.encode("utf-8", "replace").decode("utf-8"))
        if blank:
            raise ModelError(f"{where} wrote nothing; see that it is a chat model and streams its answers")
        said.put(_Mark.ENDED)
    except BaseException as error:  # noqa: BLE001 -- it is raised again where the draft is awaited
        said.put(error if isinstance(error, Exception) else RuntimeError(type(error).__name__))


def _once(load: Callable[[], Stream]) -> Callable[[], Stream]:
    """Return a loader that loads once; who comes while it loads waits for it. A failure is tried again."""
    lock, loaded = Lock(), list[Stream]()

    def held() -> Stream:
        with lock:
            if not loaded:
                loaded.append(load())
            return loaded[0]

    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """What an error of a package means."""

    says: str
    again: bool = False
    """Whether another try may help."""
    wait: float | None = None
    """Seconds that the server asks to wait."""


_STATUS = (
    ((401, 403), "set {key} to a key that it accepts"),
    ((404,), "it knows no such model or no such address; check both"),
    ((429,), "it takes no more questions now; try again later"),
    (range(500, 600), "it failed; see its log and try again"),
    (range(300, 400), "it sends us elsewhere, which is not followed; set the address it really has"),
    (range(600), "it refused the request; see its log, and that it takes prompts of this length"),
)
"""What the status of a server's answer means; the first row that holds it."""

_LOST = frozenset({"ConnectionError", "APIConnectionError", "TransportError"})
"""Base classes of the packages' errors where a connection is not made or is lost."""

_BROKEN_OFF = frozenset({"ConnectionResetError", "ReadError", "RemoteProtocolError", "WriteError"})
"""Those of them where it was made."""


def _fault(error: BaseException, source: _Source, wrote: bool) -> _Fault:
    chain = list(_causes(error))
    kinds = {base.__name__ for it in chain for base in type(it).__mro__}
    deepest, where = type(chain[-1]).__name__, source.where
    status = next((code for it in chain if (code := _code(it))), None)
    if status is not None:
        cure = next(cure for codes, cure in _STATUS if status in codes).format(key=source.key)
        wait = _asked_to_wait(chain)
        again = not wrote and (status == 429 or status >= 500) and (wait or 0) <= _LONGEST_PAUSE
        return _Fault(says=f"{where} answered {status}: {cure}", again=again, wait=wait)
    if kinds & _LOST and (wrote or kinds & _BROKEN_OFF):
        return _Fault(says=f"{where} broke off its answer ({deepest}); see its log and try again", again=not wrote)
    if kinds & _LOST:
        return _Fault(says=f"{where} cannot be reached ({deepest}); {source.reach}", again=True)
    if isinstance(chain[-1], ImportError):
        package = (chain[-1].name or "it").partition(".")[0].replace("_", "-")
        return _Fault(says=f"{where} needs {package}, which cannot be imported; run: pip install {package}")
    cure = "see that its address is that of its API, and that it streams"
    return _Fault(says=f"{where} gave no answer that can be read ({deepest}); {cure}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in seen:
        seen.append(at)
        yield at
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def _code(error: BaseException) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        code = getattr(holder, "status_code", None)
        if isinstance(code, int) and 300 <= code < 600:
            return code
    return None


def _asked_to_wait(chain: list[BaseException]) -> float | None:
    for error in chain:
        headers = getattr(getattr(error, "response", None), "headers", None) or {}
        try:
            wait = float(headers.get("retry-after", ""))
        except ValueError:
            continue
        if 0 <= wait < math.inf:
            return wait
    return None


def _script(name: str, rest: str, environ: Mapping[str, str], limits: _Limits) -> _Source:
    """Drafts from a file, one JSON string a line, given out in order and over again."""
    drafts = cycle(_lines(rest))
    lock = Lock()

    def stream(prompt: Prompt) -> Generator[str, None, None]:
        with lock:
            draft = next(drafts)
        yield draft

    return _Source(where=name, load=lambda: stream)


def _lines(file: str) -> list[str]:
    drafts: list[str] = []
    try:
        lines = _path(file).read_bytes().split(b"\n")
    except OSError as error:
        raise ModelError(
            f"the drafts in {file!r} cannot be read ({error.strerror}); name a file that is there"
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            draft = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            draft = None
        if not isinstance(draft, str):
            raise ModelError(
                f'line {number} of {file!r} is not a JSON string; write one draft a line, such as "It is. [F1]"'
            )
        drafts.append(draft)
    if not drafts:
        raise ModelError(
            f'{file!r} holds no draft at line 1 or after; write one JSON string a line, such as "It is. [F1]"'
        )
    return drafts


def _openai(name: str, rest: str, environ: Mapping[str, str], limits: _Limits) -> _Source:
    _needs(name, "openai", "langchain-openai")
    own, key = environ.get("OPENAI_BASE_URL"), environ.get("OPENAI_API_KEY")
    if not own and not key:
        raise ModelError(f"{name} needs a key; set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of your own")
    url = own or "https://api.openai.com/v1"
    where = f"{name} at {_address('OPENAI_BASE_URL', url)}"

    def load() -> Stream:
        import openai

        http = _http(where, url, limits, re.compile(rb'\[DONE\]|"finish_reason"\s*:\s*"'))
        options: dict[str, Any] = {"temperature": 0, "use_responses_api": False} if own else {}
        options |= {"base_url": url, "api_key": key or "none", "http_client": openai.DefaultHttpxClient(**http)}
        options |= {"timeout": http["timeout"], "max_retries": 0, "stream_usage": False, "openai_proxy": ""}
        return _chat(where, rest, "openai", **options)

    reach = "start the server, or set OPENAI_BASE_URL to where it listens"
    return _Source(where=where, load=load, reach=reach, key="OPENAI_API_KEY")


def _ollama(name: str, rest: str, environ: Mapping[str, str], limits: _Limits) -> _Source:
    _needs(name, "ollama", "langchain-ollama")
    url = environ.get("OLLAMA_HOST") or "127.0.0.1:11434"
    url = url if "://" in url else f"http://{url}"
    where = f"{name} at {_address('OLLAMA_HOST', url)}"

    def load() -> Stream:
        options = {"temperature": 0, "reasoning": False, "num_ctx": _CONTEXT}
        return _chat(where, rest, "ollama", base_url=url, sync_client_kwargs=_http(where, url, limits), **options)

    return _Source(where=where, load=load, reach="run: ollama serve, or set OLLAMA_HOST to where it listens")


def _anthropic(name: str, rest: str, environ: Mapping[str, str], limits: _Limits) -> _Source:
    _needs(name, "anthropic", "langchain-anthropic")
    key, url = environ.get("ANTHROPIC_API_KEY"), environ.get("ANTHROPIC_BASE_URL") or "https://api.anthropic.com"
    if not key:
        raise ModelError(f"{name} needs a key; set ANTHROPIC_API_KEY")
    where = f"{name} at {_address('ANTHROPIC_BASE_URL', url)}"

    def load() -> Stream:
        timeout = _socket_timeout(limits)
        return _chat(where, rest, "anthropic", base_url=url, api_key=key, timeout=timeout, max_retries=0)

    return _Source(where=where, load=load, reach="see that this machine may reach it", key="ANTHROPIC_API_KEY")


def _other(name: str, rest: str, environ: Mapping[str, str], limits: _Limits) -> _Source:
    """Any other provider of langchain, which is imported here to say whether there is such a one."""
    from langchain.chat_models import base

    kind = name.partition(":")[0].replace("-", "_").lower()
    if kind == "langsmith":
        raise ModelError(f"{name} would keep a record of every question; name the provider itself")
    known: Mapping[str, Any] = base._BUILTIN_PROVIDERS
    if kind not in known:
        others = ", ".join(sorted(known.keys() - _SOURCES.keys() - {"langsmith"}))
        raise ModelError(f"{name} names no provider; one of these can be named: {', '.join(_SOURCES)}, {others}")
    package = known[kind][0].partition(".")[0]
    if find_spec(package) is None:
        package = package.replace("_", "-")
        raise ModelError(f"{name} needs {package}, which is not installed; run: pip install {package}")

    def load() -> Stream:
        try:
            return _chat(name, rest, kind)
        except ImportError:
            raise
        except Exception as error:
            says = (str(error).splitlines() or [type(error).__name__])[0][:200].rstrip(".")
            raise ModelError(f"{name} cannot be set up ({says}); see that its key is set") from error

    return _Source(where=name, load=load, reach="see that this machine may reach it", key=f"the key of {kind}")


def _gguf(name: str, rest: str, environ: Mapping[str, str], limits: _Limits) -> _Source:
    _needs(name, "gguf", "llama-cpp-python")
    path = _path(rest)
    try:
        with path.open("rb") as file:
            begins = file.read(4)
    except OSError as error:
        raise ModelError(
            f"the model {rest!r} cannot be read ({error.strerror}); name a GGUF file that is there"
        ) from error
    if begins != b"GGUF":
        raise ModelError(f"{rest!r} is not a GGUF file; name one, such as gguf:models/llama-3.gguf")
    return _Source(where=name, load=lambda: _llama(name, path))


def _llama(name: str, path: Path) -> Stream:
    """Return a GGUF file on this machine as a model; it writes one draft at a time, and stops where nobody waits."""
    import llama_cpp  # type: ignore[import-not-found,unused-ignore]

    busy, leaving, asker = Lock(), Event(), list[Event | None]([None])

    def given_up(_: object) -> bool:
        return leaving.is_set() or ((stopped := asker[-1]) is not None and stopped.is_set())

    def leave() -> None:
        leaving.set()
        busy.acquire(timeout=_LONGEST_PAUSE)

    atexit.register(leave)  # a thread that is caught inside llama.cpp at exit would crash there
    with busy:
        try:
            llama: Any = llama_cpp.Llama(model_path=str(path), n_ctx=_CONTEXT, seed=0, verbose=False)
        except (ValueError, RuntimeError, OSError) as error:
            says = f"{name} cannot be loaded ({type(error).__name__}); it may be broken or too large"
            raise ModelError(says) from error
        llama.given_up = llama_cpp.ggml_abort_callback(given_up)  # held here: C calls it as long as the model lives
        llama_cpp.llama_set_abort_callback(llama.ctx, llama.given_up, None)

    def stream(prompt: Prompt) -> Generator[str, None, None]:
        asked = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
        with busy:
            asker[-1] = _STOPPED.get()
            pieces = llama.create_chat_completion(asked, stream=True, temperature=0.0, max_tokens=_CONTEXT // 4)
            for piece in pieces:
                choice = piece["choices"][0]
                yield choice["delta"].get("content") or ""
                _not_cut(name, choice.get("finish_reason"))

    return stream


_SOURCES = {"script": _script, "openai": _openai, "ollama": _ollama, "anthropic": _anthropic, "gguf": _gguf}


_UNRECORDED = "LANGSMITH_TRACING LANGSMITH_TRACING_V2 LANGCHAIN_TRACING LANGCHAIN_TRACING_V2 LANGSMITH_GATEWAY".split()
"""Each of these variables would send questions to LangSmith; none may."""


def _chat(where: str, name: str, provider: str, **options: Any) -> Stream:
    """Return a chat model of langchain, which is never traced."""
    os.environ.update(dict.fromkeys(_UNRECORDED, "false"))
    from langchain.chat_models import init_chat_model

    chat: Any = init_chat_model(name, model_provider=provider, **options)

    def stream(prompt: Prompt) -> Generator[str, None, None]:
        from langsmith import tracing_context

        asked = [("system", prompt.system), ("human", prompt.user)]
        with tracing_context(enabled=False), closing(chat.stream(asked)) as pieces:
            for piece in pieces:
                yield str(piece.text)
                for key in ("finish_reason", "done_reason", "stop_reason"):
                    _not_cut(where, piece.response_metadata.get(key))

    return stream


def _not_cut(where: str, reason: object) -> None:
    """Refuse a draft that does not end where the model ended it: half a sentence may say the opposite."""
    if reason in ("length", "max_tokens", "model_context_window_exceeded", "content_filter", "refusal"):
        raise ModelError(f"{where} was cut short ({reason}); raise the limits of its server, or choose another model")


def _http(where: str, url: str, limits: _Limits, ended: re.Pattern[bytes] | None = None) -> dict[str, Any]:
    """Return options of an httpx client that goes to one address alone, and reads no answer without an end.

    Args:
        ended: stands at the end of every whole event stream; one without it was cut.
    """

    def watch(response: Any) -> None:
        pieces, stopped = response.iter_bytes, _STOPPED.get()
        events = response.headers.get("content-type", "").startswith("text/event-stream")

        def iter_bytes(chunk_size: int | None = None) -> Iterator[bytes]:
            taken, tail = 0, b""
            for piece in pieces(chunk_size):
                taken, tail = taken + len(piece), (tail + piece)[-2000:]
                if taken > _MOST_BYTES or (stopped and stopped.is_set()):
                    raise ModelError(f"{where} sent more than {_MOST_BYTES:,} bytes; see that it is a chat model")
                yield piece
            if events and ended and not ended.search(tail):
                raise ConnectionResetError("the stream has no end mark")

        response.iter_bytes = iter_bytes

    here = (urlsplit(url).hostname or "").startswith(("127.", "localhost", "::1"))
    return {
        "timeout": _socket_timeout(limits),
        "follow_redirects": False,
        "trust_env": not here,  # what stays on this machine goes through no proxy
        "event_hooks": {"response": [watch]},
    }


def _socket_timeout(limits: _Limits) -> float:
    """Seconds after which a silent socket frees its thread; longer than the limits, whose errors say what to do."""
    return max(limits.first, limits.between) + 1


def _needs(name: str, extra: str, package: str) -> None:
    if find_spec(package.removesuffix("-python").replace("-", "_")) is None:
        raise ModelError(f"{name} needs {package}, which is not installed; run: pip install 'ward[{extra}]'")


def _path(raw: str) -> Path:
    try:
        return Path(raw).expanduser()
    except RuntimeError as error:
        raise ModelError(f"{raw!r} names nobody's home; write the whole path") from error


def _address(variable: str, url: str) -> str:
    """Return an address as it may be shown: without a password."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelError(f"{variable} is not an address; set it to one, such as http://127.0.0.1:8000/v1")
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"
