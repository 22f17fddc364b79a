"""What a reader needs rules alternatives out; and the way on where nothing is left.

No build works this out, since no build knows what a reader answers: it is the specification that
the page's script (`choice.js`) is held to, in words that its own tests can be sure of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evangelist.choosing.matrix import Matrix, Option
from evangelist.model.offers import Word

Given = Sequence[frozenset[int]]
"""What a reader answered: for each question the numbers of the answers, none where not asked."""

_BEST_FIRST: tuple[Word, ...] = ("yes", "ask", "unknown", "no")


def verdict(option: Option, question: int, answers: Iterable[int]) -> Word:
    """Whether an option fits one of these answers: the best of them, `yes` where there is none."""
    words = {option.fits[question][answer] for answer in answers}
    return next((word for word in _BEST_FIRST if word in words), "yes")


def lacking(option: Option, given: Given) -> frozenset[int]:
    """The questions for whose answers an option does not do.

    Within a question answers are alternatives, across questions all count. `ask` and `unknown`
    rule nothing out.
    """
    return frozenset(
        number for number, answers in enumerate(given) if verdict(option, number, answers) == "no"
    )


def remaining(matrix: Matrix, given: Given) -> tuple[Option, ...]:
    """The options that nothing rules out."""
    return tuple(option for option in matrix.options if not lacking(option, given))


@dataclass(frozen=True, slots=True)
class Miss:
    """An option that was ruled out, and the questions that did it."""

    option: Option
    lacks: frozenset[int]


def misses(matrix: Matrix, given: Given) -> tuple[Miss, ...]:
    """The options that were ruled out, those that lack least first, then by id."""
    found = [Miss(option, lacks) for option in matrix.options if (lacks := lacking(option, given))]
    return tuple(sorted(found, key=lambda miss: (len(miss.lacks), miss.option.id)))


def relaxations(matrix: Matrix, given: Given) -> tuple[frozenset[int], ...]:
    """The smallest sets of questions that a reader may leave open so that something is left.

    No set contains another; those with the fewest questions come first. Empty where something is
    left already, or where there is no option at all.
    """
    if remaining(matrix, given):
        return ()
    sets = {miss.lacks for miss in misses(matrix, given)}
    smallest = (each for each in sets if not any(other < each for other in sets))
    return tuple(sorted(smallest, key=lambda each: (len(each), sorted(each))))
