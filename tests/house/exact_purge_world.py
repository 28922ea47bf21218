"""A small site with something of everything, every page of it, and what each verb does to it."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.test import Client

from articles import editing as article_editing
from articles import front_page, listings, publishing, reports, reviews, trash, workflow
from articles import labels as label_verbs
from articles.images import library, renditions, social_cards
from articles.images.intake import open_safely, put
from articles.models import Article, Author, Category, Change, ErrorReport, Image, Kind, Tag, Team
from comments import bans, confirming, editing, moderation, modes, panic, pins, redacting
from comments import reports as comment_reports
from comments.models import Comment, Discussion, Mode, Panic, RejectionReason, Report
from comments.pages import THREADS_PER_PAGE
from comments.privacy.erasing import erase
from site_config.kit.pagecache import generation
from site_config.kit.pagecache.carrying import keys_of
from site_config.kit.site import saving
from site_config.kit.site.models import SiteSettings
from tests.builders import DAY, HOUR, NOW, articles, comments, faqs, images, labels, pages, people

THEN = NOW + 10 * DAY
LATER = THEN + DAY


@dataclass(frozen=True)
class Rendering:
    """What a page is at a moment, and what it carries; None where it would not be stored."""

    body: bytes
    keys: frozenset[str] | None


def build() -> None:
    """Fill the site: two pages of articles, two of comments, questions, labels and pages."""
    body = labels.category("Body")
    food = labels.category("Food", position=2, description="What we eat.")
    sleep = labels.category("Sleep", parent=body, position=1)
    picture, other_picture = images.image(title="One"), images.image(title="Two", colour="red")
    nap = faqs.live(question="How long is a nap?", category=sleep)
    faqs.live(question="Who naps?", category=food)
    for number in range(listings.PER_PAGE + 1):
        articles.live(
            title=f"Food {number}",
            now=NOW + number * HOUR,
            category=food,
            authors=[people.author("Ben Bell", bio="<p>Cooks.</p>")],
            team=people.team("Food Team"),
        )
    for title in ("Sleeping", "Dreaming"):
        articles.live(
            title=title,
            now=NOW + DAY,
            category=sleep,
            tags=[labels.tag("Rest")],
            authors=[people.author("Ana Alonso")],
            team=people.team("Sleep Team"),
            picture=picture if title == "Sleeping" else other_picture,
            faqs=[nap] if title == "Sleeping" else [],
        )
    labels.tag("Diet")
    pages.live(title="About us")
    pages.live(title="Privacy", now=NOW + HOUR)
    articles.draft(title="Waiting")
    for number in range(THREADS_PER_PAGE + 2):
        comments.published(named("Sleeping"), now=NOW + 2 * DAY, email=f"{number}@reader.example")
    people.author("Dora Dean", credentials="MD", user=people.account("doctor"))
    comments.posted(named("Dreaming"), by=people.account("doctor"))
    comments.pending(named("Sleeping"), body="Not yet.")
    comments.rejected(named("Sleeping"), body="Not this.")


def named(title: str) -> Article:
    return Article.objects.get(title=title)


def addresses() -> Iterator[str]:
    """Every address at which a page that could be stored may be found."""
    yield from ("/", "/articles/", "/articles/?page=2", "/faq/", "/faq/?category=sleep")
    yield from ("/feed.xml", "/rss.xml", "/feed.json", "/robots.txt", "/sitemap.xml", "/llms.txt")
    yield from (f"/sitemap-{name}.xml" for name in ("front", "articles", "faq", "pages"))
    yield "/sitemap-categories.xml"
    for model in (Category, Tag, Author, Team):
        yield from (label.get_absolute_url() for label in model.objects.all())
    for model in (Category, Tag, Author):
        yield from (f"{label.get_absolute_url()}feed.json" for label in model.objects.all())
    yield "/categories/food/?page=2"
    for article in Article.objects.exclude(editions=None):
        yield article.desk_path
        if article.kind == Kind.ARTICLE:
            yield f"{article.desk_path.rstrip('/')}.md"
            yield f"{article.desk_path}comments.xml"
    yield from ("/articles/sleeping/?comments=2", f"/articles/sleeping/?reply={_first().pk}")


def render(where: list[str]) -> dict[str, Rendering]:
    """Every page that is there now; the others are missing.

    Nothing is ever committed here, so the sign that follows a commit is given by hand.
    """
    generation.shared().renew()
    client = Client()
    found = {path: client.get(path) for path in where}
    return {
        path: Rendering(response.content, keys_of(response))
        for path, response in found.items()
        if response.status_code == 200
    }


def _first() -> Comment:
    return Comment.objects.published().order_by("pk")[0]


def _change_label(model: type, name: str, /, **values: object) -> None:
    label = model.objects.get(name=name)
    for field, value in values.items():
        setattr(label, field, value)
    label_verbs.change(label, by=None, now=THEN)


def _merge(model: type, name: str, into: str) -> None:
    label, other = model.objects.get(name=name), model.objects.get(name=into)
    label_verbs.merge(label, into=other, by=people.editor(), now=THEN)


def _trash() -> None:
    trash.trash(named("Waiting"), by=people.editor(), now=THEN)


def _name_the_site() -> None:
    saving.save(SiteSettings(name="Another name", footer_text="Somebody else."))


def _change_picture(**values: object) -> None:
    image = Image.objects.get(title="One")
    for field, value in values.items():
        setattr(image, field, value)
    library.save(image, by=None, now=THEN)


def _replace_picture() -> None:
    image = Image.objects.get(title="One")
    put(image, open_safely(images.file(colour="red")))
    library.save(image, by=None, now=THEN)


def _discussion(mode: str = Mode.OPEN, closes_at: dt.datetime | None = None) -> None:
    discussion = Discussion.objects.get(article=named("Sleeping"))
    moderation.set_mode(discussion, mode, closes_at=closes_at, by=people.moderator(), now=THEN)


def _moderate_all() -> None:
    discussion = Discussion.objects.get(article=named("Sleeping"))
    modes.set_moderation(discussion, "all", by=people.moderator(), now=THEN)


def _panic(measure: str) -> None:
    panic.begin(measure, lasts=LATER - THEN, by=people.moderator(), now=THEN)


def _end_a_panic() -> None:
    _panic(Panic.Measure.CLOSE)
    panic.end(by=people.moderator(), now=THEN)


def _decide(verb: Callable[..., object], body: str, **more: object) -> None:
    comment = Comment.objects.get(body=body) if body else _first()
    verb(comment, by=people.moderator(), now=THEN, **more)


def _remove_what_the_banned_wrote() -> None:
    moderator = people.moderator()
    found = bans.ban(
        "address", _first().author_email, reason="Ads", ends_at=None, by=moderator, now=THEN
    )
    bans.remove_previous(found, by=moderator, now=THEN)


def _change_a_comment() -> None:
    """One that is published and may still be changed."""
    comment = comments.posted(named("Sleeping"), by=people.editor(), now=THEN)
    editing.edit(comment, "Other words.", now=THEN)


def _report_until_it_is_held() -> None:
    for number in range(3):
        complaint = comment_reports.Complaint(
            Report.Sort.ABUSE, "", device=f"device {number}", network=f"network {number}"
        )
        comment_reports.report(_first(), complaint, now=THEN)


def _erase(email: str, **choice: bool) -> None:
    assert erase(email, by=None, now=THEN, **choice).comments


def _undo() -> None:
    comment = _first()
    moderation.undo(comment, by=people.moderator(), now=THEN)


def _confirm() -> None:
    """For a reader who is trusted already, so that the comment is published."""
    article = named("Sleeping")
    Discussion.objects.filter(article=article).update(moderation="none")
    comment = Comment.objects.get(body="Not yet.")
    confirming.confirm(comment.author_email, own=[comment.pk], now=THEN)


def _redact(body: str) -> None:
    comment = Comment.objects.get(body=body) if body else _first()
    redacting.redact(comment, [comment.body[:3]], by=people.moderator(), now=THEN)


def _republish(title: str, /, change: Change = Change.UPDATE, **changes: object) -> None:
    articles.republish(named(title), now=THEN, change=change, **changes)


def _schedule(title: str, /, **changes: object) -> None:
    article = named(title)
    articles.revise(article, now=THEN, **changes)
    articles.publish(article, now=THEN, at=LATER, change=Change.UPDATE)


def _schedule_below_labels() -> None:
    _schedule(
        "Waiting",
        category=Category.objects.get(name="Sleep"),
        tags=[labels.tag("Rest")],
        authors=[people.author("Ana Alonso")],
        team=people.team("Sleep Team"),
    )


def _merge_its_labels() -> None:
    """All lists in which it was to stand are other lists by the time it goes live."""
    _schedule_below_labels()
    _merge(Category, "Sleep", "Food")
    _merge(Tag, "Rest", "Diet")
    _merge(Author, "Ana Alonso", "Ben Bell")
    _merge(Team, "Sleep Team", "Food Team")


def _move_its_category() -> None:
    _schedule_below_labels()
    _change_label(Category, "Sleep", parent=Category.objects.get(name="Food"))


def _cancel_a_schedule() -> None:
    article = named("Waiting")
    articles.publish(article, now=THEN, at=LATER)
    publishing.cancel_schedule(article, by=people.editor(), now=THEN)


def _withdraw(title: str, replacement: str = "") -> None:
    publishing.withdraw(
        named(title),
        by=people.editor(),
        now=THEN,
        reason="Outdated.",
        replacement=named(replacement) if replacement else None,
        redirect=bool(replacement),
    )


def _withdraw_for_a_day() -> None:
    """Then it comes back to its old place between two others."""
    _withdraw("Food 5")
    articles.publish(named("Food 5"), now=THEN, at=LATER)


def _import(at: dt.datetime) -> None:
    """What another site published at `at`."""
    article = articles.draft(title="Imported", now=THEN, category=labels.category("Food"))
    revision = article_editing.latest_revision(article)
    publishing.publish_imported(revision, by=people.editor(), now=THEN, at=at)


def _withdraw_later() -> None:
    publishing.withdraw(
        named("Sleeping"), by=people.editor(), now=THEN, reason="Outdated.", at=LATER
    )


def _publish_before_a_withdrawal() -> None:
    _withdraw_later()
    _republish("Sleeping", body="<p>Lie down.</p>")


def _cancel_a_withdrawal() -> None:
    _withdraw_later()
    publishing.cancel_schedule(named("Sleeping"), by=people.editor(), now=THEN)


def _report() -> ErrorReport:
    message = reports.Message(ErrorReport.Sort.WRONG, "Two and two are four.")
    return reports.report(named("Sleeping").pk, message, now=THEN)


def _submit() -> None:
    workflow.submit(named("Waiting"), by=people.writer(), now=THEN)


def _new_question_along() -> None:
    """A question's change that goes along with the article that shows it."""
    faqs.revise(named("How long is a nap?"), now=THEN, body="<p>Half an hour.</p>")
    articles.approve(named("How long is a nap?"), now=THEN)
    article = named("Sleeping")
    articles.revise(article, now=THEN, body="<p>Lie down.</p>", faqs=[named("How long is a nap?")])
    articles.publish(article, now=THEN, change=Change.MINOR)


# By name: what is done, and the module of the verb that does it.
VERBS: dict[str, Callable[[], object]] = {
    "start a draft": lambda: articles.draft(title="New", now=THEN),
    "save the desk copy": lambda: articles.revise(named("Sleeping"), now=THEN, title="Changed"),
    "submit": _submit,
    "publish an article": lambda: articles.publish(named("Waiting"), now=THEN),
    "publish with a new tag and a question": lambda: articles.live(
        title="Resting",
        now=THEN,
        tags=[labels.tag("Diet")],
        faqs=[named("Who naps?")],
        category=labels.category("Food"),
    ),
    "publish a minor edit": lambda: _republish("Sleeping", Change.MINOR, body="<p>Lie down.</p>"),
    "publish an update": lambda: _republish("Sleeping", body="<p>Lie down.</p>"),
    "publish an update of an old article": lambda: _republish("Food 0", body="<p>Eat.</p>"),
    "publish another title": lambda: _republish("Sleeping", title="Sleeping well"),
    "publish under another address": lambda: _republish("Sleeping", slug="sleeping-well"),
    "publish in another category": lambda: _republish("Sleeping", category=labels.category("Food")),
    "publish with other people": lambda: _republish(
        "Sleeping", authors=[people.author("Ben Bell")], team=people.team("Food Team")
    ),
    "publish with other tags": lambda: _republish("Sleeping", tags=[labels.tag("Diet")]),
    "publish without its question": lambda: _republish("Sleeping", faqs=[]),
    "publish with another picture": lambda: _republish(
        "Sleeping", picture=Image.objects.get(title="Two")
    ),
    "publish a question's answer": lambda: _republish("How long is a nap?", body="<p>Short.</p>"),
    "publish a question's title": lambda: _republish("How long is a nap?", title="A nap is?"),
    "publish a question along": _new_question_along,
    "publish a page": lambda: pages.live(title="Contact", now=THEN),
    "publish a page's text": lambda: _republish("About us", body="<p>We.</p>"),
    "publish a page's title": lambda: _republish("About us", title="Who we are"),
    "schedule an article": lambda: articles.publish(named("Waiting"), now=THEN, at=LATER),
    "schedule another title": lambda: _schedule("Sleeping", title="Sleeping soon"),
    "schedule a question's answer": lambda: _schedule("How long is a nap?", body="<p>Soon.</p>"),
    "schedule an article and merge its labels": _merge_its_labels,
    "schedule an article and move its category": _move_its_category,
    "cancel a schedule": _cancel_a_schedule,
    "withdraw": lambda: _withdraw("Sleeping"),
    "withdraw in favour of another": lambda: _withdraw("Sleeping", "Dreaming"),
    "withdraw from between two": lambda: _withdraw("Food 5"),
    "withdraw for a day": _withdraw_for_a_day,
    "publish another title between two": lambda: _republish("Food 5", title="Five"),
    "schedule into another category": lambda: _schedule(
        "Sleeping", category=labels.category("Food")
    ),
    "import between two": lambda: _import(NOW + 5 * HOUR + HOUR / 2),
    "import the newest": lambda: _import(THEN - HOUR),
    "withdraw a question": lambda: _withdraw("How long is a nap?"),
    "withdraw a page": lambda: _withdraw("Privacy"),
    "withdraw later": _withdraw_later,
    "cancel a withdrawal": _cancel_a_withdrawal,
    "publish before a withdrawal": _publish_before_a_withdrawal,
    "review without a change": lambda: reviews.review(
        named("Sleeping"), by=people.reviewer(), now=THEN
    ),
    "review on another day": lambda: reviews.move_review(
        [named("Sleeping")], to=LATER.date(), by=people.editor(), now=THEN
    ),
    "review more often": lambda: reviews.set_interval(
        named("Sleeping"), months=6, by=people.editor(), now=THEN
    ),
    "report an error": _report,
    "deal with a report": lambda: reports.resolve(
        _report(), by=people.editor(), now=THEN, resolution="Mended."
    ),
    "make a category": lambda: label_verbs.create(Category(name="Air", slug="air"), by=None),
    "make a narrower category": lambda: label_verbs.create(
        Category(name="Naps", slug="naps", parent=Category.objects.get(name="Body")), by=None
    ),
    "rename a category": lambda: _change_label(Category, "Sleep", name="Slumber"),
    "describe a category": lambda: _change_label(Category, "Food", description="All we eat."),
    "move a category": lambda: _change_label(Category, "Sleep", parent=None),
    "make a category one of health": lambda: _change_label(Category, "Sleep", is_health=True),
    "give a category a disclaimer": lambda: _change_label(
        Category, "Food", disclaimer="Ask your doctor."
    ),
    "order the categories": lambda: _change_label(Category, "Food", position=0),
    "rename a tag": lambda: _change_label(Tag, "Rest", name="Resting"),
    "delete a tag": lambda: label_verbs.delete(
        Tag.objects.get(name="Rest"), by=people.editor(), now=THEN
    ),
    "merge categories": lambda: _merge(Category, "Sleep", "Food"),
    "merge a category into a narrower one": lambda: _merge(Category, "Body", "Sleep"),
    "merge tags": lambda: _merge(Tag, "Rest", "Diet"),
    "merge authors": lambda: _merge(Author, "Ana Alonso", "Ben Bell"),
    "merge teams": lambda: _merge(Team, "Sleep Team", "Food Team"),
    "give an author a photo": lambda: _change_label(
        Author, "Ben Bell", photo=Image.objects.get(title="Two")
    ),
    "give a team links": lambda: _change_label(Team, "Sleep Team", links="https://x.example/"),
    "rename an author": lambda: _change_label(Author, "Ben Bell", name="Benjamin Bell"),
    "describe an author": lambda: _change_label(Author, "Ben Bell", bio="<p>Eats.</p>"),
    "rename a team": lambda: _change_label(Team, "Sleep Team", name="Night Team"),
    "describe a team": lambda: _change_label(Team, "Sleep Team", description="<p>Sleeps.</p>"),
    "replace a picture": _replace_picture,
    "make the files of a picture": lambda: renditions.make(
        Image.objects.get(title="One"), now=THEN
    ),
    "draw a social card": lambda: social_cards.put(named("Food 1").editions.get(), now=THEN),
    "retitle a picture": lambda: _change_picture(title="One, in the library"),
    "name the site": _name_the_site,
    "arrange the front page": lambda: front_page.arrange(
        [named("Food 0"), named("Dreaming")], by=people.editor(), now=THEN
    ),
    "move an article to the trash": _trash,
    "post a comment": lambda: comments.pending(named("Sleeping"), now=THEN),
    "post a comment that is published at once": lambda: comments.posted(
        named("Dreaming"), by=people.editor(), now=THEN
    ),
    "approve": lambda: _decide(moderation.approve, "Not yet."),
    "reject what waits": lambda: _decide(moderation.reject, "Not yet."),
    "reject what is public": lambda: _decide(moderation.reject, "", reason=RejectionReason.OTHER),
    "mark as spam": lambda: _decide(moderation.mark_spam, ""),
    "remove": lambda: _decide(moderation.remove, ""),
    "undo": _undo,
    "change a comment": _change_a_comment,
    "withdraw a comment": lambda: editing.withdraw(_first(), now=THEN),
    "pin": lambda: pins.pin(_first(), by=people.moderator(), now=THEN),
    "hold what readers report": _report_until_it_is_held,
    "take the credentials from an author who comments": lambda: _change_label(
        Author, "Dora Dean", credentials=""
    ),
    "take the login from an author": lambda: _change_label(Author, "Dora Dean", user=None),
    "take passages out of a comment": lambda: _redact(""),
    "take passages out of what waits": lambda: _redact("Not yet."),
    "remove what the banned have written": _remove_what_the_banned_wrote,
    "confirm an address": _confirm,
    "erase a reader, words kept": lambda: _erase(_first().author_email, keep_words=True),
    "erase a reader, words too": lambda: _erase(_first().author_email, keep_words=False),
    "erase who was never published": lambda: _erase("kim@reader.example", keep_words=False),
    "close a discussion": lambda: _discussion(Mode.READ_ONLY),
    "hide a discussion": lambda: _discussion(Mode.HIDDEN),
    "say whose comments wait": _moderate_all,
    "hold all discussions": lambda: _panic(Panic.Measure.HOLD),
    "close all discussions": lambda: _panic(Panic.Measure.CLOSE),
    "close all discussions and open them again": _end_a_panic,
    "let a discussion close": lambda: _discussion(closes_at=LATER),
}
