"""Picking a row by typing its name, in forms that may be sent by hand."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from site_config.kit.keys import could_be_key


class _Numbered:
    """Shows a form again whatever was sent: Django's own fails on what can be no key."""

    field: Any

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        model = self.field.remote_field.model
        possible = [each for each in value if could_be_key(model, each)]
        return super().optgroups(name, possible, attr)  # type: ignore[misc]


class NumberedAutocomplete(_Numbered, AutocompleteSelect):
    """For one row."""


class NumberedAutocompleteMultiple(_Numbered, AutocompleteSelectMultiple):
    """For any number of them."""


class NumberedAutocompleteAdmin:
    """Gives the autocomplete fields of an admin or an inline those widgets."""

    autocomplete_fields: ClassVar[Any]
    admin_site: Any

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = NumberedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = NumberedAutocompleteMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
