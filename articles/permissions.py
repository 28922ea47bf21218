"""Who may do what at the desk."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.errors import NotPermitted
from articles.models import Article, Contribution, Kind

_MODEL_NAMES = {Kind.ARTICLE: "article", Kind.PAGE: "page", Kind.FAQ: "faq"}

SUBMIT = "articles.submit_article"
REVIEW = "articles.review_article"
SIGN_OFF = "articles.sign_off_article"
PUBLISH = "articles.publish_article"
ADD_IMAGE = "articles.add_image"
CHANGE_IMAGE = "articles.change_image"
EDIT_ANY = "articles.edit_any_article"


def change_permission(kind: str) -> str:
    """The permission to edit articles of a kind, for example `articles.change_faq`."""
    return f"articles.change_{_MODEL_NAMES[Kind(kind)]}"


def view_permission(kind: str) -> str:
    """The permission to see articles of a kind at the desk, for example `articles.view_faq`."""
    return f"articles.view_{_MODEL_NAMES[Kind(kind)]}"


def add_permission(kind: str) -> str:
    """The permission to start an article of a kind, for example `articles.add_faq`."""
    return f"articles.add_{_MODEL_NAMES[Kind(kind)]}"


def may_edit(user: User | AnonymousUser, article: Article) -> bool:
    """Whether `user` may edit this very article: any, or those that are their own."""
    if not user.has_perm(change_permission(article.kind)):
        return False
    return user.has_perm(EDIT_ANY) or owns(user, article)


def may_review(user: User | AnonymousUser, article: Article) -> bool:
    """Whether `user` may say that `article` is still right, and when to look at it again.

    Health information is reviewed by those who may sign it off medically, anything else by
    editors as well.
    """
    if user.has_perm(SIGN_OFF):
        return True
    category = article.category
    is_medical = category is not None and (category.is_health or category.requires_medical_sign_off)
    return user.has_perm(REVIEW) and not is_medical


def may_plan_reviews(user: User | AnonymousUser) -> bool:
    return user.has_perm(REVIEW) or user.has_perm(SIGN_OFF)


def owns(user: User | AnonymousUser, article: Article) -> bool:
    """Whether `user` started the article, stands in its byline or is invited to edit it."""
    if user.pk is None:
        return False
    if article.created_by_id == user.pk:
        return True
    return Article.objects.filter(pk=article.pk).filter(of(user)).exists()


def of(user: User | AnonymousUser) -> Q:
    """The condition under which an article is one of `user`'s own."""
    byline = Contribution.objects.filter(author__user=user.pk).values("article")
    invitations = Article.invited.through.objects.filter(user=user.pk).values("article")
    return Q(created_by=user.pk) | Q(pk__in=byline) | Q(pk__in=invitations)


def require(user: User | None, permission: str) -> None:
    """Raise NotPermitted unless `user` holds `permission`; the machine (`None`) may."""
    if user is not None and not (user.is_active and user.has_perm(permission)):
        raise NotPermitted(_("Your role does not include this step. Ask an editor to take it."))


def require_view(user: User, article: Article) -> None:
    """Raise NotPermitted unless `user` may see `article` at the desk."""
    require(user, view_permission(article.kind))


def require_edit(user: User | None, article: Article) -> None:
    """Raise NotPermitted unless `user` may edit `article`; the machine (`None`) may."""
    if user is not None and not (user.is_active and may_edit(user, article)):
        raise NotPermitted(
            _("You can edit your own articles only. Ask its writer or an editor to invite you.")
        )
