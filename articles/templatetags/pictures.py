"""`{% lead_picture edition as picture %}`: what a card shows of an edition's picture."""

from django import template

from articles.images import pictures
from articles.models import Edition

register = template.Library()


@register.simple_tag
def lead_picture(edition: Edition) -> pictures.Picture | None:
    return pictures.lead_picture(edition)
