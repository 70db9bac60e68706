"""The URL configuration of an app that has no Django project of its own."""

from __future__ import annotations

from django.urls import include, path

__all__ = ["urlpatterns"]

urlpatterns = [path("", include("envision_core.urls"))]
