"""What the control words of Rich Text mean (Rich Text Format Specification 1.9.1): code pages, signs, destinations."""

from __future__ import annotations

import codecs
import re

TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z']))"
    rb"|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)
"""A control word with its number, a byte in hexadecimals, a control sign, a brace, or plain words."""
SKIPPING = re.compile(rb"\\bin(\d{1,10}) ?|\\[^a-zA-Z]|([{}])|[^\\{}]+|\\", re.S)
"""The same, where only the end of a group is looked for."""

SIGNS = {
    b"tab": "\t", b"line": "\n", b"softline": "\n", b"lbr": "\n", b"page": "\n", b"softpage": "", b"column": "\n",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005", b"ltrmark": "\u200e",
    b"rtlmark": "\u200f", b"zwj": "\u200d", b"zwnj": "\u200c", b"zwbo": "\u200b", b"zwnbo": "\u2060",
    b"nestcell": " | ",
}  # fmt: skip
"""Control words that stand for characters."""
SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "\u00ad", b"\t": "\t"}
"""Control signs that stand for characters."""

SKIPPED = frozenset(
    b"""
    info colortbl filetbl listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore
    latentstyles xmlnstbl mmathPr pgdsctbl fldinst nonshppict shprslt sp sn sv bkmkstart bkmkend xe tc txe rxe do
    pn pnseclvl nonesttables objdata objclass objname nesttableprops background template passwordhash userprops
    ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn atnicn atnparent wgrffmtfilter htmltag mhtmltag
    """.split()
)
"""Destinations whose words are not those of the text."""
KEPT = frozenset((b"shppict", b"shpinst"))
"""Destinations that are marked as to be skipped by who does not know them, and that hold words of the text."""

_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850", 0: "cp1252",
}  # fmt: skip
SYMBOL_CHARSET = 2


def codec_of_page(page: int) -> str | None:
    """The codec of a code page (``\\ansicpg``, ``\\cpg``); None where it is not known."""
    name = {0: "cp1252", 10000: "mac_roman", 65001: "utf-8", 936: "gbk", 708: "cp1256"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def codec_of_charset(charset: int, usual: str) -> str:
    """The codec of the characters of a font (``\\fcharset``); ``usual`` is that of the document."""
    return _CHARSETS.get(charset, usual)
