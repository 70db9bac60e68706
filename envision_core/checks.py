"""Django system checks that explain misconfiguration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

__all__ = ["configuration", "register"]


def configuration(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Problems of the settings, each with one thing to do."""
    found: list[CheckMessage] = []
    if not settings.DEBUG and "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS accepts every host.",
                hint="Name the hosts that people use, for example ENVISION_ALLOWED_HOSTS=app.example.com.",
                id="envision.E001",
            )
        )
    for origin in getattr(settings, "ENVISION_ALLOWED_ORIGINS", ()):
        from envision_core.origin import origin_of

        if origin_of(origin) is None:
            found.append(
                Error(
                    f"{origin!r} in ENVISION_ALLOWED_ORIGINS is not an origin.",
                    hint="Write scheme, host and port, for example https://app.example.com.",
                    id="envision.E002",
                )
            )
    for database in settings.DATABASES.values():
        options = database.get("OPTIONS", {})
        if database.get("ENGINE", "").endswith("sqlite3") and options.get("transaction_mode") != "IMMEDIATE":
            found.append(
                Warning(
                    "SQLite without transaction_mode IMMEDIATE fails with 'database is locked' under load.",
                    hint='Add "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20} to the database.',
                    id="envision.W001",
                )
            )
    return found


def register() -> None:
    """Makes Django run the checks."""
    from django.core import checks

    checks.register(configuration, "envision")
