"""Primary keys that were sent by hand: what no row can have is refused before it is looked for."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

# No column holds so many digits, and Django asks the database all the same.
_TOO_LONG = re.compile(r"\d{19}")


def could_be_key(model: type[Model], text: Any) -> bool:
    """Whether a row of `model` could have this primary key, so that one may be looked for."""
    key: Any = model._meta.pk
    try:
        key.run_validators(key.to_python(text))
    except ValidationError:
        return False
    return True


class SomeRowsField(forms.ModelMultipleChoiceField[Any]):
    """Refuses keys that no row can have; Django's own field takes them to the database."""

    def clean(self, value: Any) -> Any:
        rows: Any = self.queryset
        for key in value or []:
            if not could_be_key(rows.model, key):
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, code="invalid_pk_value", params={"pk": key})
        return super().clean(value)


class CarefulChangeList(ChangeList):
    """Filters by nothing that no row can have."""

    def get_filters_params(self, params: Any = None) -> Any:
        asked = super().get_filters_params(params)
        if any(_TOO_LONG.search(value) for values in asked.values() for value in values):
            raise IncorrectLookupParameters
        return asked


class CarefulAdmin(admin.ModelAdmin[Any]):
    """Answers whatever numbers are sent by hand: in its forms, filters and actions."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CarefulChangeList

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", SomeRowsField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def response_action(
        self, request: Any, queryset: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        sent = request.POST.copy()
        selected = sent.getlist(ACTION_CHECKBOX_NAME)
        possible = [key for key in selected if could_be_key(self.model, key)]
        sent.setlist(ACTION_CHECKBOX_NAME, possible)
        request.POST = sent
        return super().response_action(request, queryset, *args, **kwargs)
