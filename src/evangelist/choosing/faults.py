"""What is wrong with a choice as a whole: dead ends, twins, answers without power."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import or_

from evangelist.choosing.matrix import Matrix, Option
from evangelist.model.offers import Word

_MOST_STATES = 20_000
_MOST_STEPS = 400_000
_SAMPLES = 10_000

Pick = tuple[int, int]
"""An answer, as the numbers of its question and of itself."""

_FIT: Mapping[Word, tuple[int, int]] = {
    "no": (0, 0),
    "ask": (0, 1),
    "unknown": (0, 2),
    "yes": (2, 2),
}
"""How well a word fits, at least and at most. What is to be asked is less than a yes."""


@dataclass(frozen=True, slots=True)
class DeadEnds:
    """How many full sets of answers leave nothing, of how many; `exact`, or of a sample."""

    count: int
    total: int
    exact: bool


def dead_ends(matrix: Matrix) -> DeadEnds:
    """Count the ways to answer all questions that rule every option out.

    Of a question with several answers every set of them counts, but for none; one without answers
    is passed over. What is left is a set of options; as long as there are few such sets, each is
    counted with all the ways to it. Where there are too many, a sample is drawn.
    """
    states = {(1 << len(matrix.options)) - 1: 1}
    for number, question in enumerate(matrix.questions):
        if not question.answers:
            continue
        following: Counter[int] = Counter()
        lefts = _lefts(matrix, number)
        if lefts is None or len(lefts) * len(states) > _MOST_STEPS:
            return _sampled(matrix)
        for left, ways in lefts.items():
            for state, count in states.items():
                following[state & left] += count * ways
        states = following
        if len(states) > _MOST_STATES:
            return _sampled(matrix)
    return DeadEnds(states.get(0, 0), sum(states.values()), exact=True)


def _lefts(matrix: Matrix, question: int) -> Counter[int] | None:
    """What the ways to answer a question leave, as bits of options, each with how many do so.

    None where there are too many: thirty answers of which any may be given come to a billion.
    """
    left = [_left(matrix, question, answer) for answer in _answers(matrix, question)]
    if not matrix.questions[question].many:
        return Counter(left)
    ways: Counter[tuple[bool, int]] = Counter({(False, 0): 1})
    for mask in left:
        for (_, before), count in [*ways.items()]:
            ways[True, before | mask] += count
        if len(ways) > _MOST_STATES:
            return None
    return Counter({mask: count for (some, mask), count in ways.items() if some})


def _left(matrix: Matrix, question: int, answer: int) -> int:
    return sum(
        1 << number
        for number, option in enumerate(matrix.options)
        if option.fits[question][answer] != "no"
    )


def _answers(matrix: Matrix, question: int) -> range:
    return range(len(matrix.questions[question].answers))


def _sampled(matrix: Matrix) -> DeadEnds:
    chance = random.Random(0)  # noqa: S311 - the same sample every time
    left = [
        [_left(matrix, number, answer) for answer in _answers(matrix, number)]
        for number in range(len(matrix.questions))
    ]
    count = 0
    for _ in range(_SAMPLES):
        state = (1 << len(matrix.options)) - 1
        for masks, given in zip(left, any_answers(matrix, chance), strict=True):
            if given:
                state &= reduce(or_, (masks[answer] for answer in given))
        count += not state
    return DeadEnds(count, _SAMPLES, exact=False)


def any_answers(matrix: Matrix, chance: random.Random) -> list[frozenset[int]]:
    """A full set of answers by chance."""
    given = []
    for question in matrix.questions:
        numbers = range(len(question.answers))
        most = len(numbers) if question.many else 1
        count = chance.randint(1, most) if numbers else 0
        given.append(frozenset(chance.sample(numbers, count)))
    return given


def twins(matrix: Matrix) -> tuple[tuple[Option, ...], ...]:
    """The options that nothing asked tells apart: what is unknown may yet."""
    alike: dict[object, list[Option]] = {}
    for option in matrix.options:
        if _is_known(option):
            alike.setdefault((option.fits, matrix.scores(option)), []).append(option)
    return tuple(tuple(options) for options in alike.values() if len(options) > 1)


def _is_known(option: Option) -> bool:
    unknown = any("unknown" in words for words in option.fits)
    return not unknown and None not in option.figures


def powerless_questions(matrix: Matrix) -> tuple[int, ...]:
    """The questions whose answers leave all options as they are, whichever is given."""
    return tuple(
        number
        for number, question in enumerate(matrix.questions)
        if question.answers
        and all(word == "yes" for option in matrix.options for word in option.fits[number])
    )


def same_answers(matrix: Matrix) -> tuple[tuple[Pick, ...], ...]:
    """The answers of one question between which it makes no difference which is given."""
    idle = powerless_questions(matrix)
    found = []
    for number in range(len(matrix.questions)):
        alike: dict[object, list[Pick]] = {}
        for answer in _answers(matrix, number) if number not in idle else ():
            column = _column(matrix, number, answer)
            if "unknown" not in column:
                alike.setdefault(column, []).append((number, answer))
        found += [tuple(picks) for picks in alike.values() if len(picks) > 1]
    return tuple(found)


def _column(matrix: Matrix, question: int, answer: int) -> tuple[str, ...]:
    return tuple(option.fits[question][answer] for option in matrix.options)


def impossible(matrix: Matrix) -> tuple[Pick, ...]:
    """The answers that rule every option out by themselves."""
    return tuple(
        (number, answer)
        for number in range(len(matrix.questions))
        for answer in _answers(matrix, number)
        if matrix.options and not _left(matrix, number, answer)
    )


def contradictions(matrix: Matrix) -> tuple[tuple[Pick, Pick], ...]:
    """The pairs of answers that each leave something and together nothing."""
    left = {
        (number, answer): _left(matrix, number, answer)
        for number in range(len(matrix.questions))
        for answer in _answers(matrix, number)
    }
    return tuple(
        (one, two)
        for one, two in combinations(left, 2)
        if one[0] != two[0] and left[one] and left[two] and not left[one] & left[two]
    )


@dataclass(frozen=True, slots=True)
class Dominated:
    """An option without a reason: `by` is at least as good in everything, and better in one."""

    option: Option
    by: Option


def dominated(matrix: Matrix) -> tuple[Dominated, ...]:
    """The options that another one beats on everything asked, each with the first that does.

    Only what is known counts: an unknown figure may be anything, and an unknown fit too.
    """
    said = [(option, _said_of(matrix, option)) for option in matrix.options]
    beaten = (
        (option, next((other for other, better in said if _beats(better, worse)), None))
        for option, worse in said
    )
    return tuple(Dominated(option, by) for option, by in beaten if by is not None)


def _said_of(matrix: Matrix, option: Option) -> tuple[tuple[int, int], ...]:
    """All that is asked of an option, each as a range of which more is better."""
    fits = tuple(_FIT[word] for words in option.fits for word in words)
    return (*fits, *matrix.scores(option))


def _beats(better: Sequence[tuple[int, int]], worse: Sequence[tuple[int, int]]) -> bool:
    """Whether the least of one is the most of the other or above it, and once above."""
    pairs = [(low, high) for (low, _), (_, high) in zip(better, worse, strict=True)]
    return all(low >= high for low, high in pairs) and any(low > high for low, high in pairs)
