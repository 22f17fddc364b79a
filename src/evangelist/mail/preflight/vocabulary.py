"""The features of caniemail.com by their names there, and what in an e-mail uses them."""

from __future__ import annotations

import re


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SIDES = ("start", "end")
_SEVERAL = {
    "css-block-inline-size": ("block-size",),
    "css-border-inline-block": ("border-inline", "border-block"),
    "css-border-inline-block-individual": (
        *(f"border-{axis}-{side}" for axis in ("inline", "block") for side in _SIDES),
        *(
            f"border-{axis}-{side}-{part}"
            for axis in ("inline", "block")
            for side in _SIDES
            for part in ("width", "style", "color")
        ),
    ),
    "css-border-inline-block-longhand": (
        *(
            f"border-{axis}-{part}"
            for axis in ("inline", "block")
            for part in ("width", "style", "color")
        ),
    ),
    "css-border-radius-logical": (*(f"border-{a}-{b}-radius" for a in _SIDES for b in _SIDES),),
    "css-column-layout-properties": (
        "columns",
        "column-width",
        "column-rule",
        "column-rule-color",
        "column-rule-style",
        "column-rule-width",
        "column-span",
        "column-fill",
    ),
    "css-gap": ("gap", "column-gap", "row-gap"),
    "css-grid-template": (
        "grid-template",
        "grid-template-areas",
        "grid-template-columns",
        "grid-template-rows",
    ),
    "css-left-right-top-bottom": ("left", "right", "top", "bottom"),
    "css-margin": ("margin", "margin-top", "margin-right", "margin-bottom", "margin-left"),
    "css-margin-block-start-end": ("margin-block-start", "margin-block-end"),
    "css-margin-inline-block": ("margin-inline", "margin-block"),
    "css-margin-inline-start-end": ("margin-inline-start", "margin-inline-end"),
    "css-padding": ("padding", "padding-top", "padding-right", "padding-bottom", "padding-left"),
    "css-padding-block-start-end": ("padding-block-start", "padding-block-end"),
    "css-padding-inline-block": ("padding-inline", "padding-block"),
    "css-padding-inline-start-end": ("padding-inline-start", "padding-inline-end"),
    "css-border": ("border", "border-top", "border-right", "border-bottom", "border-left"),
    "css-scroll-snap": ("scroll-snap-type", "scroll-snap-align", "scroll-snap-stop"),
}
_SINGLE = _names("""
accent-color align-items animation aspect-ratio backdrop-filter background-blend-mode
background-clip background-color background-image background-origin background-position
background-repeat background-size background border-collapse border-image border-radius
border-spacing box-shadow box-sizing caption-side clear clip-path color-scheme column-count cursor
direction display empty-cells filter float font-kerning font-size-adjust font-size font-stretch
font-weight font height hyphenate-character hyphenate-limit-chars hyphens inline-size inset
justify-content letter-spacing line-height list-style-image list-style-position list-style-type
list-style mask-image max-block-size max-height max-inline-size max-width min-block-size min-height
min-inline-size min-width mix-blend-mode object-fit object-position opacity orphans outline-offset
outline overflow-wrap overflow position resize shape-margin shape-outside tab-size table-layout
text-align-last text-align text-decoration-color text-decoration-line text-decoration-skip-ink
text-decoration-style text-decoration-thickness text-decoration text-emphasis-position
text-emphasis text-indent text-justify text-orientation text-overflow text-shadow text-transform
text-underline-offset text-underline-position text-wrap transform transition user-select
vertical-align visibility white-space-collapse white-space widows width word-break word-spacing
word-wrap writing-mode z-index
""")
PROPERTIES = {name: f"css-{name}" for name in _SINGLE} | {
    name: feature for feature, names in _SEVERAL.items() for name in names
}
VALUES = {
    ("display", "flex"): "css-display-flex",
    ("display", "inline-flex"): "css-display-flex",
    ("display", "grid"): "css-display-grid",
    ("display", "inline-grid"): "css-display-grid",
    ("display", "none"): "css-display-none",
    ("flex-direction", "column"): "css-flex-direction",
    ("flex-wrap", "wrap"): "css-flex-wrap",
}
FUNCTIONS = {
    "clamp": "css-function-clamp",
    "light-dark": "css-function-light-dark",
    "max": "css-function-max",
    "min": "css-function-min",
    "calc": "css-unit-calc",
    "conic-gradient": "css-conic-gradient",
    "linear-gradient": "css-linear-gradient",
    "radial-gradient": "css-radial-gradient",
    "rgb": "css-rgb",
    "rgba": "css-rgba",
    "var": "css-variables",
    **dict.fromkeys(("lch", "oklch", "lab", "oklab"), "css-modern-color"),
}
WORDS = {
    "initial": "css-unit-initial",
    **dict.fromkeys(("fit-content", "min-content", "max-content"), "css-intrinsic-size"),
    **dict.fromkeys(
        ("system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "ui-monospace"), "css-sytem-ui"
    ),
}
UNITS = {
    unit: f"css-unit-{unit}" for unit in _names("ch cm em ex in mm pc pt px rem vh vmax vmin vw")
}
AT_RULES = {
    "@font-face": "css-at-font-face",
    "@import": "css-at-import",
    "@keyframes": "css-at-keyframes",
    "@media": "css-at-media",
    "@supports": "css-at-supports",
    "nesting": "css-nesting",
}
MEDIA = {
    "device-pixel-ratio": "css-at-media-device-pixel-ratio",
    "hover": "css-at-media-hover",
    "orientation": "css-at-media-orientation",
    "prefers-color-scheme": "css-at-media-prefers-color-scheme",
    "prefers-reduced-motion": "css-at-media-prefers-reduced-motion",
}
_PSEUDO_CLASSES = _names("""
active checked default first-child first-of-type focus-visible focus-within focus has hover lang
last-child last-of-type link not nth-child nth-last-child nth-last-of-type nth-of-type only-child
only-of-type target visited
""")
_PSEUDO_ELEMENTS = _names("after before first-letter first-line marker placeholder")
PSEUDO = {name: f"css-pseudo-class-{name}" for name in _PSEUDO_CLASSES} | {
    name: f"css-pseudo-element-{name}" for name in _PSEUDO_ELEMENTS
}
SELECTORS = {
    "css-selector-adjacent-sibling": re.compile(r"\+"),
    "css-selector-attribute": re.compile(r"\["),
    "css-selector-chaining": re.compile(r"\.[\w-]+\."),
    "css-selector-child": re.compile(r">"),
    "css-selector-class": re.compile(r"\.[a-zA-Z_-]"),
    "css-selector-descendant": re.compile(r"[\w\])*]\s+[\w.#\[*:]"),
    "css-selector-general-sibling": re.compile(r"~(?!=)"),
    "css-selector-grouping": re.compile(r","),
    "css-selector-id": re.compile(r"#[\w-]"),
    "css-selector-type": re.compile(r"(?:^|[\s>+~,])[a-zA-Z]"),
    "css-selector-universal": re.compile(r"(?:^|[\s>+~,])\*"),
}
ELEMENTS = {
    name: f"html-{name}"
    for name in _names(
        "abbr acronym address audio base bdi blockquote body code del dfn dialog div form hr img "
        "link marquee meter object p picture pre progress rp rt ruby select small span strike "
        "strong style svg table textarea video wbr"
    )
} | {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "html-h1-h6"),
    **dict.fromkeys(("ul", "ol", "dl"), "html-lists"),
    **dict.fromkeys(
        _names(
            "article aside details figcaption figure footer header main mark nav section summary "
            "time"
        ),
        "html-semantics",
    ),
    "map": "html-image-maps",
}
ATTRIBUTES = {
    name: f"html-{name}"
    for name in _names(
        "align aria-describedby aria-hidden aria-label aria-labelledby aria-live background "
        "cellpadding cellspacing dir height hidden lang popover required role srcset target valign "
        "width"
    )
} | {
    "loading": "html-loading-attribute",
    "sizes": "html-srcset",
    "inert": "css-inert-attribute",
    "amp4email": "amp",
    "⚡4email": "amp",
}
TYPES = {
    ("button", "reset"): "html-button-reset",
    ("button", "submit"): "html-button-submit",
    **{
        ("input", kind): f"html-input-{kind}"
        for kind in ("checkbox", "hidden", "radio", "reset", "submit", "text")
    },
}
IMAGES = {
    **{name: f"image-{name}" for name in _names("avif bmp gif ico jpg mp4 png svg tiff webp")},
    "jpeg": "image-jpg",
    "tif": "image-tiff",
    "heic": "image-heif",
    "heif": "image-heif",
}
_OTHERS = (
    "css-comments",
    "css-important",
    "css-unit-percent",
    "html-anchor-links",
    "html-comments",
    "html-doctype",
    "html-mailto-links",
    "html-meta-color-scheme",
    "image-base64",
)
MECHANICAL = frozenset(
    [
        *PROPERTIES.values(),
        *VALUES.values(),
        *FUNCTIONS.values(),
        *WORDS.values(),
        *UNITS.values(),
        *AT_RULES.values(),
        *MEDIA.values(),
        *PSEUDO.values(),
        *SELECTORS,
        *ELEMENTS.values(),
        *ATTRIBUTES.values(),
        *TYPES.values(),
        *IMAGES.values(),
        *_OTHERS,
    ]
)
"""Every feature that can be read off."""
