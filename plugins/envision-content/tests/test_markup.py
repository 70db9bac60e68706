"""Markdown becomes HTML that can do nothing."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envision_content.markup import ATTRIBUTES, TAGS, _parser, _sanitise, is_link, plain_html, to_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<form><input name=attributes></form>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<base href=https://evil.example/>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<!--><script>alert(1)</script>-->",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76ascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](x)',
    '[x](x "onmouseover=alert(1)//")',
    "[x](x 'a\"onclick=alert(1)')",
    "<javascript:alert(1)>",
    '<https://x"onclick=alert(1)>',
    "[x]: javascript:alert(1)\n\n[x]",
    "[a](<javascript:alert(1)>)",
    "[notmalicious](javascript:window.onerror=alert;throw%20document.cookie)",
    '```"onclick=alert(1)\nx\n```',
    "```<script>\nx\n```",
    "| a | b |\n|:-|-:|\n| <img src=x onerror=alert(1)> | `</td><script>` |",
    "# <script>alert(1)</script>",
    "**<b onclick=alert(1)>**",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<a href="&#1;javascript:alert(1)">',
    "![][x]\n\n[x]: data:text/html,<script>alert(1)</script>",
    "\ud800<script>".encode("utf-8", "replace").decode(),
    "\0<script\0>alert(1)</script>",
]


class Auditor(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | {"rel"}:
                self.faults.append(f"{tag}.{name}")
            compact = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name in ("href", "src") and re.match(r"(java|vb)script:|data:(?!image/(png|jpe?g|gif|webp);)", compact):
                self.faults.append(f"{tag}.{name}={value}")


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_stays_text(text):
    auditor = Auditor()

    auditor.feed(to_html(text))

    assert auditor.faults == []


@given(st.text(alphabet=st.sampled_from("<>\"'&;:[]()!#*_`|-\n\t\\ /abjs=x0\x01")))
def test_no_text_becomes_an_element_or_attribute_of_its_own(text):
    auditor = Auditor()

    auditor.feed(to_html(text))

    assert auditor.faults == []


@given(
    st.lists(
        st.sampled_from(
            [
                "# ",
                "## ",
                "###### ",
                "####### ",
                "a",
                "Zürich",
                "7",
                ".",
                ",",
                ":",
                "-",
                "=",
                "---",
                "===",
                "1. ",
                "1) ",
                "x",
                " ",
                "  ",
                "\n",
                "\n\n",
                "(",
                ")",
                "'",
                '"',
                "/",
                "+",
                "%",
                "?",
                "a\n===",
                "b\n-",
            ]
        )
    ).map("".join)
)
def test_the_short_cut_writes_what_the_parser_would(text):
    short = plain_html(text)

    assert short is None or short == _sanitise(_parser().render(text))


def test_headings_and_paragraphs_are_real_elements():
    assert to_html("# Irises\n\nThree species.") == "<h1>Irises</h1>\n<p>Three species.</p>\n"
    assert to_html("count: 3") == "<p>count: 3</p>\n"


def test_plain_words_need_no_parser():
    assert plain_html("# Sales in 2026\n\nTotal: 12,5 % (net)") is not None
    assert plain_html("a *b*") is None
    assert plain_html("1. first") is None


def test_emphasis_lists_code_and_links():
    html = to_html("**b** *i* ~~s~~ `c`\n\n- one\n- two\n\n[site](https://example.org)\n\n```python\nx < 1\n```")

    assert "<strong>b</strong> <em>i</em>" in html and "<code>c</code>" in html
    assert "<li>one</li>" in html
    assert '<a href="https://example.org" rel="noopener noreferrer">site</a>' in html
    assert '<pre><code class="language-python">x &lt; 1\n</code></pre>' in html


def test_a_table_keeps_its_alignment():
    html = to_html("| a | b |\n|---|--:|\n| 1 | 2 |")

    assert "<th>a</th>" in html and '<td align="right">2</td>' in html


def test_a_picture_in_the_text_may_be_inline_or_linked():
    assert 'src="data:image/png;base64,AAAA"' in to_html("![x](data:image/png;base64,AAAA)")
    assert 'src="/logo.png"' in to_html("![x](/logo.png)")


@pytest.mark.parametrize(
    "url", ["https://x.org", "mailto:a@b.c", "tel:+41", "/data", "explore", "#top", "?a=1:2", "./a:b"]
)
def test_a_link_may_point_there(url):
    assert is_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "a:b",
        "http://[",
    ],
)
def test_a_link_may_not_point_there(url):
    assert not is_link(url)


def test_a_text_of_absurd_length_is_refused():
    with pytest.raises(ValueError, match="1,000,000"):
        to_html("a" * 1_000_001)


@pytest.mark.parametrize(
    "unit", ["word ", "*", "[", "![", "`", "<", "> ", "- ", "|a", "\n", "[a](", "&", "**a ", "~~", "_a_", "a\n\n", "#"]
)
def test_time_grows_with_the_length_of_the_text(unit):
    def seconds(length: int) -> float:
        text = "é" + unit * (length // len(unit))
        start = time.perf_counter()
        to_html(text)
        return time.perf_counter() - start

    to_html("*warm*")
    short, long = seconds(12_000), seconds(48_000)

    # Four times the length; a busy machine may double what it likes, a quadratic parser takes 16 times as long.
    assert long < max(1.5, short * 12)
