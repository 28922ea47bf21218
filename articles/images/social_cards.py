"""The drawn cards of articles without a picture: who gets one, when it is drawn, where it lies."""

import datetime as dt

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tasks import task

from articles import page_keys
from articles.images import renditions
from articles.images.card_drawing import SIZE, draw
from articles.images.cutting import encoded
from articles.models import Edition, Kind, Outcome, SocialCard
from articles.models.edition import EditionQuerySet
from site_config.kit.pagecache.purging import purge
from site_config.kit.site import present

# To be raised when cards are to look otherwise.
_DESIGN = "1"
_BATCH = 50


def request(edition: Edition) -> None:
    """Have the card of a saved edition drawn, if it is to have one. For a transaction of a verb."""
    if wants_card(edition):
        draw_card.enqueue(edition.pk)


def wants_card(edition: Edition) -> bool:
    is_read = edition.article_kind == Kind.ARTICLE and edition.outcome == Outcome.CONTENT
    return is_read and edition.lead_image_id is None


@task()
def draw_card(edition_id: int) -> None:
    """Draw the card of an edition, if readers have it or will."""
    edition = shown(timezone.now()).filter(pk=edition_id).first()
    if edition is not None:
        put(edition, now=timezone.now())


@task()
def draw_outdated(after: int = 0) -> None:
    """Draw the cards that are missing or say something else by now: of a site or category renamed.

    Goes through the editions behind the number `after`, a batch a task, so that others get a turn.
    """
    now = timezone.now()
    batch = list(shown(now).filter(pk__gt=after).order_by("pk")[:_BATCH])
    for edition in batch:
        put(edition, now=now)
    if batch:
        draw_outdated.enqueue(batch[-1].pk)


def put(edition: Edition, *, now: dt.datetime) -> bool:
    """Let an edition have the card that it should; return whether it had another one or none.

    The file is there before a page names it. Cards of editions that nobody reads any more go.
    """
    name = name_of(edition)
    if _present(edition) == name:
        return False
    if not default_storage.exists(name):
        category = edition.category.name if edition.category else ""
        card = draw(edition.title, category=category, site=present.site().name)
        default_storage.save(name, ContentFile(encoded(card, "jpeg")))
    with transaction.atomic():
        of_article = SocialCard.objects.filter(edition__article=edition.article_id)
        over = of_article.filter(edition__live_until__lte=now).exclude(edition=edition)
        gone = set(over.values_list("name", flat=True)) | {_present(edition)}
        over.delete()
        SocialCard.objects.update_or_create(edition=edition, defaults={"name": name})
        gone -= {"", *of_article.values_list("name", flat=True)}
        purge([page_keys.own_page(edition.article_id)])
        renditions.delete_later(sorted(gone), now=now)
    return True


def name_of(edition: Edition) -> str:
    """The name of the file, from what is drawn: nobody guesses it, and the same is drawn once."""
    category = edition.category.name if edition.category else ""
    words = "\n".join(
        [_DESIGN, edition.title, category, present.site().name, str(edition.article_id)]
    )
    return f"{salted_hmac('articles.social_cards', words).hexdigest()[:32]}/{SIZE[0]}.jpg"


def _present(edition: Edition) -> str:
    card = getattr(edition, "social_card", None)
    return card.name if card else ""


def shown(now: dt.datetime) -> EditionQuerySet:
    """The editions that readers have, or will have, and that are to have a card."""
    without_end = Q(live_until__isnull=True) | Q(live_until__gt=now)
    found = Edition.objects.filter(without_end, lead_image=None, article_kind=Kind.ARTICLE)
    found = found.filter(outcome=Outcome.CONTENT).select_related("category", "social_card")
    return found.defer("body", "search_text")
