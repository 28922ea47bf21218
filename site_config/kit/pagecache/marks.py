"""Up to which mark of the journal the purges were known when the page being made was begun.

A page that is stored counts as right about every purge up to its mark. Whoever keeps a copy of
something that pages show must have read it after the journal had come to that mark.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_MARK = ContextVar("mark", default=0)


@contextmanager
def page_begun_at(mark: int) -> Iterator[None]:
    token = _MARK.set(mark)
    try:
        yield
    finally:
        _MARK.reset(token)


def mark_of_page() -> int:
    """The mark of the page that this thread is making; 0 for what is not going to be stored."""
    return _MARK.get()
