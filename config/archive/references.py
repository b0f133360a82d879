"""Lines that point elsewhere: see-also, "It's not over"; closing lines that the site says itself.

They are told by their English words, in any case, with straight or typographic marks.
"""

import re
from collections.abc import Callable

from config.archive.finding import Finder, Findings, Target
from config.archive.markup import Child, Node, find, text_of

_SEE_ALSO = re.compile(r"see\s+also\b\s*[:：–—-]*\s*", re.IGNORECASE)
_NOT_OVER = re.compile(r"it\s*(?:[’'‘ʼ`´]\s*s|\s+is)\s+not\s+over\b", re.IGNORECASE)
_BETWEEN_LINKS = re.compile(r"(?:[\s,;.|/&+·•–—-]|\band\b|\bor\b)*", re.IGNORECASE)
_CLOSING = {
    "closing_disclaimer": re.compile(
        r"(?:(?:affiliate\s+)?(?:disclaimer|disclosure)\b.*\baffiliate\b"
        r"|this\s+(?:article|post|page|piece)\s+may\s+contain\s+affiliate\s+links\b).*",
        re.IGNORECASE,
    ),
    "closing_subscribe": re.compile(
        r"(?:(?:get|join|sign|don[’'‘]t|never|want|enjoy)\b.{0,120}\b)?subscribe\b.{0,60}",
        re.IGNORECASE,
    ),
    "closing_missed": re.compile(r"you\s+may\s+(?:also\s+)?have\s+missed\W*", re.IGNORECASE),
}
_LONGEST_LINE = 250
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})


def with_see_also(blocks: list[Child], *, finder: Finder, findings: Findings) -> list[Child]:
    """Put ``<aside data-related>`` where a see-also leads to an article; else keep and note it."""
    result: list[Child] = []
    for block in blocks:
        targets = _see_also(block, finder, findings)
        for target in targets:
            findings.see_also.append(target.uuid)
            result.append(Node("aside", {"data-related": target.uuid}))
        if not targets:
            result.append(block)
    return result


def _line(block: Child) -> str:
    """The words of a paragraph or a heading; "" for any other block."""
    return text_of(block.children) if isinstance(block, Node) and block.tag in _LINES else ""


def _see_also(block: Child, finder: Finder, findings: Findings) -> list[Target]:
    """Return the targets of a see-also line; none when it is another line, or leads nowhere."""
    text = _line(block)
    begun = _SEE_ALSO.match(text)
    if not begun or not isinstance(block, Node):
        return []
    links, rest = list(find(block.children, "a")), text[begun.end() :]
    if links and not _only_links(rest, links):
        return []
    if not links and (not rest or len(rest) > _LONGEST_LINE):
        return []
    if links:
        asked = [(link.get("href"), finder.at(link.get("href"))) for link in links]
    else:
        asked = [(rest, finder.called(rest))]
    good = [target for _what, target in asked if target and _is_other(target, finder)]
    if len(good) == len(asked):
        return list(dict.fromkeys(good))
    for what, target in asked:
        if target not in good:
            findings.note("see_also_missing", what)
    return []


def _is_other(target: Target, finder: Finder) -> bool:
    return target.is_article and not finder.is_itself(target)


def _only_links(rest: str, links: list[Node]) -> bool:
    for link in links:
        rest = rest.replace(text_of(link.children), " ", 1)
    return _BETWEEN_LINKS.fullmatch(rest) is not None


def without_continuations(
    blocks: list[Child], *, finder: Finder, findings: Findings
) -> list[Child]:
    """Take out the "It's not over" lines whose story is found; keep the others, with a note."""
    return [block for block in blocks if not _is_continuation(block, finder, findings)]


def _is_continuation(block: Child, finder: Finder, findings: Findings) -> bool:
    text = _line(block)
    if not _NOT_OVER.match(text) or not isinstance(block, Node):
        return False
    titles = _titles(text)
    found = [finder.at(link.get("href")) for link in find(block.children, "a")]
    found += [finder.called(title) for title in titles]
    story = next((each for each in found if each and _is_other(each, finder)), None)
    if story is None:
        findings.note("not_over_missing", titles[0] if titles else text[:_LONGEST_LINE])
        return False
    if story.uuid not in findings.continued_by:
        findings.continued_by.append(story.uuid)
    return True


def _titles(text: str) -> list[str]:
    """What stands after each colon, the longest first: a title may have a colon of its own."""
    return [text[match.end() :].strip() for match in re.finditer(":", text)][:5]


def without_closing(blocks: list[Child], note: Callable[[str, str], None]) -> list[Child]:
    """Cut closing lines from the end. "It's not over" may stand among them; all else ends them."""
    kept, end = list(blocks), len(blocks)
    while end:
        line = _line(kept[end - 1])
        reason = _closing_reason(line)
        is_rule = end < len(blocks) and _is_rule(kept[end - 1])
        if reason or is_rule:
            del kept[end - 1]
        elif not _NOT_OVER.match(line):
            break
        if reason:
            note(reason, line[:_LONGEST_LINE])
        end -= 1
    return kept


def _closing_reason(line: str) -> str:
    return next((reason for reason, words in _CLOSING.items() if words.fullmatch(line)), "")


def _is_rule(block: Child) -> bool:
    return isinstance(block, Node) and block.tag == "hr"
