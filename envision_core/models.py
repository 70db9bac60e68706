"""The truth: what a workspace holds, in the database. Imports nothing of Envision's."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["ClientCall", "FormDraft", "JobRow", "NoticeRow", "SourceGeneration", "Upload", "Workspace"]


class Workspace(models.Model):
    """One run of an app by one owner. ``version`` rises with every change and never falls."""

    id = models.CharField(primary_key=True, max_length=32)
    app = models.CharField(max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    owner_key = models.CharField(max_length=64)  # of the browser session that made it; signing in adopts it
    version = models.BigIntegerField(default=0)
    values = models.JSONField(default=dict)  # inputs by name, only those that were written
    page = models.CharField(max_length=200, default="")  # the page opened last
    last_notice = models.BigIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["app", "owner_key", "-updated"], name="envision_ws_key"),
            models.Index(fields=["app", "owner", "-updated"], name="envision_ws_owner"),
        ]


class ClientCall(models.Model):
    """A call that a browser may send twice; its key makes it run once."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    reply = models.JSONField()
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="envision_call_once")]


class FormDraft(models.Model):
    """What a person typed into a form and has not submitted."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    form = models.CharField(max_length=200)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "form"], name="envision_one_draft")]


class NoticeRow(models.Model):
    """A message for the people in a workspace."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    text = models.TextField()
    level = models.CharField(max_length=10)
    created = models.DateTimeField(auto_now_add=True)


class JobRow(models.Model):
    """Long work that outlives the connection that asked for it."""

    id = models.CharField(primary_key=True, max_length=32)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)  # of the action
    form = models.CharField(max_length=200, default="")
    status = models.CharField(max_length=10, default="queued")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    text = models.TextField(default="")
    page = models.CharField(max_length=200, default="")  # to open when it is done
    process = models.CharField(max_length=64)  # which server process runs it
    updated = models.DateTimeField(auto_now=True)


class SourceGeneration(models.Model):
    """How often a source was refreshed by hand; part of its fingerprint in every process."""

    app = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "source"], name="envision_one_generation")]


class Upload(models.Model):
    """A file that came in parts; complete when ``received`` equals ``total``."""

    id = models.UUIDField(primary_key=True)
    owner_key = models.CharField(max_length=64, db_index=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255, default="")
    total = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
