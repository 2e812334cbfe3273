"""Figures: every one has its n and its interval, nothing that was not measured is 0, and a zero carries its bound."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import Figure, amount, bound, interval, mean, percentile, share


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_always_holds_its_share(counted: tuple[int, int]) -> None:
    hits, n = counted

    low, high = interval(hits, n)

    assert 0 <= low <= hits / n <= high <= 1
    assert low < high


@given(st.integers(1, 10_000))
def test_the_bound_of_a_zero_is_that_of_clopper_and_pearson(n: int) -> None:
    assert math.isclose((1 - bound(n)) ** n, 0.05, rel_tol=1e-6)
    assert bound(n) <= 3 / n


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        pytest.param(5, 10, 0.2366, 0.7634, id="half of ten"),
        pytest.param(81, 263, 0.2553, 0.3662, id="Newcombe 1998, example 1"),
        pytest.param(15, 148, 0.0624, 0.1605, id="Newcombe 1998, example 2"),
    ],
)
def test_intervals_are_those_of_the_literature(hits: int, n: int, low: float, high: float) -> None:
    assert interval(hits, n) == pytest.approx((low, high), abs=5e-4)


def test_what_was_not_measured_is_none_and_says_so() -> None:
    nothing = share("x", "nothing", [])

    assert nothing.value is None
    assert str(nothing) == "not measured"
    assert amount("x", "nothing", [], mean, unit="ms").value is None


def test_a_zero_is_printed_with_its_bound() -> None:
    assert str(share("x", "leaks", [False] * 300)) == "0 in 300: at most 0.99 % at 95 %"
    assert str(share("x", "held", [True] * 300)) == "all of 300: at least 99.01 % at 95 %"


def test_a_share_is_printed_with_its_interval() -> None:
    assert str(share("x", "held", [True, False] * 5)) == "5 of 10 = 50.0 %  (23.7 % to 76.3 %)"


def test_an_amount_has_a_bootstrap_interval_that_comes_out_the_same() -> None:
    values = [float(v) for v in range(100)]

    one, other = (amount("x", "values", values, mean, unit="ms") for _ in range(2))

    assert one == other
    assert one.value == 49.5
    assert one.low is not None and one.high is not None and one.low < 49.5 < one.high


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.sampled_from([0.5, 0.95]))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values: list[float], part: float) -> None:
    figure: Figure = amount("x", "values", values, percentile(part), unit="ms")

    assert figure.value in values
    assert sum(v <= figure.value for v in values) >= part * len(values)
