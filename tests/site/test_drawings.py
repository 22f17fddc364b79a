"""SVG: how large it is shown, and that nothing in it is believed."""

import pytest

from evangelist.site.drawings import NoDrawingError, drawing_size

NS = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    "attributes, wanted",
    [
        ('width="300" height="200"', (300, 200)),
        ('width="300px" height="2in" viewBox="0 0 1 1"', (300, 192)),
        ('width="10mm" height="1e2"', (38, 100)),
        ('viewBox="0 0 40 30"', (1600, 1200)),
        ('viewBox="-5,-5 , 40, 30"', (1600, 1200)),
        ('width="100%" height="100%" viewBox="0 0 40 30"', (1600, 1200)),
        ('width="80" viewBox="0 0 40 30"', (80, 60)),
        ('height="60" viewBox="0 0 40 30"', (80, 60)),
        ('width="80"', (0, 0)),
        ('width="-1" height="5" viewBox="0 0 0 30"', (0, 0)),
        ('width="1e99" height="1e999"', (0, 0)),
        ('viewBox="0 0 nan inf"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_a_drawing_is_as_large_as_browsers_show_it(
    attributes: str, wanted: tuple[int, int]
) -> None:
    written = f'<?xml version="1.0"?><!-- A --><svg {NS} {attributes}><svg width="5"/></svg>'
    for data in (written.encode(), written.encode("utf-16"), b"\xef\xbb\xbf" + written.encode()):
        assert drawing_size(data, 1600) == wanted


@pytest.mark.parametrize(
    "data, told",
    [
        (b"", "no whole SVG"),
        (b"<svg", "no whole SVG"),
        (f"<svg {NS}><g></svg>".encode(), "no whole SVG: mismatched tag"),
        (b"<html/>", "no SVG: it begins with <html>"),
        (b"<svg/>", "lacks xmlns"),
        (b'<?xml version="1.0" encoding="nonsense"?><svg/>', "no whole SVG"),
        (b"\x1f\x8b\x08", "no whole SVG"),
        (f"<svg {NS}>&a;</svg>".encode(), "no whole SVG: undefined entity"),
    ],
)
def test_what_no_browser_shows_says_why(data: bytes, told: str) -> None:
    with pytest.raises(NoDrawingError) as error:
        drawing_size(data, 1600)
    assert told in str(error.value)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "40">',
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;',
        '<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
    ],
)
def test_no_entity_is_filled_in(declared: str) -> None:
    data = f'<!DOCTYPE svg [{declared}]><svg {NS} width="40" height="40">&a;</svg>'
    assert drawing_size(data.encode(), 1600) == (0, 0)


def test_a_drawing_of_more_than_ten_megabytes_is_not_looked_at() -> None:
    assert drawing_size(b" " * 10_000_001, 1600) == (0, 0)
