"""Colleagues who are invited edit an article like its writer, and no other."""

import pytest

from articles import invitations, permissions
from articles.errors import EditorialRefusal, NotPermitted
from articles.models import Action
from tests.builders import NOW, articles, pages, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("E19")]


def test_an_invitation_lasts_until_it_is_taken_back() -> None:
    article, other = articles.draft(), articles.draft()
    writer, colleague = people.writer(), people.writer("colleague")
    assert colleague in invitations.colleagues(article)
    invitations.invite(article, colleague, by=writer, now=NOW)
    assert permissions.may_edit(colleague, article)
    assert not permissions.may_edit(colleague, other)
    assert colleague not in invitations.colleagues(article)
    articles.revise(article, by=colleague, title="Written together")
    invitations.uninvite(article, colleague, by=writer, now=NOW)
    with pytest.raises(NotPermitted, match="invite you"):
        articles.revise(article, by=colleague, title="Written alone")
    lines = article.history.filter(action__in=[Action.INVITED, Action.UNINVITED])
    assert [line.note for line in lines] == ["colleague", "colleague"]


def test_only_who_may_edit_invites_and_only_who_can_edit_is_invited() -> None:
    article = articles.draft()
    with pytest.raises(NotPermitted):
        invitations.invite(article, people.writer("b"), by=people.writer("c"), now=NOW)
    for wrong in (people.reviewer(), people.account("plain"), people.editor(), people.writer()):
        with pytest.raises(EditorialRefusal):
            invitations.invite(article, wrong, by=people.editor(), now=NOW)
    with pytest.raises(EditorialRefusal):
        invitations.uninvite(article, people.writer("b"), by=people.editor(), now=NOW)
    with pytest.raises(EditorialRefusal, match="role"):
        invitations.invite(pages.draft(), people.writer(), by=people.editor(), now=NOW)
    assert article.history.count() == 1


def test_ones_own_are_those_started_written_or_opened_by_invitation() -> None:
    writer, other = people.writer(), people.writer("other")
    started = articles.draft()
    byline = articles.draft(by=other, authors=[people.author("Me", user=writer)])
    invited = articles.draft(by=other)
    invitations.invite(invited, writer, by=other, now=NOW)
    articles.draft(by=other)
    own = type(started).objects.filter(permissions.of(writer))
    assert set(own) == {started, byline, invited}
