"""The benches of `ward evaluate --bench`: each measures one part, and imports it when asked."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from bot.settings import Settings

Figures = Mapping[str, Any]
Bench = Callable[[argparse.Namespace, Settings], tuple[str, Figures]]
"""Returns the figures as text for a reader and as data."""


def _rules(options: argparse.Namespace, settings: Settings) -> tuple[str, Figures]:
    from evals.bench import rules

    return _lines(rules(settings))


def _drafts(options: argparse.Namespace, settings: Settings) -> tuple[str, Figures]:
    from evals.drafts import drafts

    return _lines(drafts(settings))


def _guard(options: argparse.Namespace, settings: Settings) -> tuple[str, Figures]:
    from evals.guarded import guarded

    return _lines(guarded(settings))


def _questions(options: argparse.Namespace, settings: Settings) -> tuple[str, Figures]:
    from evals.questions import questions

    return _lines(questions(settings))


def _query(options: argparse.Namespace, settings: Settings) -> tuple[str, Figures]:
    from evals.speed import query_path

    return _lines(query_path(settings))


def _rewrite(options: argparse.Namespace, settings: Settings) -> tuple[str, Figures]:
    from evals.rewrite import rewrite

    return _lines(rewrite(options.data[0] if options.data else None))


def _retrieval(options: argparse.Namespace, settings: Settings) -> tuple[str, Figures]:
    from bot.cli import progress
    from evals.retrieval import bench

    with progress() as told:
        return bench(settings, options.data, options.plot, told)


def _scale(options: argparse.Namespace, settings: Settings) -> tuple[str, Figures]:
    from evals.speed import scale, table

    figures = scale()
    return table(figures), figures


BENCHES: dict[str, Bench] = {
    "rules": _rules,
    "drafts": _drafts,
    "guard": _guard,
    "questions": _questions,
    "rewrite": _rewrite,
    "retrieval": _retrieval,
    "query": _query,
    "scale": _scale,
}


def _lines(figures: Figures) -> tuple[str, Figures]:
    return "\n".join(f"{name:<58} {value}" for name, value in figures.items()) + "\n", figures
