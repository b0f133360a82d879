"""Strings that try to run something, to break out of their place or to mislead.

``hostile_strings`` are some three hundred for every run; ``many_hostile_strings`` are as many as
one likes, put together from the same parts and more by a generator with a fixed seed.
"""

import random
from collections.abc import Callable, Iterator
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


# -- Many more, from parts -------------------------------------------------------------------------


def _mixed(text: str) -> str:
    return "".join(c.upper() if at % 2 else c for at, c in enumerate(text))


def _in_the_middle(what: str) -> Callable[[str], str]:
    return lambda text: text[:4] + what + text[4:]


DISGUISES: list[Callable[[str], str]] = [
    str,
    _mixed,
    *map(_in_the_middle, ["\t", "\n", "\r\n", "\x00", "\u200b", "\u00ad", "\u202e", "&Tab;", "\\"]),
    lambda text: "".join(f"&#{ord(c)};" for c in text),
    lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    lambda text: "".join(f"&#{ord(c):07}" for c in text),
    lambda text: "".join(f"%{ord(c) % 256:02x}" for c in text),
    lambda text: "\x01\x1f " + text,
    lambda text: text.replace(":", "\uff1a"),
    lambda text: text.replace("a", "\u0430").replace("c", "\u0441"),
    lambda text: text.replace("<", "<\x00").replace("script", "scr\x00ipt"),
    lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    lambda text: text.replace("<", "\uff1c").replace(">", "\uff1e"),
    lambda text: text.replace('"', "`").replace(" ", "/"),
]
FRAMES = [
    *WRAPS,
    "{}{}",
    "[{}](https://good.example)",
    '[a](https://good.example "{}")',
    "[a]({} )",
    "[a](<{}>)",
    "<{}>",
    "![{}](x)",
    "![x]({})",
    "[x]: {}\n\n[x]",
    "[x]: https://good.example '{}'\n\n[x]",
    "`{}",
    "`` {} ``",
    "```{}\nx\n```",
    "~~~\n{}\n~~~",
    "    {}",
    "> > - 1. {}",
    "{}\n===",
    "# {} #",
    "**{}** _{}_ ~~{}~~",
    "| {} |\n|---|\n| x |",
    "[[[[[[[[{}]]]]]]]](x)",
    "@{} said",
    "https://good.example/{}",
    "https://good.example/?q={}&x=1",
    "mailto:{}",
    "//{}",
    "<div>\n{}\n</div>",
    "<!-- {} -->",
    "<a href='{}'>x</a>",
    "</div></article></section>{}",
    "</blockquote></p>{}",
    "</textarea>{}",
    "</script>{}<script>",
    "]]>{}",
    '"}}]}}</script>{}',
    "{}\u2028{}\u2029",
    "\u2067{}",
    "a\u0300" * 30 + "{}",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 5 + "{}",
]
HANDLERS = ["onerror", "onload", "onclick", "onmouseover", "onfocus", "ontoggle", "onanimationend"]
TAGS = [
    "img",
    "svg",
    "a",
    "b",
    "p",
    "div",
    "input",
    "details",
    "video",
    "body",
    "x",
    "math",
    "form",
]
QUOTES = [
    "{}=hit()",
    '{}="hit()"',
    "{}='hit()'",
    "{}=`hit()`",
    "/{}=hit()",
    "{} = hit ( )",
    "{}\n=hit()",
]


def _core(chance: random.Random) -> str:
    kind = chance.randrange(3)
    if kind == 0:
        return chance.choice(SCHEMES)
    if kind == 1:
        return chance.choice(MARKUP)
    tag, rest = chance.choice(TAGS), chance.choice(QUOTES).format(chance.choice(HANDLERS))
    return f"<{tag} src=x {rest} autofocus open href=javascript:hit()>words</{tag}>"


def many_hostile_strings(number: int) -> Iterator[str]:
    """Yield ``number`` different ones, the same in every run."""
    chance, seen = random.Random(7), set[str]()  # noqa: S311  # it only has to be the same again
    while len(seen) < number:
        core = _core(chance)
        for _once in range(chance.choice([1, 1, 2])):
            core = chance.choice(DISGUISES)(core)
        frame = chance.choice(FRAMES)
        if chance.random() < 0.3:
            frame = chance.choice(FRAMES).replace("{}", frame, 1)
        text = frame.replace("{}", core)
        if text not in seen:
            seen.add(text)
            yield f"{text}\n\n({len(seen)})"
