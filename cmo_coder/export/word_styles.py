"""The styles of our Word documents: calm, and changed in one place by whoever wants another look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmo_coder.export.word import BULLET, CELL, CONTENTS, NAMESPACE, SMALL, TABLE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_FONT = "Calibri"
_INK = "1F2A37"
_SOFT = "5A6572"
_RULE = "B8C0C9"
_HEAD = "E7ECF2"

_NAMESPACE = f'xmlns:w="{NAMESPACE}"'

_STYLES = f"""<w:styles {_NAMESPACE}>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="{CELL}">
  <w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:qFormat/>
  <w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="{BULLET}">
  <w:name w:val="Table Bullet"/><w:basedOn w:val="ListBullet"/><w:qFormat/>
  <w:pPr><w:tabs><w:tab w:val="clear" w:pos="360"/></w:tabs>
    <w:spacing w:before="0" w:after="30" w:line="240" w:lineRule="auto"/><w:ind w:left="198" w:hanging="198"/>
    <w:contextualSpacing w:val="0"/></w:pPr>
  <w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="{SMALL}">
  <w:name w:val="Small Text"/><w:basedOn w:val="Normal"/><w:qFormat/>
  <w:pPr><w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:color w:val="{_SOFT}"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="{CONTENTS}">
  <w:name w:val="toc 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
  <w:uiPriority w:val="39"/><w:unhideWhenUsed/>
  <w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9600"/></w:tabs>
    <w:spacing w:before="40" w:after="40"/></w:pPr>
</w:style>
<w:style w:type="character" w:styleId="Hyperlink">
  <w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>
  <w:rPr><w:color w:val="0B5394"/><w:u w:val="single"/></w:rPr>
</w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}">
  <w:name w:val="Plain Rules"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/>
    <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>
  </w:tblBorders><w:tblCellMar>
    <w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
    <w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{_HEAD}"/><w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
</w:style>
</w:styles>"""

_SIZES = (
    ("Normal", 21, 0, 80), ("Heading1", 30, 240, 60), ("Heading2", 24, 200, 60), ("Caption", 20, 0, 80),
    ("Title", 48, 2400, 160), ("Subtitle", 26, 0, 360), ("TOCHeading", 28, 480, 80),
)  # fmt: skip
"""Style, size in half points, space before and after in twentieths of a point."""


def add_styles(document: Document, language: str) -> None:
    """Add our styles, and give the built-in ones that we use a font, sizes and the language of the spelling checker."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    styles = document.styles.element
    for style in list(parse_xml(_STYLES)):
        styles.append(style)
    for mark in styles.iter(qn("w:lang")):
        mark.set(qn("w:val"), "nl-NL" if language == "nl" else "en-GB")
    by_id = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
    for id_, size, before, after in _SIZES:
        _retouch(by_id[id_], size, before, after)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens the file in its mode for older versions
    for zoom in document.settings.element.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")


def _retouch(style: BaseOxmlElement, size: int, before: int, after: int) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    marks = style.get_or_add_rPr()  # type: ignore[attr-defined]
    for tag in ("rFonts", "color", "sz", "szCs"):
        for old in marks.findall(f"{{{marks.nsmap['w']}}}{tag}"):
            marks.remove(old)
    made = parse_xml(
        f"""<w:rPr {_NAMESPACE}><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>
        <w:color w:val="{_INK}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>"""
    )
    font, *others = made.iterchildren()
    marks.insert(0, font)
    marks.extend(others)
    properties = style.get_or_add_pPr()  # type: ignore[attr-defined]
    spacing = properties.get_or_add_spacing()
    spacing.set(qn("w:before"), str(before))
    spacing.set(qn("w:after"), str(after))
    spacing.set(qn("w:line"), "252")
    spacing.set(qn("w:lineRule"), "auto")
