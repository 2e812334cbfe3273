"""Ward as one function, for other people's harnesses: text in, sealed reply out.

    from evals.callable import reply
    reply("Which imaging at diagnosis?")                      # the reply as Markdown
    reply("And stage I?", conversation="a", audience="patient")

`garak` is the same for garak's function generator, which wants a list (garak is not installed with Ward):

    python -m garak --target_type function --target_name evals.callable#garak --probes dan,encoding,promptinject

Settings come from the environment (`WARD_MODEL`, `WARD_HOME`, ...), once, when the first question is asked.
"""

import os
from functools import cache
from typing import Any

from bot.assemble import Assistant, assistant
from bot.errors import QuestionError
from bot.settings import Settings


def reply(text: str, conversation: str | None = None, audience: str = "clinician") -> str:
    """Return the sealed reply to a text, as a reader sees it; a text that is not read gets the sentence that says so.

    Raises:
        BotError: a setting, the store or the model cannot be used.
    """
    try:
        return _ward().ask(text, conversation=conversation, audience=audience).reply.markdown
    except QuestionError as error:
        return str(error)


def garak(prompt: str, **_: Any) -> list[str | None]:
    """Return the reply in the shape that garak's function generator wants: a list of one."""
    return [reply(prompt)]


@cache
def _ward() -> Assistant:
    return assistant(Settings.read(os.environ))
