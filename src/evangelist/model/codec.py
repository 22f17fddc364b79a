"""Values as bytes and back: canonical JSON, so that equal values have equal bytes.

What JSON has, stands for itself; an array is a tuple. Everything else is an object whose first
pair, under the empty name, says what it is: `{"":"Heading","level":2,…}`. Fields that have their
default are left out. No class is ever imported for the sake of bytes: a codec knows its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time, timezone
from functools import cache, partial
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from evangelist.model.body import Body
from evangelist.model.card import Card, Link
from evangelist.model.kinds import KINDS
from evangelist.model.places import Places
from evangelist.model.settings import Settings
from evangelist.problems import Problem

_TAG = ""
_NATIVE = frozenset({str, int, bool, type(None)})
_NEVER = object()
_Reader = Callable[[dict[str, Any]], Any]


class Codec:
    """Writes and reads values that are made of these classes and of whatever their fields name.

    They are frozen dataclasses and pydantic models. Besides: None, bool, int, float, str, date,
    datetime, time, tuple, list, frozenset and mappings with anything as keys, which keep their
    order. A subclass of str, int or dict is written as what it is a subclass of.
    """

    def __init__(self, *roots: type) -> None:
        self.classes = _reachable(roots)
        self._writers: dict[type, Callable[[Any], Any]] = {
            float: _number,
            tuple: self._array,
            list: lambda value: {_TAG: "list", "v": self._array(value)},
            frozenset: self._set,
            dict: self._mapping,
            date: lambda value: {_TAG: "date", "v": value.isoformat()},
            datetime: _moment,
            time: _hour,
        }
        self._readers: dict[str, _Reader] = dict(_READERS)
        for cls in self.classes:
            defaults = tuple((name, *_simple(value)) for name, value in _fields(cls))
            self._writers[cls] = partial(self._instance, cls.__name__, defaults)
            self._readers[cls.__name__] = _model(cls) if issubclass(cls, BaseModel) else _call(cls)
        self._decoder = json.JSONDecoder(object_hook=self._revived)

    def encode(self, value: Any) -> bytes:
        """A value as bytes: the same for equal values, in every process.

        Raises TypeError for a value of any other class, and ValueError for a whole number with
        more digits than Python reads (4,300).
        """
        return _ENCODER.encode(self._plain(value)).encode("utf-8", "surrogatepass")

    def decode(self, data: bytes) -> Any:
        """The value that was encoded, equal to it and told in the same words by `repr`.

        Raises ValueError, and nothing else, for bytes that `encode` cannot have made; but what is
        in a field is not looked at: who asks has seen to it that the bytes are those he wrote. A
        moment is refused too where its zone has another offset by now. Of a model's fields those
        that differ from their default count as set.
        """
        try:
            text = data.decode("utf-8", "surrogatepass")
            found, end = self._decoder.raw_decode(text)
        except (TypeError, KeyError, OSError, OverflowError, RecursionError) as error:
            raise ValueError(f"is no value of ours: {error}") from None
        if end != len(text):
            raise ValueError("has something after its end")
        return _whole(found) if type(found) in _UNDECIDED else found

    def _plain(self, value: Any) -> Any:
        """A value in the terms of JSON."""
        kind = type(value)
        if kind in _NATIVE:
            return value
        writer = self._writers.get(kind)
        return writer(value) if writer else self._adopted(value)

    def _adopted(self, value: Any) -> Any:
        """A value of a subclass, as one of the class that is known."""
        for kind, adopt in _ADOPTED:
            if isinstance(value, kind):
                return self._plain(adopt(value))
        raise TypeError(f"{type(value).__qualname__} is no class of this codec")

    def _array(self, value: Iterable[Any]) -> list[Any]:
        return [item if type(item) in _NATIVE else self._plain(item) for item in value]

    def _set(self, value: frozenset[Any]) -> Any:
        return {_TAG: "set", "v": sorted(self._array(value), key=_ENCODER.encode)}

    def _mapping(self, value: dict[Any, Any]) -> Any:
        if _TAG not in value and all(type(key) is str for key in value):
            return {key: self._plain(item) for key, item in value.items()}
        return {_TAG: "map", "k": self._array(value), "v": self._array(value.values())}

    def _instance(self, name: str, defaults: tuple[tuple[str, Any, Any], ...], value: Any) -> Any:
        plain = {_TAG: name}
        for field, default, simple in defaults:
            item = getattr(value, field)
            if item is not default:
                written = item if type(item) in _NATIVE else self._plain(item)
                if type(written) is not type(simple) or written != simple:
                    plain[field] = written
        return plain

    def _revived(self, found: dict[str, Any]) -> Any:
        """What an object of JSON stands for; those inside it are done before it."""
        name = found.pop(_TAG, None)
        for key, value in found.items():
            if type(value) in _UNDECIDED:
                found[key] = _whole(value)
        return found if name is None else self._readers[name](found)


class _List(list[Any]):
    """A list, until what is around it is read: an array of JSON is a tuple."""

    __slots__ = ()


_UNDECIDED = frozenset({list, _List})


def _whole(items: list[Any]) -> Any:
    """An array of JSON as a tuple, a list as itself."""
    if type(items) is _List:
        return list(items)
    return tuple([_whole(item) if type(item) in _UNDECIDED else item for item in items])


def _number(value: float) -> Any:
    return value if value - value == 0 else {_TAG: "float", "v": repr(value)}


def _moment(value: datetime) -> Any:
    zone = value.tzinfo
    plain: dict[str, Any] = {_TAG: "datetime"}
    if isinstance(zone, ZoneInfo) and zone.key:
        plain["zone"] = zone.key
    elif zone is not None and type(zone) is not timezone:
        raise TypeError(f"{zone!r} is no zone of this codec")
    return _folded(value, plain)


def _hour(value: time) -> Any:
    if value.tzinfo is not None and type(value.tzinfo) is not timezone:
        raise TypeError(f"{value.tzinfo!r} is no zone of an hour")
    return _folded(value, {_TAG: "time"})


def _folded(value: datetime | time, plain: dict[str, Any]) -> dict[str, Any]:
    """With what it says, and whether it is the second hour of that name in a night."""
    plain["v"] = value.isoformat()
    return plain | {"fold": 1} if value.fold else plain


def _read_moment(found: dict[str, Any]) -> datetime:
    written = datetime.fromisoformat(found["v"])
    if "zone" not in found:
        return written.replace(fold=1) if "fold" in found else written
    moment = written.replace(tzinfo=ZoneInfo(found["zone"]), fold=found.get("fold", 0))
    if moment.utcoffset() != written.utcoffset():
        raise ValueError(f"{found['zone']} has another offset now")
    return moment


def _read_hour(found: dict[str, Any]) -> time:
    hour = time.fromisoformat(found["v"])
    return hour.replace(fold=1) if "fold" in found else hour


_READERS: Mapping[str, _Reader] = {
    "float": lambda found: float(found["v"]),
    "list": lambda found: _List(found["v"]),
    "set": lambda found: frozenset(found["v"]),
    "map": lambda found: dict(zip(found["k"], found["v"], strict=True)),
    "date": lambda found: date.fromisoformat(found["v"]),
    "datetime": _read_moment,
    "time": _read_hour,
}
_ADOPTED: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (str, str.__str__),
    (int, int),
    (float, float),
    (Mapping, dict),
)
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
)


def _call(cls: type) -> _Reader:
    return lambda found: cls(**found)


def _model(cls: type[BaseModel]) -> _Reader:
    """How a model is made of fields that were checked before they were written.

    It does what `model_construct` does for models without extra and private fields, whose
    aliases need no look because fields are written under their names: five times as fast.
    """
    template = {name: None if info is _NEVER else info for name, info in _fields(cls)}
    needed = frozenset(name for name, default in _fields(cls) if default is _NEVER)
    fresh = tuple(name for name, default in template.items() if default == {})
    put = object.__setattr__

    def read(found: dict[str, Any]) -> BaseModel:
        values = {**template, **found}
        if len(values) != len(template) or not needed <= found.keys():
            raise ValueError(f"is no {cls.__name__}")
        for name in fresh:
            if name not in found:
                values[name] = {}
        value = cls.__new__(cls)
        put(value, "__dict__", values)
        put(value, "__pydantic_fields_set__", set(found))
        put(value, "__pydantic_extra__", None)
        put(value, "__pydantic_private__", None)
        return value

    return read


def _fields(cls: type) -> Iterator[tuple[str, Any]]:
    """The fields of a class in order, each with its default or `_NEVER`."""
    if issubclass(cls, BaseModel):
        for name, info in cls.model_fields.items():
            made = info.is_required() or info.default_factory is not None
            yield name, _NEVER if made else info.default
    elif is_dataclass(cls):
        for field in fields(cls):
            yield field.name, _NEVER if field.default is MISSING else field.default


def _simple(default: Any) -> tuple[Any, Any]:
    """A default by which a field may be left out: itself, and in the terms of JSON.

    Only where nothing but an equal value of the same class is written like it.
    """
    if default is None or type(default) in {str, bool, int}:
        return default, default
    if default in ((), {}):
        return default, [] if default == () else {}
    return _NEVER, _NEVER


def _reachable(roots: Iterable[type]) -> frozenset[type]:
    """These classes and all that their fields name, directly or not."""
    found: set[type] = set()
    waiting = [each for root in roots for each in _classes(root)]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += _named(each)
    return frozenset(found)


@cache
def _named(cls: type) -> tuple[type, ...]:
    """The classes that the fields of a class name: codecs share most of them."""
    return tuple(each for hint in get_type_hints(cls).values() for each in _classes(hint))


def _classes(hint: Any) -> Iterator[type]:
    """The classes in a type, whatever it is made of."""
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, BaseModel)):
        yield hint
    for each in get_args(hint):
        yield from _classes(each)


MODEL = (Card, Body, Places, Link, Settings, Problem, *(kind.model for kind in KINDS))
"""From these all values of the model can be reached."""
_CODEC = Codec(*MODEL)
encode = _CODEC.encode
decode = _CODEC.decode
