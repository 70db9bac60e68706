"""Markdown to HTML that is safe to show. Knows no component."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

__all__ = ["MAX_CHARACTERS", "to_html"]

MAX_CHARACTERS = 1_000_000
"""Longer texts are refused: a page of a thousand screens is a mistake."""

TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "code": {"class"},
    "th": {"align"},
    "td": {"align"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+")

# Words and the punctuation that Markdown gives no meaning inside a line; so such a line needs no parser.
PLAIN = r"[^\W\d_](?:[^\W_]|[ ,.:;?%'\"()/+=-])*"
PLAIN_LINE = re.compile(PLAIN)
HEADING = re.compile(rf"(#{{1,6}}) ({PLAIN})")
UNDERLINE = re.compile(r"[=-]+ *")


def to_html(text: str) -> str:
    """HTML of a Markdown text: CommonMark with tables and ~~strikethrough~~, raw HTML shown as text.

    Raises:
        ValueError: the text is longer than ``MAX_CHARACTERS``.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"The text has {len(text):,} characters; the most is {MAX_CHARACTERS:,}.")
    return _cached(text) if len(text) < 10_000 else _convert(text)


@lru_cache(maxsize=512)
def _cached(text: str) -> str:
    return _convert(text)


def _convert(text: str) -> str:
    plain = plain_html(text)
    return _sanitise(_parser().render(text)) if plain is None else plain


def plain_html(text: str) -> str | None:
    """HTML of headings and one-line paragraphs of plain words; None when the text may hold more than those.

    Most texts on pages are such, and need neither the parser's 90 ms of import nor its time.
    """
    blocks = [_plain_block(block) for block in re.split(r"\n{2,}", text.strip("\n"))]
    return None if None in blocks else "".join(block for block in blocks if block)


def _plain_block(block: str) -> str | None:
    line = block.rstrip(" ")
    if not line:
        return ""
    if PLAIN_LINE.fullmatch(line):
        return f"<p>{escape_text(line)}</p>\n"
    heading = HEADING.fullmatch(line)
    return f"<h{len(heading[1])}>{escape_text(heading[2])}</h{len(heading[1])}>\n" if heading else None


def escape_text(text: str) -> str:
    """Escapes text for an element's content, as the sanitiser writes it (quotes stay as they are)."""
    return escape(text, quote=False)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("th_open", _aligned)
    parser.add_render_rule("td_open", _aligned)
    return parser


def _aligned(renderer: object, tokens: list, index: int, options: object, env: object) -> str:  # type: ignore[type-arg]
    # The parser writes a style attribute, which the sanitiser takes away.
    token = tokens[index]
    style = str(token.attrGet("style") or "")
    side = style.removeprefix("text-align:")
    return f'<{token.tag} align="{side}">' if side in ("left", "center", "right") else f"<{token.tag}>"


def _sanitise(html: str) -> str:
    # The parser alone is held to be safe; the sanitiser guards against what nobody has thought of.
    import nh3

    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes=set(SCHEMES) | {"data"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if is_link(value) else None
    if attribute == "src":
        return value if PICTURE.fullmatch(value) or is_link(value) else None
    if attribute == "class":
        return value if re.fullmatch(r"language-[\w+#.-]{1,30}", value) else None
    return value


def is_link(url: str) -> bool:
    """Whether a link may point there: http, https, mailto, tel, or an address within the app."""
    # Browsers ignore control characters and blanks that would hide a scheme ("java\nscript:").
    compact = re.sub(r"[\x00-\x20]", "", url)
    try:
        scheme = urlsplit(compact).scheme.lower()
    except ValueError:
        return False
    return scheme in SCHEMES if scheme else ":" not in compact.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
