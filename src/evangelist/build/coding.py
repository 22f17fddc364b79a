"""What the store keeps, as bytes and back: values of the model, stubs and questions."""

from __future__ import annotations

from evangelist.model.codec import MODEL, Codec
from evangelist.site.stubs import Stub

CODEC = Codec(*MODEL, Stub)
