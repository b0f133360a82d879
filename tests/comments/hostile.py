"""Strings that try to run something, to break out of their place or to mislead."""

from collections.abc import Iterator
from itertools import product

SCHEMES = [
    "javascript:hit()",
    "JaVaScRiPt:hit()",
    "java\tscript:hit()",
    "java&#10;script:hit()",
    "&#106;avascript:hit()",
    "\x01javascript:hit()",
    "javascript&colon;hit()",
    " javascript:hit()",
    "vbscript:hit()",
    "data:text/html,<script>hit()</script>",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "file:///etc/passwd",
    "blob:hit",
    "view-source:x",
    "javascript://%0ahit()",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "https://good.example@evil.example",
]
LINKS = [
    "[words]({})",
    "[words](<{}>)",
    "<{}>",
    "![words]({})",
    "[words][1]\n\n[1]: {}",
    '<a href="{}">words</a>',
    "[words]({} 'a\" onclick=hit() b=\"')",
]
MARKUP = [
    "<script>hit()</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=hit()>",
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<math><mi href=javascript:hit()>x",
    "<iframe srcdoc='<script>hit()</script>'>",
    "<body onload=hit()>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example/>",
    "<form action=/><button>",
    "<input autofocus onfocus=hit()>",
    "<details open ontoggle=hit()>",
    "<video><source onerror=hit()>",
    "<meta http-equiv=refresh content=0>",
    "<object data=javascript:hit()>",
    "<embed src=//evil>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'>",
    "<!--><img src=x onerror=hit()>-->",
    "<![CDATA[><script>hit()</script>]]>",
    "<?xml ?><script>hit()</script>",
    "</textarea><script>hit()",
    "</p></div></article><script>hit()</script>",
    "<template><script>hit()</script></template>",
    "<a href=x style=position:fixed;inset:0>all</a>",
    "<p id=composer class=button>mine</p>",
    "<textarea></textarea><img src=x onerror=hit()>",
    "<select><option><script>hit()</script>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    "onerror=hit()&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=hit()>'>",
    "<xmp><script>hit()</script></xmp>",
    "&lt;script&gt;hit()&lt;/script&gt;",
    "&#60;script&#62;hit()&#60;/script&#62;",
    "{{ 7|add:7 }}{% load x %}",
    "${hit()}",
    "`</code><script>hit()</script>`",
    "```\n</code></pre><script>hit()</script>\n```",
    "    </pre><script>hit()</script>",
    "| a |\n|---|\n| <script>hit()</script> |",
    "> <script>hit()</script>",
    "- <img src=x onerror=hit()>",
    "# <script>hit()</script>",
    "**<script>hit()</script>**",
    "~~<b onmouseover=hit()>x</b>~~",
    "\u2028<script>hit()</script>\u2029",
    "\ufeff<script>hit()</script>",
    "<scr\x00ipt>hit()</scr\x00ipt>",
    "\u202e)(tih<tpircs>",
    "＜script＞hit()＜/script＞",
    "%3Cscript%3Ehit()%3C/script%3E",
    "<a\u00a0href=javascript:hit()>x</a>",
    "\\<script\\>hit()\\</script\\>",
    "<<script>hit()//<</script>",
]
WRAPS = ["{}", "Well, {} indeed.", "> {}", "1. {}\n2. and"]


def hostile_strings() -> Iterator[str]:
    """A fixed sample of about three hundred, none twice."""
    for number, (link, scheme) in enumerate(product(LINKS, SCHEMES)):
        yield f"{link.format(scheme)} ({number})"
    for number, (wrap, markup) in enumerate(product(WRAPS[:3], MARKUP)):
        yield f"{wrap.format(markup)} <{number}>"
