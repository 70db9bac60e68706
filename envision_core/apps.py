"""Envision as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["EnvisionConfig"]


class EnvisionConfig(AppConfig):
    """Connects checks and login signals; starts nothing else."""

    name = "envision_core"
    verbose_name = "Envision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from envision_core import checks, signals

        checks.register()
        signals.connect()
