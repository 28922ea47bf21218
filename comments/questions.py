"""A reader's comment that asks what others want to know becomes the draft of a FAQ."""

import datetime as dt
import re

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.api import EditorialRefusal, draft_faq, may_draft_faq
from comments import moderation
from comments.errors import NotPermitted, WrongState
from comments.models import Comment, Question

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+|\n{2,}")


@transaction.atomic
def make_faq(comment: Comment, *, by: User, now: dt.datetime) -> Question:
    """Start a FAQ that asks what the comment asks, without an answer; once for each comment.

    Its history names the comment. Raises NotPermitted, or WrongState for a comment that has been
    made into a FAQ already or asks nothing that can be a title.
    """
    moderation.require_moderator(by)
    if not may_draft_faq(by):
        raise NotPermitted(_("Your role does not include writing FAQs. Ask an editor."))
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if Question.objects.filter(comment=locked).exists():
        raise WrongState(_("There is a FAQ of this comment already; its card leads there."))
    note = _("From a comment of %(name)s: %(address)s") % {
        "name": locked.author_name,
        "address": locked.get_absolute_url(),
    }
    try:
        faq = draft_faq(question_in(locked.body), by=by, now=now, note=note)
    except EditorialRefusal as refused:
        raise WrongState(refused.message) from refused
    return Question.objects.create(comment=locked, faq_id=faq.pk, at=now, by=by)


def question_in(text: str) -> str:
    """The first sentence that asks something, else the first one, in one line."""
    sentences = [" ".join(each.split()) for each in _BETWEEN_SENTENCES.split(text)]
    told = [each for each in sentences if any(map(str.isalnum, each))]
    return next((each for each in told if each.endswith("?")), next(iter(told), ""))
