"""An earlier revision comes back as a new one, without what no longer exists."""

import pytest

from articles import editing, restoring, snapshots
from articles import labels as label_verbs
from articles.errors import AddressRefused, EditorialRefusal, NotPermitted, StaleVersion
from articles.models import Action, Article, Revision, Stage
from tests.builders import HOUR, NOW, articles, faqs, images, labels, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.row("A6")]


def restore(article: Article, number: int, **options: object) -> Revision:
    fresh = Article.objects.get(pk=article.pk)
    defaults = {"base_version": fresh.version, "by": people.writer(), "now": NOW + HOUR}
    old = article.revisions.get(number=number)
    return restoring.restore(fresh, old, **{**defaults, **options})  # type: ignore[arg-type]


def test_a_new_revision_says_what_the_old_one_said() -> None:
    article = articles.draft(title="First", sources=["A trial"], faqs=[faqs.draft()])
    articles.revise(article, title="Second", sources=[], faqs=[])
    restored = restore(article, 1)
    first = article.revisions.get(number=1)
    assert (restored.number, restored.data) == (3, first.data)
    assert restored.note.startswith("Revision 1 of ")
    line = article.history.first()
    assert line is not None
    assert (line.action, line.note, line.revision) == (Action.REVERTED, restored.note, restored)
    article.refresh_from_db()
    assert article.title == "First"


def test_it_voids_an_approval() -> None:
    article = articles.draft(title="First")
    articles.revise(article, title="Second")
    articles.approve(article)
    restore(article, 1)
    article.refresh_from_db()
    assert article.stage == Stage.DRAFT


def test_what_no_longer_exists_is_left_out_and_named() -> None:
    tag, gone = labels.tag("Naps"), labels.tag("Gone")
    picture = images.image()
    article = articles.draft(tags=[tag, gone], team=people.team(), picture=picture)
    articles.revise(article, tags=[], team=None, lead_image=snapshots.blank()["lead_image"])
    label_verbs.delete(gone, by=people.editor(), now=NOW)
    label_verbs.delete(people.team(), by=people.editor(), now=NOW)
    picture.delete()
    found = restoring.restorable(article.revisions.get(number=1))
    assert found.left_out == [
        "Its team was deleted.", "Its picture was deleted.", "Some of its tags were deleted.",
    ]  # fmt: skip
    restored = restore(article, 1)
    assert restored.data["tags"] == [tag.pk]
    assert restored.data["lead_image"]["image"] is None


def test_a_merged_category_is_its_target() -> None:
    old, target = labels.category("Old"), labels.category("New")
    article = articles.draft(category=old)
    articles.revise(article, category=target, title="Second")
    label_verbs.merge(old, into=target, by=people.editor(), now=NOW)
    assert restore(article, 1).data["category"] == target.pk


def test_nothing_to_restore() -> None:
    article = articles.draft()
    with pytest.raises(EditorialRefusal, match="nothing to restore"):
        restore(article, 1)


def test_refusals() -> None:
    article = articles.draft(slug="first")
    articles.revise(article, slug="second")
    with pytest.raises(StaleVersion):
        restore(article, 1, base_version=1)
    with pytest.raises(NotPermitted):
        restore(article, 1, by=people.writer("other"))
    articles.draft(slug="first")
    with pytest.raises(AddressRefused):
        restore(article, 1)
    assert editing.latest_revision(article).number == 2
