"""Django settings for an app that has no project of its own, made from ``ENVISION_*`` variables."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = ["make_settings", "secret_key"]

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def make_settings(data_dir: Path, *, debug: bool = False, apps: Iterable[str] = ()) -> dict[str, Any]:
    """Keyword arguments for ``settings.configure``.

    Args:
        data_dir: holds database, secret key and uploads; made when missing.
        apps: names of further Django apps.
    """
    origins = _words("ENVISION_ALLOWED_ORIGINS")
    is_secure = bool(origins) and all(origin.startswith("https://") for origin in origins)
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "DEBUG": debug,
        "SECRET_KEY": os.environ.get("ENVISION_SECRET_KEY") or secret_key(data_dir / "secret-key"),
        "ALLOWED_HOSTS": [*LOCAL_HOSTS, *_words("ENVISION_ALLOWED_HOSTS")],
        "CSRF_TRUSTED_ORIGINS": [o for o in _words("ENVISION_ALLOWED_ORIGINS") if "://" in o],
        "ENVISION_ALLOWED_ORIGINS": _words("ENVISION_ALLOWED_ORIGINS"),
        "ENVISION_DATA_DIR": data_dir,
        "ENVISION_SHOW_ERRORS": debug or os.environ.get("ENVISION_SHOW_ERRORS", "") not in ("", "0"),
        "ENVISION_BLOCKED_PLUGINS": _words("ENVISION_BLOCKED_PLUGINS"),
        "INSTALLED_APPS": [
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "envision_core",
            *apps,
        ],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        "ROOT_URLCONF": "envision_core.root_urls",
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        "DATABASES": {"default": _sqlite(data_dir / "envision.sqlite3")},
        "LOGIN_REDIRECT_URL": "/",
        "LOGOUT_REDIRECT_URL": "/",
        "LOGIN_URL": "envision:login",
        "SESSION_COOKIE_NAME": "envision_session",
        "CSRF_COOKIE_NAME": "envision_csrf",
        "SESSION_COOKIE_SAMESITE": "Lax",
        # Behind a proxy that speaks TLS the cookies never travel without.
        "SESSION_COOKIE_SECURE": is_secure,
        "CSRF_COOKIE_SECURE": is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "X_FRAME_OPTIONS": "SAMEORIGIN",
        "USE_TZ": True,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LOGGING_CONFIG": None,  # the command line sets logging up; a library does not
    }


def secret_key(path: Path) -> str:
    """The key kept in a file that only its owner may read; made on first use."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Without IMMEDIATE a transaction that reads first fails as "database is locked" under load.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _words(variable: str) -> list[str]:
    return os.environ.get(variable, "").replace(",", " ").split()
