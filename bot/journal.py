"""The log: one line a question, what came of it and how long it took, and never a word of question, draft or reply.

What Ward logs is made of its own fixed words, ids and numbers. Of what a library logs only level, logger and place are
kept: its words may be a reader's.
"""

import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from bot.settings import Settings
from bot.watch import Observed, Observer, where

TURNS = logging.getLogger("ward.turn")
_FAULTS = logging.getLogger("ward.fault")
_DATA = "ward_data"
"""The attribute of a record that holds what a line says as data."""
_LIBRARIES = (
    "httpx httpcore chromadb gradio langchain langsmith openai anthropic uvicorn.access sqlalchemy urllib3".split()
)
"""They log addresses, requests or texts below the level of a warning."""


def noted(key: str | None = None) -> Observer:
    """Return what logs a question; `key` binds the hash of its conversation, which nobody without it can guess."""

    def note(seen: Observed) -> None:
        if TURNS.isEnabledFor(logging.INFO):
            TURNS.info("turn", extra={_DATA: told(seen, key)})

    return note


def told(seen: Observed, key: str | None = None) -> dict[str, object]:
    """Return what the log says of a question; what there is none of is left out."""
    said: dict[str, object] = {
        "conversation": hashed(seen.conversation, key) if seen.conversation else "",
        "number": seen.number,
        "channel": seen.channel,
        "audience": seen.audience,
        "outcome": seen.outcome,
        "rule": seen.rule,
        "rows": list(seen.rows),
        "model": seen.model,
        "dropped": len(seen.dropped),
        "error": seen.error,
        "place": seen.place,
        "failed": dict(seen.failed()),
        "seconds": round(seen.seconds, 4),
        "stages": {name: round(seconds, 4) for name, seconds in seen.stage_seconds().items()},
    }
    return {name: value for name, value in said.items() if value or name == "seconds"}


def hashed(conversation: str, key: str | None = None) -> str:
    """Return what stands for a conversation's id in a log: an id of Slack's is a person's."""
    secret = blake2b((key or "").encode("utf-8", "replace")).digest()
    return blake2b(conversation.encode("utf-8", "replace"), key=secret, digest_size=8).hexdigest()


class Line(logging.Formatter):
    """Writes a record as one line, JSON or text."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._write: Callable[[dict[str, Any]], str] = _as_json if form == "json" else _as_text

    def format(self, record: logging.LogRecord) -> str:
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, Any] = {
            "time": f"{at}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if data := getattr(record, _DATA, None):
            line |= data
        else:
            line["says"] = record.getMessage()
        return self._write(line)


def _as_json(line: dict[str, Any]) -> str:
    return json.dumps(line, default=str)


def _as_text(line: dict[str, Any]) -> str:
    head = f"{line.pop('time')} {line.pop('level')} {line.pop('logger')}"
    return " ".join([head, *(f"{name}={json.dumps(value, default=str)}" for name, value in line.items())])


def begin(settings: Settings, *, service: bool = False) -> None:
    """Write the log to standard error, as WARD_LOG says; without it a service writes faults alone, a command nothing.

    Args:
        service: the process answers many readers: nothing that fails in it may print what it failed on.
    """
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler.formatter, Line)]:
        root.removeHandler(handler)
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    TURNS.setLevel(logging.INFO if settings.log else logging.WARNING)
    if not settings.log and not service:
        root.addHandler(logging.NullHandler())  # without a handler logging would write warnings by itself
        return
    handler = logging.StreamHandler()
    handler.setFormatter(Line(settings.log or "text"))
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name.partition(".")[0] == "ward")
    root.addHandler(handler)
    logging.setLogRecordFactory(_record)
    if service:
        logging.captureWarnings(True)
        sys.excepthook = lambda kind, error, trace: _fault(error)
        threading.excepthook = lambda fault: _fault(fault.exc_value)
        traceback.print_exc = _print_exc  # Gradio prints so what a listener raises, and its words may be a reader's


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """Return a record without the words of a library or of an error, whatever handler it comes to."""
    record = logging.LogRecord(*args, **kwargs)
    failed = record.exc_info[1] if record.exc_info else None
    record.exc_info = record.exc_text = record.stack_info = None
    if record.name.partition(".")[0] != "ward":
        record.msg, record.args = f"something at {record.module}:{record.lineno}", ()
    if failed is not None:
        record.msg, record.args = f"{record.getMessage()} ({type(failed).__name__} in {where(failed)})", ()
    return record


def _fault(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit | KeyboardInterrupt):
        _FAULTS.error("%s in %s", type(error).__name__, where(error))


def _print_exc(*_: object, **__: object) -> None:
    _fault(sys.exc_info()[1])
