"""Words of the desk in templates."""

from django import template

from articles.models import Stage

register = template.Library()


@register.filter
def stage(value: str) -> str:
    """The name of a stage as people know it."""
    return str(Stage(value).label) if value in Stage.values else value
