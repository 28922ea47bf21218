"""Counting how often pages are read, those included that the page cache answers.

A reader waits for it as long as it takes to put four texts into a queue; what they mean is found
out when they are taken. Nothing of it is kept but numbers: no address, no cookie, no browser.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from typing import Any

from site_config.kit.readers import is_ahead, is_robot

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
# More requests between two takings are not counted, so that no flood fills the memory.
MOST = 200_000


class Visits:
    """A WSGI application around another one that remembers what is asked of it.

    `prefix` begins the paths that count. Who has the cookie `session_cookie` works at the desk and
    does not count.
    """

    def __init__(self, application: Application, *, prefix: str, session_cookie: str) -> None:
        self._application = application
        self._prefix = prefix
        self._session = f"{session_cookie}="
        self._asked: deque[tuple[str, ...]] = deque(maxlen=MOST)
        self._note = self._asked.append

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        get = environ.get
        if self._session not in get("HTTP_COOKIE", ""):
            self._note(
                (
                    environ["REQUEST_METHOD"],
                    environ["PATH_INFO"],
                    get("HTTP_USER_AGENT", ""),
                    get("HTTP_SEC_PURPOSE", ""),
                )
            )
        return self._application(environ, start_response)

    def take(self) -> Counter[str]:
        """How often people asked for each path since this was called last."""
        asked = self._asked
        # Others may be noted meanwhile; they wait for the next time.
        found = Counter(asked.popleft() for _each in range(len(asked)))
        reads: Counter[str] = Counter()
        for (method, path, agent, purpose), number in found.items():
            if method == "GET" and path.startswith(self._prefix):
                if not (is_robot(agent) or is_ahead(purpose)):
                    reads[path.encode("latin-1").decode(errors="replace")] += number
        return reads
