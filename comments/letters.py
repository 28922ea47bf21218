"""Mail to readers: what was decided about their comments, and what was answered below them.

The verb that changes a comment queues a task in its transaction; the task looks at what is still so
and writes the letters. The outbox remembers for `letters.KEPT` what was told; what happened for the
first time longer ago is no news, so an undone decision that is made again tells nobody twice.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from articles import api
from comments import subscriptions
from comments.models import Comment, Mode, State
from comments.status import explanation, reasons, status_path
from site_config.kit import html
from site_config.kit.outbox import letters
from site_config.kit.site.present import site

LONGEST_EXCERPT = 600

_SUBJECTS = {
    State.PUBLISHED: gettext_lazy("Your comment on “%(title)s” is published"),
    State.REJECTED: gettext_lazy("Your comment on “%(title)s” was not published"),
}


def tell_decision(comments: Sequence[Comment]) -> None:
    """Queue the mail about what a moderator, or a second look, made of each comment."""
    asked = [each.pk for each in comments if each.tells_decision and each.state in _SUBJECTS]
    if len(asked) == 1:
        mail_decision.enqueue(asked[0])
    elif asked:
        mail_decisions.enqueue(asked)


def tell_answer(comments: Sequence[Comment]) -> None:
    """Queue the mail to those whom each comment answers, if readers see it now."""
    answers = [each.pk for each in comments if each.parent_id and each.state == State.PUBLISHED]
    if len(answers) == 1:
        mail_answer.enqueue(answers[0])
    elif answers:
        mail_answers.enqueue(answers)


@task()
def mail_decisions(comment_ids: list[int]) -> int:
    """Write the letters of many decisions, each comment's in a transaction of its own."""
    return sum(mail_decision.call(each) for each in comment_ids)


@task()
def mail_answers(comment_ids: list[int]) -> int:
    """Write the letters about many answers, each answer's in a transaction of its own."""
    return sum(mail_answer.call(each) for each in comment_ids)


@task()
@transaction.atomic
def mail_decision(comment_id: int) -> int:
    """Write to its writer what became of the comment; return the number of letters."""
    now = timezone.now()
    comment = _news(comment_id, now)
    if comment is None or not subscriptions.wants_decision(comment):
        return 0
    state = State(comment.state)
    title = title_of(comment, now)
    text = render_to_string(
        "mail/comments/decision.txt",
        {
            "explanation": explanation(comment),
            "reasons": reasons(comment),
            "title": title,
            "link": f"{settings.SITE_URL}{status_path(comment)}",
            **closing(comment, now),
        },
    )
    once = f"comment {comment_id} {state}, told its writer"
    letters.put_all([draft(comment, _SUBJECTS[state] % {"title": title}, text, once, now)], now=now)
    return 1


@task()
@transaction.atomic
def mail_answer(comment_id: int) -> int:
    """Write to those who want to hear of answers above; return the number of letters."""
    now = timezone.now()
    answer = _news(comment_id, now)
    if answer is None or not _is_public(answer, now):
        return 0
    told = [_about_answer(each, answer, now) for each in subscriptions.listeners(answer)]
    letters.put_all(told, now=now)
    return len(told)


def draft(comment: Comment, subject: str, text: str, once: str, now: dt.datetime) -> letters.Draft:
    """A letter to the writer of `comment`, which mail programs offer to unsubscribe from."""
    address = f"{settings.SITE_URL}{subscriptions.unsubscribe_path(comment, now=now)}"
    headers = {
        "List-ID": f"<discussion-{comment.discussion_id}.{urlsplit(settings.SITE_URL).hostname}>",
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return letters.Draft(comment.author_email, subject, text, headers, once, as_html(subject, text))


def as_html(subject: str, text: str) -> str:
    """The text of a mail as a page without any style, with links to follow."""
    context = {"subject": subject, "body": html.render_comment(text)}
    return render_to_string("mail/comments/whole.html", context)


def closing(comment: Comment, now: dt.datetime) -> dict[str, Any]:
    """What every mail to a reader ends with."""
    path = subscriptions.unsubscribe_path(comment, now=now)
    return {"site": site(), "unsubscribe": f"{settings.SITE_URL}{path}"}


def title_of(comment: Comment, now: dt.datetime) -> str:
    """What the article is called for readers; the desk may have other plans for it."""
    edition = api.live_edition(comment.discussion.article_id, now=now)
    return edition.title if edition else _("an article that is no longer here")


def _news(comment_id: int, now: dt.datetime) -> Comment | None:
    """The comment, unless it became what it is for the first time long ago."""
    comment = Comment.objects.select_related("discussion").filter(pk=comment_id).first()
    if comment is None or comment.state not in _SUBJECTS:
        return None
    first = comment.decisions.filter(to_state=comment.state).order_by("at", "pk").first()
    return comment if first is not None and now - first.at < letters.KEPT else None


def _is_public(comment: Comment, now: dt.datetime) -> bool:
    """Whether readers find it: published, in a discussion that is shown, below a live article."""
    discussion = comment.discussion
    if comment.state != State.PUBLISHED or discussion.mode == Mode.HIDDEN:
        return False
    return api.live_edition(discussion.article_id, now=now) is not None


def _about_answer(listener: Comment, answer: Comment, now: dt.datetime) -> letters.Draft:
    title = title_of(answer, now)
    text = render_to_string(
        "mail/comments/answer.txt",
        {
            "name": answer.author_name,
            "is_direct": answer.parent_id == listener.pk,
            "title": title,
            "lines": Truncator(answer.body).chars(LONGEST_EXCERPT).splitlines(),
            "link": f"{settings.SITE_URL}{answer.get_absolute_url()}",
            **closing(listener, now),
        },
    )
    subject = _("An answer to your comment on “%(title)s”") % {"title": title}
    once = f"comment {answer.pk} answers, told {listener.author_email.lower()}"
    return draft(listener, subject, text, once, now)
