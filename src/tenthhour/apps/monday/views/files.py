"""The files of a month, from choosing them to taking them back: form in, action or query, template out."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from tenthhour.apps.measurement import queries as known
from tenthhour.apps.monday import actions, queries
from tenthhour.apps.monday.forms import ColumnsForm, UploadForm
from tenthhour.apps.monday.queries import matching as matched
from tenthhour.apps.org import queries as org
from tenthhour.apps.org.access import Seen, policy
from tenthhour.core.errors import Refused, UserError
from tenthhour.data.mapping import dump


@policy("measurement.batch.read")
def data(request: Seen) -> HttpResponse:
    """The files: bring a month in, see past imports, take the latest back."""
    return _files_page(request, UploadForm())


@policy("measurement.upload.create")
def check(request: Seen) -> HttpResponse:
    """Keep the chosen files and say what is in them, before anything is imported."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _files_page(request, form)
    uploads = form.cleaned_data["files"]
    return _to_waiting(request, actions.receive(uploads=uploads, by=request.actor, at=request.at))


@policy("measurement.upload.preview")
def upload(request: Seen, upload: uuid.UUID) -> HttpResponse:
    """What is in files that wait, before anything is imported."""
    how = (
        matched.reading(upload)
        if known.may_read_upload(upload_id=upload, actor=request.actor, at=request.at)
        else None
    )
    found = queries.preview(upload_id=upload, reading=how, actor=request.actor, at=request.at)
    if found is None:
        raise Http404
    return render(request, "monday/preview.html", {"preview": found, "is_matched": how is not None})


@policy("measurement.upload.match")
def columns(request: Seen, upload: uuid.UUID) -> HttpResponse:
    """What each column of an ordinary spreadsheet is: guessed, corrected, taken back."""
    found = matched.matching(upload_id=upload, actor=request.actor, at=request.at)
    if found is None:
        raise Http404
    if request.method == "GET":
        return render(request, "monday/columns.html", {"page": found, "roles": matched.ROLES})
    if "undo" in request.POST:
        actions.unmatch(upload_id=upload)
        return _go(request, "columns", upload)
    if not _matched(request, found):
        return render(request, "monday/columns.html", {"page": found, "roles": matched.ROLES, "failed": True})
    return _go(request, "upload" if "use" in request.POST else "columns", upload)


def _matched(request: Seen, found: matched.Matching) -> bool:
    """Keep what the page says of the columns; False where it says something impossible."""
    form = ColumnsForm(found, request.POST)
    if form.is_valid():
        actions.match(upload_id=found.upload_id, **form.cleaned_data)
    return form.is_valid()


@policy("measurement.upload.mapping")
def mapping_file(request: Seen, upload: uuid.UUID) -> HttpResponse:
    """The matching as a file: next month `tenthhour import --mapping` reads the same kind of file with it."""
    if not known.may_read_upload(upload_id=upload, actor=request.actor, at=request.at):
        raise Http404
    how = matched.reading(upload)
    if how is None:
        raise Http404
    name = {"Content-Disposition": 'attachment; filename="mapping.yaml"'}
    return HttpResponse(dump(how[0]), content_type="application/yaml", headers=name)


@policy("monday.first_hour.read")
def first_hour(request: Seen) -> HttpResponse:
    """From a spreadsheet to a prepared conversation, step by step."""
    page = queries.first_hour(actor=request.actor, at=request.at)
    if "open" in request.GET and len(page.waiting) == 1:
        return _to_waiting(request, page.waiting[0])
    return render(request, "monday/first_hour.html", {"page": page, "form": UploadForm()})


@policy("measurement.batch.import")
def take_in(request: Seen, upload: uuid.UUID) -> HttpResponse:
    """Import what was previewed."""
    if not known.may_read_upload(upload_id=upload, actor=request.actor, at=request.at):
        raise Http404
    if "sheet" in request.POST:
        found = matched.matching(upload_id=upload, actor=request.actor, at=request.at)
        if found is None or not _matched(request, found) or matched.reading(upload) is None:
            return _go(request, "columns", upload)
    try:
        taken = actions.import_upload(upload_id=upload, by=request.actor, at=request.at)
    except UserError as error:
        messages.error(request, str(error))
        return _go(request, "upload", upload) if matched.waits(upload) else _to_files(request)
    messages.success(request, taken.sentence)
    for warning in taken.warnings[:5]:
        messages.info(request, warning)
    return redirect("first-hour") if settings.TRIAL else _to_files(request)


@policy("measurement.batch.undo")
def undo(request: Seen, batch: uuid.UUID) -> HttpResponse:
    """Take the latest import back."""
    if batch not in {b.id for b in known.imports(actor=request.actor, at=request.at)}:
        raise Http404
    try:
        actions.take_back(batch_id=batch, by=request.actor, at=request.at)
        messages.success(
            request,
            "The latest import was taken back. The one before it counts again, judged with what was decided since.",
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _to_files(request)


@policy("measurement.file.read")
def file(request: Seen, batch: uuid.UUID) -> HttpResponse:
    """The files of an import as they came."""
    packed = actions.hand_out(batch_id=batch, by=request.actor, at=request.at)
    if packed is None:
        raise Http404
    name = {"Content-Disposition": f'attachment; filename="import-{batch}.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=name)


def _files_page(request: Seen, form: UploadForm) -> HttpResponse:
    found = known.imports(actor=request.actor, at=request.at)
    who = org.names(b.imported_by_id for b in found)
    asked = known.open_questions(actor=request.actor, at=request.at)
    context = {
        "form": form,
        "imports": [(b, who.get(b.imported_by_id, "")) for b in found],
        "open_questions": sum(o.waits is None for o in asked),
    }
    return render(request, "monday/data.html", context)


def _go(request: Seen, name: str, upload_id: uuid.UUID) -> HttpResponse:
    """To the next page, also when the form was sent by htmx."""
    address = reverse(name, args=[upload_id])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _to_waiting(request: Seen, upload_id: uuid.UUID) -> HttpResponse:
    """An ordinary spreadsheet is matched first; our own tables are looked at."""
    return _go(request, "columns" if matched.is_strange(upload_id) else "upload", upload_id)


def _to_files(request: Seen) -> HttpResponse:
    return redirect("data")
