"""What rules alternatives out, and the way on that is always there."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given

from evangelist.choosing.matrix import Matrix, Option
from tests.choosing.matrices import answered
from tests.choosing.needs import Given, lacking, misses, relaxations, remaining, verdict


def test_within_a_question_any_answer_will_do_and_across_questions_all_count() -> None:
    option = Option("o", (("no", "yes"), ("ask", "no"), ("unknown", "no")), ())
    assert verdict(option, 0, [0]) == "no"
    assert verdict(option, 0, [0, 1]) == "yes"
    assert lacking(option, [frozenset([0]), frozenset([1]), frozenset()]) == {0, 1}


def test_what_has_to_be_asked_and_what_nobody_knows_rule_nothing_out() -> None:
    option = Option("o", (("no", "ask"), ("unknown", "no")), ())
    assert lacking(option, [frozenset([1]), frozenset([0])]) == frozenset()


@given(answered())
def test_there_is_always_something_left_or_a_way_on(drawn: tuple[Matrix, Given]) -> None:
    made, answers = drawn
    if remaining(made, answers):
        assert relaxations(made, answers) == ()
        return
    found = relaxations(made, answers)
    assert found
    assert len(misses(made, answers)) == len(made.options)
    every = subsets(len(answers))
    helps = {each for each in every if remaining(made, opened(answers, each))}
    smallest = {each for each in helps if not any(other < each for other in helps)}
    assert set(found) == smallest
    assert [len(each) for each in found] == sorted(len(each) for each in found)


def subsets(count: int) -> list[frozenset[int]]:
    sizes = (combinations(range(count), size) for size in range(count + 1))
    return [frozenset(each) for each in chain.from_iterable(sizes)]


def opened(answers: Given, questions: frozenset[int]) -> Given:
    return [frozenset() if at in questions else each for at, each in enumerate(answers)]
