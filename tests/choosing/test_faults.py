"""What is wrong with a choice as a whole is found as one would find it by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, product

from hypothesis import given

from evangelist.choosing.faults import dead_ends, dominated
from evangelist.choosing.matrix import Matrix, Option, Question
from tests.choosing.matrices import needed, weighed
from tests.choosing.needs import remaining
from tests.choosing.test_needs import subsets


@given(needed())
def test_dead_ends_are_counted_as_one_would_by_hand(made: Matrix) -> None:
    ways = [
        [frozenset([at]) for at in range(len(question.answers))]
        if not question.many
        else [each for each in subsets(len(question.answers)) if each]
        for question in made.questions
    ]
    full = [list(each) for each in product(*ways)]
    dead = [each for each in full if not remaining(made, each)]
    found = dead_ends(made)
    assert (found.count, found.total, found.exact) == (len(dead), len(full), True)


def test_many_alternatives_are_sampled_and_it_says_so() -> None:
    questions = tuple(Question(f"q{number}", ("a", "b")) for number in range(15))
    options = tuple(
        Option(
            f"o{number}",
            tuple(("yes", "no") if at == number else ("yes", "yes") for at in range(15)),
            (),
        )
        for number in range(15)
    )
    found = dead_ends(Matrix(questions, (), options))
    assert not found.exact
    assert found.total == 10_000


def test_a_question_without_answers_hides_no_dead_end() -> None:
    option = Option("o", ((), ("no", "yes")), ())
    found = dead_ends(Matrix((Question("q", ()), Question("r", ("a", "b"))), (), (option,)))
    assert (found.count, found.total) == (1, 2)


def test_a_question_with_thirty_answers_of_which_any_may_be_given_is_sampled() -> None:
    """Each set of answers leaves other alternatives: a billion sets, that nobody counts."""
    answers = tuple(f"a{number}" for number in range(30))
    options = tuple(
        Option(answer, (tuple("yes" if each == answer else "no" for each in answers),), ())
        for answer in answers
    )
    found = dead_ends(Matrix((Question("q", answers, many=True),), (), options))
    assert (found.count, found.exact) == (0, False)


@given(needed(), weighed(criteria=2))
def test_one_is_beaten_where_whatever_is_not_known_may_turn_out_as_it_will(
    needs: Matrix, figures: Matrix
) -> None:
    """By each thing asked alone: what is known of the other one reaches it, once it passes it."""
    made = replace(
        needs,
        scales=figures.scales,
        options=tuple(
            replace(option, figures=other.figures)
            for option, other in zip(needs.options, figures.options, strict=False)
        ),
    )
    found = {each.option.id: each.by.id for each in dominated(made)}
    for option in made.options:
        by = [other.id for other in made.options if is_beaten(made, option, other)]
        assert found.get(option.id) == (by[0] if by else None)


def is_beaten(made: Matrix, option: Option, other: Option) -> bool:
    mine, theirs = (tuple(chain(*each.fits)) for each in (option, other))
    fits = [*zip(mine, theirs, strict=True)]
    scores = [*zip(made.scores(option), made.scores(other), strict=True)]
    reached = all(word == "no" or by == "yes" for word, by in fits)
    passed = any(word in {"no", "ask"} and by == "yes" for word, by in fits)
    return (
        reached
        and all(low >= high for (_, high), (low, _) in scores)
        and (passed or any(low > high for (_, high), (low, _) in scores))
    )
