"""What every test relies on: settings of their own, in a data folder of their own."""

import os
from collections.abc import Iterator

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.support import environment

pytest_plugins = [
    "tests.support.selection",
    "tests.support.outcomes",
    "tests.support.browser",
    "tests.support.fresh_site",
    "tests.support.lasting",
    "tests.support.servers",
]

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile(
    "masthead", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("masthead")


def pytest_configure() -> None:
    """Load the settings once the environment is fit for them.

    Each process of pytest-xdist comes here and so has its own data folder. The name of the
    settings module is taken back afterwards, or those processes, which inherit the environment,
    would load the settings before they get here.
    """
    if settings.configured:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests load the settings.")
    environment.isolate()
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_config.settings"
    django.setup()
    del os.environ["DJANGO_SETTINGS_MODULE"]
    if connection.vendor == "sqlite":
        # Nothing here has to survive a power cut. Sites that tests start have their own settings.
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


def pytest_unconfigure() -> None:
    environment.clean_up()


@pytest.fixture(scope="session", autouse=True)
def _settings_for_tests() -> Iterator[None]:
    """Spare the tests what only costs time: slow passwords and the collecting of static files.

    And what one reader alone would meet: builders write a hundred comments in one moment.
    """
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    no_floods = {"COMMENTS_FLOOD_NETWORK": 0, "COMMENTS_FLOOD_ADDRESS": 0}
    with override_settings(STORAGES=storages, PASSWORD_HASHERS=hashers, **no_floods):
        yield
