"""Data inside a page."""

import json
from collections.abc import Mapping

_ESCAPES = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})


def json_block(data: Mapping[str, object]) -> str:
    """Return ``data`` as a block that describes the page to machines and runs nowhere.

    SECURITY: a title may hold ``</script>`` or ``<!--``, which end or open a script for the HTML
    parser whatever the JSON says, or U+2028, which ends a line of JavaScript. In JSON these letters
    only ever stand inside strings, so each may be written as its escape.
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return f'<script type="application/ld+json">{written}</script>'
