"""Envision's few HTTP addresses. Include them below any prefix of an existing project."""

from __future__ import annotations

from django.urls import path

from envision_core import views

__all__ = ["app_name", "urlpatterns"]

app_name = "envision"

urlpatterns = [
    path("", views.index, name="index"),
    path("w/<str:workspace>/", views.index, name="workspace"),
    path("w/<str:workspace>/<path:page>", views.index, name="workspace_page"),
    path("_envision/health/live", views.live, name="live"),
    path("_envision/health/ready", views.ready, name="ready"),
    path("_envision/upload", views.upload, name="upload"),
    path("_envision/payload", views.payload, name="payload"),
    path("_envision/login", views.login, name="login"),
    path("_envision/logout", views.logout, name="logout"),
    path("_envision/<path:file>", views.asset, name="asset"),
    path("<path:page>", views.index, name="page"),
]
