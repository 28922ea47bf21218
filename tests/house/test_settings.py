"""Whoever runs a site finds every setting in one place."""

import re

from tests.support.environment import ROOT

SETTING = re.compile(r"environment\.\w+\(\s*\"([A-Z0-9_]+)\"")


def test_the_page_about_settings_names_every_setting() -> None:
    modules = (ROOT / "site_config/settings").glob("*.py")
    settings = "".join(each.read_text(encoding="utf-8") for each in modules)
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert [name for name in SETTING.findall(settings) if f"`{name}`" not in page] == []
