"""The sign-in page: Django's view with our looks and policy."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.views import LoginView
from django.http import HttpResponse

from envision_core.index_html import content_security_policy

__all__ = ["Login"]


class Login(LoginView):
    """Asks for name and password."""

    template_name = "envision/login.html"

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        response = super().render_to_response({**context, "nonce": nonce}, **options)
        response["Content-Security-Policy"] = content_security_policy(nonce)
        return response
