"""Ask a model to word a follow-up so that it stands alone. It has seconds, and a fault of it changes nothing.

What it writes is only searched for, beside the rules' own wording, and only where `guardrails/proposal.py` finds that
it says nothing new. The prompt asks for good manners; nothing rests on it.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from queue import Empty, SimpleQueue
from threading import Event, Thread

from bot.errors import ModelError
from bot.model import Complete, Prompt
from bot.prompt import harmless
from guardrails.proposal import LONGEST, proposal
from guardrails.read import Reader

Propose = Callable[[str, Sequence[str], Reader], str | None]
"""Word a question so that it stands alone, given the questions before it; None: use the rules' own wording alone."""

SECONDS = 4.0
"""How long a reader waits for a wording, at most."""

_RULES = (
    "Rewrite the last question so that it can be understood without the questions before it. Use only words that were "
    "said. Add no fact, no drug, no number and no advice; do not answer. Write the rewritten question on one line and "
    "nothing else."
)


def proposer(complete: Complete, seconds: float = SECONDS) -> Propose:
    """Return a model that words follow-ups within a time limit.

    Args:
        seconds: after these it is not waited for; what it still writes is thrown away.
    """

    def propose(question: str, history: Sequence[str], reader: Reader) -> str | None:
        said: SimpleQueue[str | None] = SimpleQueue()
        late = Event()
        asked = _prompt(question, history)
        Thread(target=_write, args=(complete, asked, said, late), daemon=True, name="ward-rewrite").start()
        try:
            draft = said.get(timeout=seconds)
        except Empty:
            late.set()
            return None
        return proposal(draft, question, history, reader) if draft is not None else None

    return propose


def _prompt(question: str, history: Sequence[str]) -> Prompt:
    before = "\n".join(f"- {harmless(earlier)}" for earlier in history)
    return Prompt(system=_RULES, user=f"QUESTIONS BEFORE\n\n{before}\n\nLAST QUESTION\n\n{harmless(question)}\n")


def _write(complete: Complete, prompt: Prompt, said: "SimpleQueue[str | None]", late: Event) -> None:
    """Put what a model writes into `said`, or None for any fault of it; stop once nobody waits."""
    draft = ""
    try:
        with closing(complete(prompt)) as chunks:  # type: ignore[type-var]
            for chunk in chunks:
                draft += chunk
                if late.is_set() or len(draft) > 2 * LONGEST:
                    break
        said.put(draft)
    except ModelError:
        said.put(None)
    except Exception:  # noqa: BLE001 -- a package's own error; a wording is not worth a turn
        said.put(None)
