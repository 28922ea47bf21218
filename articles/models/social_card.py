"""The drawn picture by which an article without one is shared elsewhere."""

from django.db import models

from articles.models.edition import Edition


class SocialCard(models.Model):
    """The card of an edition; `name` is that of its public file, and says what is drawn on it."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="social_card"
    )
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name
