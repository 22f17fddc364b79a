"""What the store keeps, as bytes and back: values of the model, stubs, pictures and questions."""

from __future__ import annotations

from evangelist.model.codec import MODEL, Codec
from evangelist.site.pictures import Picture
from evangelist.site.stubs import Stub

CODEC = Codec(*MODEL, Stub, Picture)
