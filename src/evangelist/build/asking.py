"""The door to other sites: asks whether addresses answer, politely.

Only http and https, without cookies or passwords. A few sites are asked at the same time, each
with one question after the other; who asks to wait is waited for, or left in peace.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3 import exceptions

from evangelist.build.options import Progress, silent

State = Literal["fine", "dead", "busy"]
WORKERS = 8
PAUSE = 0.5
"""Seconds between two questions to one site."""
LONGEST_WAIT = 60.0
"""Who asks to wait longer, in seconds, is asked another day."""
_TRIES = 3
_HOPS = 10
_TIMEOUT = urllib3.Timeout(connect=10, read=15)
_MOVED = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_BUSY = {429, 503}
_NOT_FOR_US = {401, 402, 403, 406, 407, 451, 999}
"""Statuses of a page that is there, for others than us: those who sign in, or no programs."""
_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an address answers, or why not in words; `moved` is its new address for good.

    `everywhere` says that no other address of the same site would be answered otherwise. `end` is
    the address that answered in the end, and `status` what it said, 0 where nobody did.
    """

    state: State
    reason: str = ""
    moved: str = ""
    everywhere: bool = False
    end: str = field(default="", compare=False)
    status: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: what to call ourselves, through which proxy, and how to wait.

    `proxy` gives the address of the proxy for an address, or nothing. `sleep` waits so many
    seconds, or until the event is set.
    """

    agent: str
    proxy: Callable[[str], str] = lambda url: ""  # noqa: ARG005
    sleep: Callable[[threading.Event, float], object] = threading.Event.wait


def ask_all(
    urls: Iterable[str], manners: Manners, progress: Progress = silent
) -> Mapping[str, Answer]:
    """Ask each address; the sites at the same time, the addresses of one in turn."""
    sites: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        sites[_site(url).rpartition("@")[2].lower()].append(url)
    answers: dict[str, Answer] = {}
    total, stop = sum(map(len, sites.values())), threading.Event()
    with ThreadPoolExecutor(WORKERS) as pool:
        futures = [pool.submit(_ask_site, each, manners, stop) for each in sites.values()]
        try:
            for future in as_completed(futures):
                answers |= future.result()
                progress("asking", len(answers), total)
        finally:
            stop.set()
    return answers


def _ask_site(urls: Sequence[str], manners: Manners, stop: threading.Event) -> dict[str, Answer]:
    asker = _Asker(manners, stop)
    answers: dict[str, Answer] = {}
    for url in urls:
        if stop.is_set():
            break
        answers[url] = answer = _asked(asker, url)
        if answer.everywhere:
            return {each: answers.get(each, answer) for each in urls}
    return answers


def _asked(asker: _Asker, url: str) -> Answer:
    """The answer, whatever happens: what nobody thought of costs this link and no other."""
    try:
        return asker.ask(url)
    except Exception:  # noqa: BLE001
        return Answer("busy", "something went wrong in asking")


def _site(url: str) -> str:
    """Who is asked, as the address has it; nothing where it is no address."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


@dataclass(slots=True)
class _Asker:
    """Asks one site after another, with a pause before each question but the first."""

    manners: Manners
    stop: threading.Event
    asked: bool = False
    pools: dict[str, urllib3.PoolManager] = field(default_factory=dict)

    def ask(self, url: str) -> Answer:
        """Follow an address to its end."""
        answer, end = self._followed(url)
        answer = replace(answer, end=end)
        return answer if _site(url) == _site(end) else replace(answer, everywhere=False)

    def _followed(self, url: str) -> tuple[Answer, str]:
        """The answer, and the address that gave it."""
        here, seen, for_good = url.partition("#")[0], set[str](), True
        while len(seen) < _HOPS:
            seen.add(here)
            try:
                response = self._response(_askable(here))
            except (exceptions.HTTPError, ValueError, OSError) as error:
                return _failure(error), here
            target = response.headers.get("Location", "")
            if response.status not in _MOVED or not target:
                answer = _verdict(response)
                changed = for_good and len(seen) > 1 and answer.state == "fine"
                return replace(answer, moved=here if changed else ""), here
            for_good = for_good and response.status in _FOR_GOOD
            try:
                here = urldefrag(urljoin(here, target)).url
                scheme = urlsplit(here).scheme
            except ValueError:
                return Answer("dead", "it leads to no address"), here
            if scheme not in {"http", "https"}:
                return Answer("fine"), here
            if here in seen:
                return Answer("dead", "it leads in a circle"), here
        return Answer("dead", f"it leads on more than {_HOPS} times"), here

    def _response(self, url: str) -> urllib3.BaseHTTPResponse:
        """The answer to HEAD, or to GET where HEAD gets none that is good."""
        response = self._patient("HEAD", url)
        if response.status < 400 or response.status in _BUSY:
            return response
        return self._patient("GET", url)

    def _patient(self, method: str, url: str) -> urllib3.BaseHTTPResponse:
        """The answer to one question; who is busy is asked again, later and later."""
        for attempt in range(1, _TRIES + 1):
            response = self._once(method, url)
            wait = _wait(response, attempt)
            if response.status not in _BUSY or attempt == _TRIES or wait > LONGEST_WAIT:
                break
            self.manners.sleep(self.stop, wait)
        return response

    def _once(self, method: str, url: str) -> urllib3.BaseHTTPResponse:
        if self.asked:
            self.manners.sleep(self.stop, PAUSE)
        self.asked = True
        response = self._pool(url).request(
            method, url, redirect=False, retries=False, preload_content=False, timeout=_TIMEOUT
        )
        response.close()
        return response

    def _pool(self, url: str) -> urllib3.PoolManager:
        proxy = self.manners.proxy(url)
        headers = {"User-Agent": self.manners.agent, "Accept": "*/*"}
        if proxy not in self.pools:
            self.pools[proxy] = (
                urllib3.ProxyManager(proxy, headers=headers)
                if proxy
                else urllib3.PoolManager(headers=headers)
            )
        return self.pools[proxy]


def _askable(url: str) -> str:
    """The address as it goes over the wire, without a name and a password."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].encode("idna").decode()
    path, query = quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE)
    return urlunsplit((parts.scheme, host, path, query, ""))


def _wait(response: urllib3.BaseHTTPResponse, attempt: int) -> float:
    """Seconds to wait before the next question: what the site asks for, else twice as long."""
    wanted = response.headers.get("Retry-After", "")
    if wanted.isdecimal():
        return float(wanted)
    with suppress(ValueError, TypeError):
        now = parsedate_to_datetime(response.headers.get("Date", ""))
        return max((parsedate_to_datetime(wanted) - now).total_seconds(), 1.0)
    return float(2**attempt)


def _verdict(response: urllib3.BaseHTTPResponse) -> Answer:
    return replace(_judged(response.status), status=response.status)


def _judged(status: int) -> Answer:
    if status < 400 or status in _NOT_FOR_US:
        return Answer("fine")
    if status in _BUSY:
        return Answer("busy", f"it asks to wait ({status})", everywhere=True)
    if status in {404, 410}:
        return Answer("dead", f"there is no such page ({status})")
    return Answer("dead", f"it answers with an error ({status})")


_FAILURES: tuple[tuple[type[Exception], str, bool], ...] = (
    (exceptions.NameResolutionError, "there is no such server", True),
    (exceptions.NewConnectionError, "nobody answers there", True),
    (exceptions.ConnectTimeoutError, "nobody answers there", True),
    (exceptions.TimeoutError, "the answer takes too long", False),
    (exceptions.SSLError, "its certificate cannot be trusted", True),
    (exceptions.ProxyError, "the proxy does not answer", True),
    (exceptions.LocationValueError, "this is no address", False),
    (exceptions.HTTPError, "the answer breaks off", False),
    (OSError, "nobody answers there", True),
    (ValueError, "this is no address", False),
)


def _failure(error: Exception) -> Answer:
    found: Iterator[Answer] = (
        Answer("dead", reason, everywhere=everywhere)
        for kind, reason, everywhere in _FAILURES
        if isinstance(error, kind)
    )
    return next(found)
