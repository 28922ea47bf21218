"""From which states a decision leads to which; the table in words is in `comments.moderation`."""

from comments.models import State

_FROM = {
    State.PENDING: {State.PUBLISHED},
    State.PUBLISHED: {State.PENDING, State.REJECTED, State.SPAM, State.REMOVED},
    State.REJECTED: {State.PENDING, State.PUBLISHED, State.SPAM},
    State.SPAM: {State.PENDING, State.PUBLISHED, State.REJECTED},
    State.REMOVED: {State.PENDING, State.PUBLISHED, State.REJECTED, State.SPAM},
}


def may_become(before: State, after: State) -> bool:
    """Whether a decision leads from one state to the other."""
    return before in _FROM.get(after, ())
