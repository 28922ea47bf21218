"""Screening a comment that waits once more, because more is known of its writer now."""

import datetime as dt
from dataclasses import replace

from comments import asking_akismet, moderation
from comments.models import Comment, State
from comments.screening.facts import gather
from comments.screening.lessons import submission_of
from comments.screening.pipeline import screen
from comments.screening.verdict import Outcome

# What was found in how the form was sent is not kept, but what was found stays true.
_OF_THE_FORM = {"trap", "origin", "fill_time", "rate"}


def found_in_the_form(comment: Comment) -> list[dict[str, str]]:
    """The reasons to hold a comment that hold for whatever it says."""
    return [reason for reason in comment.reasons if reason["clue"] in _OF_THE_FORM]


def look_again(comment: Comment, *, now: dt.datetime) -> bool:
    """Publish a comment that waits if nothing holds it any more; return whether it was published.

    To be called when its writer has confirmed the address. Otherwise it waits for what is left.
    """
    if comment.state != State.PENDING:
        return False
    submission = replace(
        submission_of(comment),
        article_id=comment.discussion.article_id,
        proved=comment.confirmed_at is not None,
        editing=comment.pk,
    )
    verdict = screen(submission, gather(submission, now=now))
    kept = found_in_the_form(comment)
    if kept or verdict.outcome is not Outcome.PUBLISH:
        moderation.explain(comment, [*kept, *verdict.reasons])
        if asking_akismet.waits_for_nothing_else(comment):
            asking_akismet.ask(comment)
        return False
    moderation.approve(comment, by=None, now=now)
    return True
