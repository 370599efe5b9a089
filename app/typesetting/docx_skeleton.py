"""The empty DOCX every paper begins from: opened and dressed once, copied for each paper."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from app.typesetting.docx_paragraphs import NAMESPACES

_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


def empty_docx(typeface: str, language: str) -> Any:
    """A fresh docx.Document whose text is in ``typeface`` (all scripts) and ``language`` (a tag such as vi-VN)."""
    return deepcopy(_skeleton(typeface, language))


@cache
def _skeleton(typeface: str, language: str) -> Any:
    document: Any = docx.Document()
    _dress(document.styles, typeface, language)
    _settle(document.settings.element)
    _forget_thumbnail(document.part.package)
    document.element.body.clear_content()
    return document


def _dress(styles: Any, typeface: str, language: str) -> None:
    fonts = " ".join(f'w:{script}="{typeface}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = parse_xml(
        f'<w:docDefaults {NAMESPACES}><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    old = styles.element.find(qn("w:docDefaults"))
    styles.element.replace(old, defaults)
    normal = styles["Normal"].element
    for part in normal.findall(qn("w:rPr")) + normal.findall(qn("w:pPr")):
        normal.remove(part)
    normal.append(parse_xml(f"<w:rPr {NAMESPACES}><w:rFonts {fonts}/></w:rPr>"))


def _settle(settings: Any) -> None:
    """Word's present layout rules, and a forced line break that does not stretch its line."""
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = parse_xml(
        f'<w:compat {NAMESPACES}><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    following = [settings.find(qn(f"w:{name}")) for name in ("docVars", "rsids")]
    anchor = next((element for element in following if element is not None), None)
    if anchor is None:
        settings.append(compat)
    else:
        anchor.addprevious(compat)


def _forget_thumbnail(package: Any) -> None:
    for key, relation in list(package.rels.items()):
        if relation.reltype in (_THUMBNAIL, RELATIONSHIP_TYPE.THUMBNAIL):
            del package.rels[key]
