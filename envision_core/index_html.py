"""The one HTML page: import map, preloads and boot data. Text in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

__all__ = ["content_security_policy", "index_html", "script_json"]


def script_json(encoded: bytes) -> str:
    """JSON that may stand inside a script element: nothing in it can end the element or begin a comment."""
    text = encoded.decode()
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def index_html(
    *,
    title: str,
    nonce: str,
    csrf_token: str,
    import_map: bytes,
    preloads: Iterable[str],
    stylesheets: Iterable[str],
    early: str,
    socket: str,
    shell: str,
    boot: bytes,
    scheme: str,
) -> str:
    """The page. The import map comes before anything that may load a module, as browsers demand.

    Args:
        early: address of the script that opens the socket while the shell still loads.
        boot: encoded boot data.
        scheme: light, dark or auto; sets the background before the styles are there.
    """
    lines = [
        "<!doctype html>",
        f'<html lang="en" data-scheme="{escape(scheme)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f'<meta name="csrf-token" content="{escape(csrf_token)}">',
        f'<meta property="csp-nonce" nonce="{nonce}" content="{nonce}">',
        f"<title>{escape(title)}</title>",
        '<link rel="icon" href="data:,">',
        f'<script type="importmap" nonce="{nonce}">{script_json(import_map)}</script>',
        f'<script src="{escape(early)}" data-socket="{escape(socket)}"></script>',
        *(f'<link rel="stylesheet" href="{escape(url)}">' for url in stylesheets),
        *(f'<link rel="modulepreload" href="{escape(url)}">' for url in preloads),
        f'<script type="application/json" id="envision-boot">{script_json(boot)}</script>',
        f'<script type="module" src="{escape(shell)}"></script>',
        "</head>",
        '<body><div id="root"></div>',
        "<noscript>This app needs JavaScript.</noscript>",
        "</body></html>",
    ]
    return "\n".join(lines)


def content_security_policy(nonce: str, further: Mapping[str, str] = {}) -> str:
    """The header's value: own origin only, no inline code; style attributes are what charts cannot do without.

    Args:
        further: sources to add, by directive, as plugins declare them.
    """
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' 'nonce-{nonce}'",
        "style-src": f"'self' 'nonce-{nonce}'",
        "style-src-attr": "'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {policy[name]} {further.get(name, '')}".strip() for name in policy)
