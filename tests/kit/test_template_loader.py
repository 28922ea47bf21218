"""Our own templates, without their indentation."""

from pathlib import Path

from django.template import Context, Engine


def test_templates_are_loaded_without_indentation(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n  {{ words }}\n\t</p>\n")
    engine = Engine([tmp_path], loaders=["site_config.kit.template_loader.Loader"])
    page = engine.get_template("page.html").render(Context({"words": "a\n  b"}))
    assert page == "<p>\na\n  b\n</p>\n"


def test_a_tag_that_prints_nothing_leaves_no_empty_line_in_a_page(tmp_path: Path) -> None:
    text = "{% load i18n %}\nOne\n{% if words %}\n  {{ words }}\n{% endif %}\n{% now 'Y' %}\nTwo\n"
    for name in ("page.html", "mail.txt"):
        (tmp_path / name).write_text(text)
    engine = Engine(
        [tmp_path],
        loaders=["site_config.kit.template_loader.Loader"],
        libraries={"i18n": "django.templatetags.i18n"},
    )
    page, mail = (
        engine.get_template(name).render(Context({"words": "a"})).splitlines()
        for name in ("page.html", "mail.txt")
    )
    assert [line for line in page if not line.isdigit()] == ["One", "a", "Two"]
    assert mail.count("") == 3
