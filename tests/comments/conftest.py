"""The modes in which the site takes comments."""

import pytest
from pytest_django import Settings


@pytest.fixture
def publish_at_once(settings: Settings) -> None:
    """Comments wait only where a clue holds them, not because every comment waits."""
    settings.COMMENTS_MODERATION = "none"
