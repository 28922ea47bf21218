"""What pages show of discussions, as `articles.page_keys` has it for articles."""

from django.contrib.auth.models import User

from comments.models import Discussion, State


def thread(article_id: int) -> str:
    """The comments below an article, with their number and the form."""
    return f"discussion:{article_id}"


def count(article_id: int) -> str:
    """The number of comments that a card shows."""
    return f"comments:{article_id}"


def of_discussion(discussion: Discussion) -> set[str]:
    return {thread(discussion.article_id), count(discussion.article_id)}


def of_writer(account: User) -> set[str]:
    """Where comments of a staff account stand, which bear a badge as long as it exists."""
    where = Discussion.objects.filter(comments__user=account, comments__state=State.PUBLISHED)
    return {thread(pk) for pk in where.values_list("article", flat=True).distinct()}
