"""Every load of the page is a new visitor with a count of 0, as in the other frameworks.

Without it Envision would go on counting where the visitor was.
"""

from django.apps import AppConfig
from django.utils.decorators import async_only_middleware


@async_only_middleware
def forget(get_response):
    async def middleware(request):
        if request.path == "/":
            request.META.pop("HTTP_COOKIE", None)
        return await get_response(request)

    return middleware


class Fresh(AppConfig):
    name = "fresh"

    def ready(self) -> None:
        from django.conf import settings

        settings.MIDDLEWARE.insert(0, "fresh.forget")
