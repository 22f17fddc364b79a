"""What rules alternatives out, and the way on that is always there."""

from __future__ import annotations

from itertools import chain, combinations, product

from hypothesis import given

from evangelist.choosing.faults import dead_ends
from evangelist.choosing.matrix import Matrix, Option, Question
from evangelist.choosing.needs import lacking, misses, relaxations, remaining, verdict
from tests.choosing.matrices import answered, needed

Given = list[frozenset[int]]


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
