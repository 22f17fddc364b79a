"""Matrices to decide on: written by hand in a few words, or drawn by chance."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from evangelist.choosing.matrix import Matrix, Option, Question, Scale, Span
from evangelist.model.offers import Word

WORDS: tuple[Word, ...] = ("yes", "no", "ask", "unknown")


def span(figure: Any) -> Span | None:
    """A figure, a pair for a range, or None."""
    if figure is None:
        return None
    low, high = figure if isinstance(figure, tuple) else (figure, figure)
    return Span(Fraction(low), Fraction(high))


def matrix(scales: dict[str, tuple[int, int]], options: dict[str, tuple[Any, ...]]) -> Matrix:
    """Scales from worst to best, those called `money` being money; figures by option."""
    return Matrix(
        (),
        tuple(
            Scale(name, Fraction(worst), Fraction(best), money=name == "money")
            for name, (worst, best) in scales.items()
        ),
        tuple(
            Option(name, (), tuple(span(figure) for figure in figures))
            for name, figures in options.items()
        ),
    )


@st.composite
def weighed(draw: st.DrawFn, *, criteria: int = 0, ends: tuple[int, int] = (0, 10)) -> Matrix:
    """Up to six options by up to four criteria, on scales of 0 to 10 either way.

    `ends` are the least and the most that a figure can be.
    """
    count = criteria or draw(st.integers(1, 4))
    scales = {
        "money" if number == 0 else f"c{number}": draw(st.sampled_from([(0, 10), (10, 0)]))
        for number in range(count)
    }
    scales["money"] = (10, 0)
    one = st.integers(*ends)
    figure = st.one_of(one, st.none(), st.tuples(one, one).map(sorted_pair))
    options = draw(st.lists(st.tuples(*[figure] * count), min_size=1, max_size=6))
    return matrix(scales, {f"o{number}": figures for number, figures in enumerate(options)})


def sorted_pair(pair: tuple[int, int]) -> tuple[int, int]:
    return min(pair), max(pair)


@st.composite
def needed(draw: st.DrawFn) -> Matrix:
    """Up to five options by up to four questions of up to three answers."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    questions = tuple(
        Question(f"q{number}", tuple(map(str, range(size))), draw(st.booleans()))
        for number, size in enumerate(sizes)
    )
    word = st.sampled_from(WORDS)
    fits = st.tuples(*[st.tuples(*[word] * size) for size in sizes])
    options = draw(st.lists(fits, min_size=1, max_size=5))
    return Matrix(
        questions, (), tuple(Option(f"o{number}", each, ()) for number, each in enumerate(options))
    )


@st.composite
def answered(draw: st.DrawFn) -> tuple[Matrix, list[frozenset[int]]]:
    """A matrix with the answers of a reader, who may leave questions open."""
    made = draw(needed())
    given = [
        frozenset(draw(st.sets(st.integers(0, len(question.answers) - 1))))
        for question in made.questions
    ]
    return made, given
