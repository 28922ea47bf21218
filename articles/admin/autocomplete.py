"""Picking a row by typing its name, in forms that may be sent by hand."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.admin.widgets import AutocompleteSelect


class NumberedAutocomplete(AutocompleteSelect):
    """Shows a form again whatever was sent: Django's own fails on what is no number."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, [each for each in value if str(each).isdecimal()], attr)


class NumberedAutocompleteAdmin:
    """Gives the autocomplete fields of an admin or an inline that widget."""

    autocomplete_fields: ClassVar[Any]
    admin_site: Any

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = NumberedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
