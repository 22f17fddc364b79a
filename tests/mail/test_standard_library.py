"""Why headers are encoded by code of our own: what the standard library makes of them.

Where a test here fails, a Python has learnt it, and `mail/message.py` may do with less.
"""

import email
from email import policy
from email.message import EmailMessage

from evangelist.mail.message import Parts, draft

ADDRESS = f"<https://lists.example.edu/leave/{'a' * 60}>"
SUBJECTS = (
    "faster Réseau naïve Réseau für faster of “quoted” “quoted” “quoted”",  # 3.11, 3.12
    "faster “quoted” alle: naïve ümlaut alle: ümlaut",  # 3.13
    "=?utf-8?q?not_encoded?=",
)


def theirs(subject: str) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = subject
    message["List-Unsubscribe"] = ADDRESS
    message.set_content("Text.")
    return message.as_bytes()


def ours(subject: str) -> bytes:
    headers = (("List-Unsubscribe", ADDRESS),)
    return draft(Parts(subject, "", "", "Text.\n", "<p>Text.</p>", headers))


def subject_in(data: bytes) -> str:
    return str(email.message_from_bytes(data, policy=policy.default)["Subject"])


def test_the_standard_library_encodes_a_long_address_to_leave_a_list() -> None:
    assert b"List-Unsubscribe: =?utf-8?" in theirs("Hello")
    assert f"List-Unsubscribe: {ADDRESS}\r\n".encode() in ours("Hello")


def test_the_standard_library_gives_some_subjects_back_changed() -> None:
    assert [subject for subject in SUBJECTS if subject_in(theirs(subject)) != subject]
    assert [subject for subject in SUBJECTS if subject_in(ours(subject)) != subject] == []
