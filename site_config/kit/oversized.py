"""The beginning of a form that is too big to be taken, to give back what somebody wrote."""

from django.conf import settings
from django.http import HttpRequest, QueryDict, UnreadablePostError

MOST_READ = 1_000_000
_FORM = "application/x-www-form-urlencoded"


def beginning_of(request: HttpRequest) -> QueryDict:
    """The first fields of the form within MOST_READ bytes, the last of them cut short.

    Of a form with files, and of one that nobody sends to its end, nothing.
    """
    if request.content_type != _FORM:
        return QueryDict()
    try:
        # What is too long is not read yet; what has too many fields is.
        raw = request.body[:MOST_READ] if hasattr(request, "_body") else request.read(MOST_READ)
    except UnreadablePostError:
        return QueryDict()
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 1_000
    return QueryDict(b"&".join(raw.split(b"&", most)[:most]))
