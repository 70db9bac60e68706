"""Who may do what. Permissions live in the database, so they are asked in a thread that may use it."""

from __future__ import annotations

import logging
from typing import Any

from envision_core.state.workspace import Identity

__all__ = ["allowed"]

log = logging.getLogger("envision.access")


def allowed(permission: Any, identity: Identity) -> bool:
    """Whether somebody has a permission now: a text is Django's, a function gets the user (None: nobody signed in).

    The user is read again: permissions may have been taken away since the connection was opened.
    """
    try:
        user = _today(identity.user)
        if callable(permission):
            return bool(permission(user))
        return user is not None and bool(user.has_perm(permission))
    except Exception:  # the author's function may raise anything; then it did not say yes
        log.exception("permission %r could not be decided", permission)
        return False


def _today(user: Any) -> Any:
    manager = getattr(type(user), "_default_manager", None)
    if manager is None:
        return user
    found = manager.filter(pk=user.pk).first()
    return found if found is not None and found.is_active else None
