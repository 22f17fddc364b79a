"""One message for one recipient."""

from dataclasses import replace

import pytest

from evangelist.mail.merge import personal
from evangelist.mail.message import Parts

PARTS = Parts(
    subject="For {{first_name}}",
    sender="a@example.org",
    recipient="",
    text="Dear {{ first_name }} of {{unit}}",
    html="<p>Dear {{first_name}} of <b>{{ Unit }}</b></p>",
)


def test_a_message_is_filled_in_its_subject_text_and_html() -> None:
    made = personal(PARTS, "b@example.org", {"first_name": "Zoë", "unit": "R&D"})
    assert made == replace(
        PARTS,
        recipient="b@example.org",
        subject="For Zoë",
        text="Dear Zoë of R&D",
        html="<p>Dear Zoë of <b>R&amp;D</b></p>",
    )


def test_every_missing_value_is_named_at_once() -> None:
    with pytest.raises(ValueError, match="has no first_name, no unit"):
        personal(PARTS, "b@example.org", {"first_name": " ", "unit": ""})


@pytest.mark.parametrize("sign", ["\r\n", "\0", "\x85", "\u2028"])
def test_a_value_that_would_break_out_of_the_subject_is_refused(sign: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        personal(PARTS, "b@example.org", {"first_name": f"a{sign}Bcc: c@d.e", "unit": "x"})
