"""XML and scraps of HTML from strangers, without entities, document types or anything from outside the text."""

from __future__ import annotations

import re

from lxml import etree, html  # type: ignore[import-untyped]
from lxml.etree import _Element as Element  # type: ignore[import-untyped]
from lxml_html_clean import Cleaner

from diplowatch.collect.decode import to_text
from diplowatch.errors import InputError

_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[\]<>\"']|\"[^\"]*\"|'[^']*')*(\[.*?\]\s*)?>", re.I | re.S)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.I)
_ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:[\w.-]+:)?([\w.-]+)", re.S)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object")
_LONGEST_LINE = 1000


def strip_prolog(data: bytes, charset: str | None = None) -> str:
    """Decode an XML text and take out its declaration and document type, with every entity that it defines.

    What an attack defines there is then unknown, and is never expanded. Raises InputError where it is not a text.
    """
    text = to_text(data, charset).lstrip("\ufeff \t\n\x00")
    if not text.strip():
        raise InputError("empty; nothing to read")
    start = re.search(r"<[A-Za-z]", text)
    head, rest = (text[: start.start()], text[start.start() :]) if start else (text, "")
    if "<!DOCTYPE" not in head.upper():
        return _DECLARATION.sub("", head, count=1) + rest
    return _DECLARATION.sub("", _DOCTYPE.sub("", text, count=1), count=1).lstrip()


def name_root(text: str) -> str:
    """Return the name of the outermost element in lower case, without its namespace; empty where there is none."""
    match = _ROOT.match(text)
    return match.group(1).lower() if match else ""


def parse_xml(text: str) -> tuple[Element, str]:
    """Parse an XML text as far as it goes; the second value says what is wrong with it.

    Raises InputError where nothing of it can be parsed.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"not XML ({error.msg}); look at the address in a browser") from None
    if root is None:
        raise InputError("not XML; look at the address in a browser")
    errors = parser.error_log
    return root, f"not well formed at line {errors[0].line} ({errors[0].message})" if len(errors) else ""


def local_name(element: Element) -> str:
    """Return the name of an element in lower case, without its namespace."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def child_text(element: Element, name: str) -> str:
    """Return the text of the first child of that name, empty where there is none."""
    for child in element:
        if local_name(child) == name:
            return "".join(child.itertext()).strip()
    return ""


def plain_line(markup: str, limit: int = _LONGEST_LINE) -> str:
    """Return a scrap of HTML as one line of plain text, without scripts; a longer one is cut at a word."""
    text = markup[: 50 * limit]
    if _TAG.search(text) or "&" in text:
        text = _strip_tags(text)
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip() + " …"


def clean_scrap(markup: str, base: str | None) -> str:
    """Return a scrap of HTML without scripts, forms and frames, its links absolute; empty where nothing is left."""
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
        if base:
            tree.make_links_absolute(base, handle_failures="ignore")
        Cleaner(forms=True, safe_attrs_only=True)(tree)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return str(html.tostring(tree, encoding="unicode"))


def _strip_tags(markup: str) -> str:
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return re.sub(r"<[^>]*>?", " ", markup)
    for element in list(tree.iter(*_UNSEEN, etree.Comment)):
        element.drop_tree()
    return str(tree.text_content())
