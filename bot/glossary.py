"""Plain words for patients, shown on hover and on focus. Every word of an explanation is the guideline's own data."""

import re

from bot.markup import Child, Html, join, tag
from corpus.passage import Gloss, Guideline


class Glossary:
    """Explains the terms of a text in plainer words."""

    def __init__(self, guideline: Guideline) -> None:
        self._gloss = {gloss.term.lower(): gloss for gloss in guideline.glossary}
        longest = sorted(map(re.escape, self._gloss), key=len, reverse=True)
        self._terms = re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])", re.IGNORECASE) if longest else None

    def explained(self, text: str, statement: str = "") -> Html:
        """Return a text in which the first use of each term explains itself.

        Args:
            statement: the id of the text, which need not explain what it says itself.
        """
        parts: list[Child] = []
        explained: set[str] = set()
        at = 0
        for match in self._terms.finditer(text) if self._terms else ():
            gloss = self._gloss[match[0].lower()]
            if gloss.term not in explained and (gloss.statement is None or gloss.statement != statement):
                explained.add(gloss.term)
                parts += [text[at : match.start()], _term(match[0], gloss)]
                at = match.end()
        return join(parts, text[at:])


def _term(word: str, gloss: Gloss) -> Html:
    source = f" ({gloss.statement})" if gloss.statement else ""
    tip = tag("span", f"{', '.join(gloss.plain)}{source}", role="tooltip", cls="tip")
    return tag("span", word, tip, cls="term", tabindex="0")
