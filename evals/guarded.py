"""A model under guard: how many sentences it wrote, how many were dropped and why, and whether any slipped through."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from bot.assemble import assistant
from bot.settings import Settings
from guardrails.wall import leaks

QUESTIONS = Path(__file__).parent / "suites" / "questions.jsonl"


def guarded(settings: Settings, most: int = 40) -> dict[str, object]:
    """Put background questions to a house whose model is that of the settings; return what came of its drafts.

    A zero of `shown and not borne out` is printed with its bound: at most 3/n at 95 %, n being the sentences written.
    """
    ward = assistant(replace(settings, home=settings.home / "guarded"))
    reader = ward.reader
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    every = max(1, len(lines) // most)
    reasons: Counter[str] = Counter()
    drafts = written = shown = leaked = quoted = 0
    seconds = []
    for line in lines[::every][:most]:
        turn = ward.ask(json.loads(line)["turns"][0]["text"])
        if turn.model is None:
            continue
        drafts += 1
        sentences = [block for block in turn.reply.blocks if block.kind == "sentence"]
        quoted += not sentences
        shown += len(sentences)
        written += len(sentences) + len(turn.dropped)
        reasons.update(reason for _, reason in turn.dropped)
        for sentence in sentences:
            passage = reader.guideline.passage(sentence.id or "")
            held = [passage.text, *map(str, passage.refs)]
            leaked += bool(leaks(sentence.text.rsplit(" (", 1)[0], held, reader.lexicon))
        seconds.append(turn.seconds)
    bound = f"; at most {100 * 3 / written:.1f} % at 95 %" if written and not leaked else ""
    return {
        "model": settings.model or "none",
        "questions": len(lines[::every][:most]),
        "answered from a draft or its quotes": drafts,
        "sentences written": written,
        "sentences shown": shown,
        "sentences dropped": sum(reasons.values()),
        **{f"  dropped: {reason}": count for reason, count in reasons.most_common()},
        "drafts of which too little held, so quotes": quoted,
        "shown and not borne out": f"{leaked} in {written}{bound}",
        "median seconds a turn": round(sorted(seconds)[len(seconds) // 2], 2) if seconds else "not measured",
    }
