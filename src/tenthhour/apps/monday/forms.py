"""Files coming in, and a clinician's words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from tenthhour.apps.monday.queries.matching import ROLES, Matching


class SeveralFiles(forms.ClearableFileInput):
    """Django's file field, taking several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """All chosen files as a list; the limit holds for them together."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, (list, tuple)) else [data]
        cleaned = [super(FilesField, self).clean(one, initial) for one in chosen or [None]]
        if sum(one.size for one in cleaned) > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                "These files are larger than 50 MB together. Split them by month, "
                "or run «tenthhour import» on the server."
            )
        return cleaned


class UploadForm(forms.Form):
    """The month's files."""

    files = FilesField(  # type: ignore[assignment]  # hides the files as sent, which nothing reads
        label="Files of the month",
        help_text="CSV, Excel (.xlsx) or Parquet. No patient names or numbers.",
        error_messages={"required": "Choose at least one file.", "empty": "This file is empty."},
    )


class CommentForm(forms.Form):
    """What a clinician wants to say about one number."""

    measure = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What do you want to say about this number?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="Your leader can read this page and your words at once.",
    )


class ColumnsForm(forms.Form):
    """What each column is: a role, and for numbers the words they are called by."""

    sheet = forms.CharField(required=False)

    def __init__(self, page: Matching, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for column in page.columns:
            self.fields[f"role-{column.index}"] = forms.ChoiceField(choices=list(ROLES.items()))
            self.fields[f"series-{column.index}"] = forms.CharField(required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        """The sheet and its columns; another sheet starts from its own guess."""
        said = super().clean() or {}
        sheet = said.get("sheet", "")
        if sheet != self.page.sheet:
            return {"sheet": sheet, "columns": {}}
        pairs = {
            c.index: (said.get(f"role-{c.index}"), said.get(f"series-{c.index}", ""))
            for c in self.page.columns
        }
        return {"sheet": sheet, "columns": {str(i): pair for i, pair in pairs.items()}}


class AnswerForm(forms.Form):
    """An answer to a question about the data, and why."""

    key = forms.CharField(widget=forms.HiddenInput)
    given = forms.CharField(error_messages={"required": "Choose one of the answers."})
    reason = forms.CharField(max_length=1000, error_messages={"required": "Say why."})


class LevelForm(forms.Form):
    """Why a proposed new baseline is taken up."""

    measure = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=1000)
