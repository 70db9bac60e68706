"""What signing in and out means for workspaces and open sockets."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out

__all__ = ["connect"]


def connect() -> None:
    """Connects the receivers; twice does no harm."""
    user_logged_in.connect(_adopt, dispatch_uid="envision.adopt")
    user_logged_out.connect(_leave, dispatch_uid="envision.leave")


def _adopt(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """What the person made and uploaded before signing in becomes theirs; open sockets come again as that person."""
    from envision_core.bootstrap import running
    from envision_core.identity import OWNER_KEY
    from envision_core.models import Upload, Workspace

    key = request.session.get(OWNER_KEY) if request is not None else None
    if not key:
        return
    for model in (Workspace, Upload):
        model.objects.filter(owner_key=key, owner=None).update(owner=user)
    for runtime in running():
        runtime.engine.hub.signed_in(key)


def _leave(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Sockets of the session that ended are closed."""
    from envision_core.bootstrap import running

    key = getattr(getattr(request, "session", None), "session_key", None)
    for runtime in running():
        runtime.engine.hub.session_ended(key or "")
