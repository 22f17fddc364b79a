"""What a variant leaves out."""

from hypothesis import given
from hypothesis import strategies as st

from evangelist.mail.differences import left_out

BLOCKS = st.lists(st.sampled_from(["One", "Two\nlines", "Three", "One more"]), max_size=8)


def test_paragraphs_that_a_variant_lacks_are_told_in_their_order() -> None:
    whole = "Title\n=====\n\nFor staff\n\nOnly\nyou.\n\nAll.\n\nFor students\n\nYou.\n"
    assert left_out(whole, "Title\n=====\n\nFor staff\n\nOnly you.\n\nAll.\n") == (
        "For students",
        "You.",
    )
    assert left_out(whole, whole) == ()


def test_of_a_quote_only_what_is_missing_is_told() -> None:
    whole = "All.\n\n> For staff\n>\n> - 5 > 4\n>\n> > For teachers\n> >\n> > You.\n>\n> End."
    assert left_out(whole, "All.\n\n> For staff\n>\n> - 5 > 4\n>\n> End.") == (
        "For teachers",
        "You.",
    )


@given(BLOCKS, st.data())
def test_what_is_left_out_and_what_is_left_make_the_whole(
    blocks: list[str], data: st.DataObject
) -> None:
    kept = [block for block in blocks if data.draw(st.booleans())]
    missing = left_out("\n\n".join(blocks), "\n\n".join(kept))
    assert len(missing) == len(blocks) - len(kept)
