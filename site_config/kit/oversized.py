"""The beginning of a form that is too big to be taken, to give back what somebody wrote."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, QueryDict, UnreadablePostError

# Forty times the longest comment; browsers take seconds to show much more.
KEPT = 200_000
# So much is read to its end: a browser that is still sending may not hear the answer.
MOST_READ = 20_000_000
_PIECE = 65_536
_FORM = "application/x-www-form-urlencoded"


def beginning_of(request: HttpRequest) -> QueryDict:
    """The first fields of the form within KEPT bytes, the last of them cut short.

    Of a form with files, and of one that nobody sends to its end, nothing.
    """
    if request.content_type != _FORM:
        return QueryDict()
    try:
        # What has too many fields is read by now, what is too long is not.
        raw = request.body if hasattr(request, "_body") else _beginning(request)
    except UnreadablePostError:
        return QueryDict()
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 1_000
    return QueryDict(b"&".join(raw[:KEPT].split(b"&", most)[:most]))


def _beginning(request: HttpRequest) -> bytes:
    kept = b""
    for piece in _pieces(request):
        if len(kept) < KEPT:
            kept += piece
    return kept


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    read = 0
    while read < MOST_READ and (piece := request.read(_PIECE)):
        read += len(piece)
        yield piece
