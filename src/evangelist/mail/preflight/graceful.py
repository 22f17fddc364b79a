"""What some mail programs cannot do, and why an e-mail may have it all the same.

The key is the name of the feature on caniemail.com. docs/email-checks.md shows this table.
"""

from __future__ import annotations

_STYLES_ONLY = (
    "Everything that matters stands on the elements; the style element holds only what refines it."
)
_WORDS_STAY = "Its words are shown as any others."

GRACEFUL: dict[str, str] = {
    "css-at-media": "The layout is one column that fits every screen; this only refines it.",
    "css-at-media-prefers-color-scheme": "Where our dark colours are not read, the light ones are "
    "shown or turned around, and both keep their contrast.",
    "css-at-media-hover": "Nothing changes under the pointer.",
    "css-at-media-prefers-reduced-motion": "Nothing moves in the first place.",
    "css-border-radius": "Corners are square in Outlook on Windows.",
    "css-color-scheme": "The meta element says the same, and where neither is read the light "
    "colours are shown.",
    "css-cursor": "The pointer looks as it always does.",
    "css-display-none": "A phone's browser shows the preheader as a first line.",
    "css-hyphens": "Words are not divided.",
    "css-max-height": "It belongs to the preheader, which mso-hide hides from Outlook on Windows.",
    "css-min-width": "A column may become narrower than it should on a large screen.",
    "css-overflow": "It belongs to the preheader, which mso-hide hides, and to wide tables, which "
    "are then as wide as their words.",
    "css-overflow-wrap": "A very long word makes its line wider.",
    "css-pseudo-class-hover": "A button does not change under the pointer.",
    "css-pseudo-class-focus": "Mail programs show in their own way which link is chosen.",
    "css-pseudo-class-link": _STYLES_ONLY,
    "css-selector-attribute": _STYLES_ONLY,
    "css-selector-chaining": _STYLES_ONLY,
    "css-selector-child": _STYLES_ONLY,
    "css-selector-class": _STYLES_ONLY,
    "css-selector-descendant": _STYLES_ONLY,
    "css-selector-grouping": _STYLES_ONLY,
    "css-selector-id": _STYLES_ONLY,
    "css-selector-type": _STYLES_ONLY,
    "css-sytem-ui": "The next font of the list is taken.",
    "css-table-layout": "Column widths follow their words; the fixed ghost table keeps the whole.",
    "css-text-decoration-color": "The underline has the colour of its words.",
    "css-text-decoration-thickness": "The underline is as thick as any.",
    "css-text-underline-offset": "The underline stands where it always does.",
    "css-white-space": "Outlook on Windows keeps the lines of code as they are and breaks none.",
    "css-word-wrap": "A very long word makes its line wider.",
    "html-abbr": _WORDS_STAY,
    "html-anchor-links": "The reader scrolls instead.",
    "html-aria-describedby": "The description is read in its own place.",
    "html-aria-labelledby": "The heading is read in its own place.",
    "html-bdi": "Names in other scripts may stand in another order.",
    "html-body": "Colour and distance stand on the table inside it as well.",
    "html-doctype": "Outlook on Windows has one way to lay out, whatever is declared.",
    "html-meta-color-scheme": "Where it is not read, the mail program decides about dark colours "
    "by itself, which the check of contrast simulates.",
    "html-rp": _WORDS_STAY,
    "html-rt": _WORDS_STAY,
    "html-ruby": _WORDS_STAY,
    "html-semantics": "Outlook on Windows shows what is inside as it shows any text; what "
    "folds stands open.",
    "html-style": _STYLES_ONLY,
    "html-target": "Mail programs decide themselves where a link opens.",
    "html-wbr": "A long word is divided elsewhere.",
}
"""Each with its reason in a sentence."""
