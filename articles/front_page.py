"""What stands first on the home page: a lead article and up to six others, chosen by an editor.

The numbers are kept with the settings of the site, which every process has at hand, so that the
home page asks nothing more for them. Only what is live is shown; free places go to the newest.
"""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import page_keys, permissions
from articles.errors import EditorialRefusal
from articles.models import Article, Kind
from site_config.kit.site import saving
from site_config.kit.site.present import site

# The lead and the six below it.
PLACES = 7


def arranged() -> list[Article]:
    """The chosen articles that are not in the trash, in their order."""
    found = Article.objects.on_desk().in_bulk(site().front_page)
    return [found[pk] for pk in site().front_page if pk in found]


def arrange(articles: Sequence[Article], *, by: User) -> None:
    """Let `articles` stand first, in this order; none leaves it all to the newest.

    Raises NotPermitted, or EditorialRefusal for one that stands there twice, for what is no
    article, and for more than PLACES.
    """
    permissions.require(by, permissions.PUBLISH)
    if len(set(articles)) < len(articles):
        raise EditorialRefusal(_("An article stands here twice. Remove one of them."))
    if any(each.kind != Kind.ARTICLE for each in articles):
        raise EditorialRefusal(_("Choose articles; pages and questions do not stand there."))
    if len(articles) > PLACES:
        message = _("Choose %(number)d articles at most.")
        raise EditorialRefusal(message % {"number": PLACES})
    saving.arrange_front_page([each.pk for each in articles], keys=[page_keys.FRONT_PAGE])
