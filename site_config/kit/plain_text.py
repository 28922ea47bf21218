"""Fields of forms that anybody may fill in: text as people see it, and bait for machines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from site_config.kit.html import one_line, without_control_characters
from site_config.kit.lookalikes import is_visible


class PlainTextField(forms.CharField):
    """Text that people can see: control characters go, and without a visible one it is empty.

    A line end counts as one character, as browsers count it.
    """

    def to_python(self, value: Any) -> str:
        text = without_control_characters(super().to_python(value) or "").strip()
        return text if is_visible(text) else ""


class NameField(PlainTextField):
    """A name in one line, without characters that turn the direction of the words around it."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value))


class TrapField(forms.CharField):
    """A field that people neither see nor reach; whatever fills it in is a machine."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Leave this field empty"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )
