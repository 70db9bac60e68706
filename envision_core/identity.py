"""Who speaks: from a session cookie to an Identity. For threads that may use the database."""

from __future__ import annotations

import secrets
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user

from envision_core.state.workspace import Identity

__all__ = ["OWNER_KEY", "identify", "identify_session"]

OWNER_KEY = "envision_owner"
"""Name in the session under which a browser's owner key stands; it outlives signing in."""


def identify_session(session: Any, *, create: bool = False) -> Identity | None:
    """The identity of a Django session; None when it has none and none is to be made."""
    # First: it ends a session whose user changed the password, and with it the owner key.
    user = get_user(SimpleNamespace(session=session))  # type: ignore[arg-type]  # it uses nothing but the session
    owner_key = session.get(OWNER_KEY)
    if owner_key is None:
        if not create:
            return None
        owner_key = session[OWNER_KEY] = secrets.token_urlsafe(24)
    return Identity(owner_key, user if user.is_authenticated else None, session.session_key or "")


def identify(cookies: dict[str, str]) -> Identity | None:
    """The identity that a socket's cookies prove; None without a valid session."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    return identify_session(import_module(settings.SESSION_ENGINE).SessionStore(key))
