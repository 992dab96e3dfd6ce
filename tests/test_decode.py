"""Charsets: whatever a page claims about itself, its Arabic is read right, and damage is counted."""

from __future__ import annotations

import codecs
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.decode import decode
from rasid.errors import DecodeError

PROSE = (
    "أعلنت بلدية المدينة الساحلية، أمس الأربعاء، افتتاح مكتبة عامة جديدة تضم أكثر من 40 ألف كتاب.",
    "وقال رئيس البلدية إن المشروع استغرق ثلاث سنوات، وإن أبوابه ستكون مفتوحة أمام الجميع حتى العاشرة مساءً.",
    "«هذه المكتبة بيت لكل قارئ»؛ بهذه الكلمات وصفت أمينة المكتبة المكان الذي كان مخزناً للحبوب.",
)
SHORT = "حريق في سوق الخضار"
PLAIN = "اعلنت بلدية المدينة الساحلية امس الاربعاء افتتاح مكتبة عامة جديدة تضم اكثر من 40 الف كتاب. وقال رئيس البلدية ان المشروع استغرق ثلاث سنوات"
"""Only letters that ISO-8859-6 has."""


def page(*paragraphs: str, meta: str | None = None, language: str = "ar") -> str:
    declaration = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<!DOCTYPE html><html lang="{language}" dir="rtl"><head>{declaration}<title>مكتبة</title></head><body>{body}</body></html>'


FULL = page(*PROSE)
ISO = page(PLAIN)

RIGHT = [
    # (name, text, bytes, Content-Type, encoding)
    ("utf-8, said in the header", FULL, FULL.encode(), "text/html; charset=utf-8", "utf-8"),
    ("utf-8, said nowhere", FULL, FULL.encode(), None, "utf-8"),
    ("utf-8, header says windows-1256", FULL, FULL.encode(), "text/html; charset=windows-1256", "utf-8"),
    ("utf-8, header says latin-1", FULL, FULL.encode(), "text/html; charset=ISO-8859-1", "utf-8"),
    ("utf-8, meta says windows-1256", page(*PROSE, meta="windows-1256"), page(*PROSE, meta="windows-1256").encode(), None, "utf-8"),
    ("utf-8, meta says utf-16", page(*PROSE, meta="utf-16"), page(*PROSE, meta="utf-16").encode(), None, "utf-8"),
    ("utf-8, meta says nonsense", page(*PROSE, meta="x-none"), page(*PROSE, meta="x-none").encode(), None, "utf-8"),
    ("utf-8 with mark", FULL, codecs.BOM_UTF8 + FULL.encode(), None, "utf-8"),
    ("utf-8 with mark, header says windows-1256", FULL, codecs.BOM_UTF8 + FULL.encode(), "text/html; charset=windows-1256", "utf-8"),
    ("utf-8, a few words", SHORT, SHORT.encode(), None, "utf-8"),
    ("windows-1256, said in the header", FULL, FULL.encode("cp1256"), "text/html; charset=windows-1256", "cp1256"),
    ("windows-1256, said in meta", page(*PROSE, meta="windows-1256"), page(*PROSE, meta="windows-1256").encode("cp1256"), None, "cp1256"),
    ("windows-1256, said nowhere", FULL, FULL.encode("cp1256"), None, "cp1256"),
    ("windows-1256, header says utf-8", FULL, FULL.encode("cp1256"), "text/html; charset=utf-8", "cp1256"),
    ("windows-1256, meta says utf-8", page(*PROSE, meta="utf-8"), page(*PROSE, meta="utf-8").encode("cp1256"), None, "cp1256"),
    ("windows-1256, header says latin-1", FULL, FULL.encode("cp1256"), "text/html; charset=iso-8859-1", "cp1256"),
    ("windows-1256, meta says iso-8859-6", page(*PROSE, meta="iso-8859-6"), page(*PROSE, meta="iso-8859-6").encode("cp1256"), None, "cp1256"),
    ("windows-1256, header says turkish", FULL, FULL.encode("cp1256"), "text/html; charset=windows-1254", "cp1256"),
    ("windows-1256, a headline", SHORT, SHORT.encode("cp1256"), None, "cp1256"),
    ("windows-1256, a wrong mark before it", FULL, codecs.BOM_UTF8 + FULL.encode("cp1256"), None, "cp1256"),
    ("windows-1256, old label", page(*PROSE, meta="win-1256"), page(*PROSE, meta="win-1256").encode("cp1256"), None, "cp1256"),
    ("iso-8859-6, said in the header", ISO, ISO.encode("iso8859_6"), "text/html; charset=iso-8859-6", "iso8859_6"),
    ("iso-8859-6, said in meta", page(PLAIN, meta="iso-8859-6"), page(PLAIN, meta="iso-8859-6").encode("iso8859_6"), None, "iso8859_6"),
    ("iso-8859-6, said nowhere", ISO, ISO.encode("iso8859_6"), None, "iso8859_6"),
    ("iso-8859-6, meta says windows-1256", page(PLAIN, meta="windows-1256"), page(PLAIN, meta="windows-1256").encode("iso8859_6"), None, "iso8859_6"),
    ("iso-8859-6, header says utf-8", ISO, ISO.encode("iso8859_6"), "text/html; charset=utf-8", "iso8859_6"),
    ("iso-8859-6, visual order's label", ISO, ISO.encode("iso8859_6"), "text/html; charset=ISO-8859-6-I", "iso8859_6"),
    ("utf-16 with mark, little end first", FULL, codecs.BOM_UTF16_LE + FULL.encode("utf-16-le"), None, "utf-16-le"),
    ("utf-16 with mark, big end first", FULL, codecs.BOM_UTF16_BE + FULL.encode("utf-16-be"), None, "utf-16-be"),
    ("utf-16 without mark, little end first", FULL, FULL.encode("utf-16-le"), None, "utf-16-le"),
    ("utf-16 without mark, big end first", FULL, FULL.encode("utf-16-be"), None, "utf-16-be"),
    ("utf-16 with mark, header says utf-8", FULL, codecs.BOM_UTF16_LE + FULL.encode("utf-16-le"), "text/html; charset=utf-8", "utf-16-le"),
    ("utf-16 without mark, one word", "مكتبة" * 3, ("مكتبة" * 3).encode("utf-16-le"), None, "utf-16-le"),
    ("utf-32 with mark", FULL, codecs.BOM_UTF32_LE + FULL.encode("utf-32-le"), None, "utf-32-le"),
    ("dos arabic, said in the header", "مكتبة عامة جديدة في المدينة", "مكتبة عامة جديدة في المدينة".encode("cp720"), "text/html; charset=dos-720", "cp720"),
    ("xml in windows-1256", f'<?xml version="1.0" encoding="windows-1256"?><rss><t>{PLAIN}</t></rss>', f'<?xml version="1.0" encoding="windows-1256"?><rss><t>{PLAIN}</t></rss>'.encode("cp1256"), None, "cp1256"),
    ("only ascii", "<p>see below</p>", b"<p>see below</p>", "text/html; charset=windows-1256", "utf-8"),
    ("french, said in the header", "<p>Événement à la bibliothèque, où l’on a fêté l'été</p>", "<p>Événement à la bibliothèque, où l’on a fêté l'été</p>".encode("cp1252"), "text/html; charset=iso-8859-1", "cp1252"),
    ("turkish, said in meta", '<meta charset="windows-1254"><p>İstanbul\'da kütüphane açıldı, çok güzel</p>', '<meta charset="windows-1254"><p>İstanbul\'da kütüphane açıldı, çok güzel</p>'.encode("cp1254"), None, "cp1254"),
    ("persian in windows-1256", page("پژوهشگران گفتند که چهار کتاب تازه در کتابخانه شهر پيدا شد"), page("پژوهشگران گفتند که چهار کتاب تازه در کتابخانه شهر پيدا شد").replace("ک", "ك").encode("cp1256"), None, "cp1256"),
    ("nothing", "", b"", None, "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body", "content_type", "encoding"), [case[1:] for case in RIGHT], ids=[case[0] for case in RIGHT])
def test_a_page_is_read_in_the_encoding_it_is_written_in(text: str, body: bytes, content_type: str | None, encoding: str) -> None:
    decoded = decode(body, content_type=content_type)
    assert decoded.text.replace("ك", "ک") == text.replace("ك", "ک")
    assert (decoded.encoding, decoded.replaced, decoded.mixed) == (encoding, 0, 0)


def test_a_truncated_last_character_does_not_turn_the_page_into_another_encoding() -> None:
    for text in (FULL, SHORT):
        decoded = decode(text.encode()[:-1] if text == SHORT else page(*PROSE).encode() + "ق".encode()[:1])
        assert (decoded.encoding, decoded.chosen_by, decoded.replaced) == ("utf-8", "utf-8-replaced", 1)
        assert decoded.text.startswith(text[:-1])


def test_damage_in_the_middle_is_replaced_and_counted() -> None:
    body = FULL.encode().replace("مكتبة".encode(), "مك".encode() + b"\xd8 " + "بة".encode())
    decoded = decode(body, content_type="text/html; charset=windows-1256")
    assert decoded.encoding == "utf-8"
    assert decoded.replaced == body.count(b"\xd8 ")
    assert "رئيس البلدية" in decoded.text


def test_a_replacement_character_of_the_page_itself_is_not_counted_as_ours() -> None:
    assert decode("مكت\ufffdة".encode()).replaced == 0


def test_a_comment_in_windows_1256_inside_a_utf_8_page_is_read_in_its_own_encoding() -> None:
    comment = "تعليق القارئ هنا"
    body = FULL.encode() + comment.encode("cp1256") + b"</html>"
    decoded = decode(body)
    assert decoded.text == FULL + comment + "</html>"
    assert (decoded.encoding, decoded.mixed, decoded.replaced) == ("utf-8", 3, 0)


def test_a_utf_8_banner_inside_a_windows_1256_page_is_read_in_its_own_encoding() -> None:
    banner = "أهلاً بكم في الموقع"
    decoded = decode(FULL.encode("cp1256") + banner.encode())
    assert decoded.text == FULL + banner
    assert (decoded.encoding, decoded.mixed) == ("cp1256", 4)


def test_a_nul_in_a_utf_8_page_is_replaced_not_taken_for_utf_16() -> None:
    decoded = decode(FULL.encode() + b"\x00")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)


def test_utf_16_cut_in_half_a_character_is_still_read() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + FULL.encode("utf-16-le")[:-1])
    assert decoded.text[:-1] == FULL[:-1]
    assert decoded.replaced == 1


def test_what_the_page_claims_is_reported_beside_what_it_is() -> None:
    decoded = decode(FULL.encode("cp1256"), content_type="text/html; charset=UTF-8")
    assert (decoded.declared, decoded.encoding, decoded.chosen_by) == ("utf-8", "cp1256", "plausible")


def test_the_seed_may_name_an_encoding_but_not_against_the_evidence() -> None:
    turkish = "<p>Kütüphane açıldı, çok güzel</p>"
    assert decode(turkish.encode("cp1254"), hint="windows-1254").text == turkish
    assert decode(FULL.encode(), hint="cp1256").encoding == "utf-8"


@pytest.mark.parametrize("label", ["rot13", "base64", "zlib", "utf-7", "unicode_escape", "idna", "undefined", "../../etc", "ا"])
def test_a_label_that_is_no_page_encoding_is_passed_over(label: str) -> None:
    assert decode(FULL.encode("cp1256"), content_type=f"text/html; charset={label}").text == FULL


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n...",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"PK\x03\x04",
        b"\x1f\x8b\x08\x00",
        bytes(range(256)) * 40,
        b"\x00" * 500,
    ],
    ids=["pdf", "png", "jpeg", "gif", "zip", "gzip", "noise", "nuls"],
)
def test_what_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(body)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/html; charset=utf-8", "text/html; charset=windows-1256", "text/html; charset=utf-16"]),
)
def test_any_bytes_end_in_text_or_a_refusal(body: bytes, content_type: str | None) -> None:
    try:
        decoded = decode(body, content_type=content_type)
    except DecodeError:
        return
    decoded.text.encode()  # no lone surrogates: the text can be stored


def corpus() -> Path:
    folder = Path(os.environ.get("RASID_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")
    if not (folder / "manifest.jsonl").is_file():
        pytest.skip(f"no corpus at {folder}; set RASID_CORPUS")
    return folder


@pytest.mark.parametrize("told", [True, False], ids=["with its header", "without its header"])
def test_every_page_of_the_corpus_is_read_in_its_encoding(told: bool) -> None:
    folder = corpus()
    for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        body = (folder / "pages" / Path(entry["file"]).name).read_bytes()
        decoded = decode(body, content_type=entry.get("http_content_type") if told else None)
        assert codecs.lookup(decoded.encoding).name == codecs.lookup(entry["encoding"]).name, entry["id"]
        headline = (entry.get("truth") or {}).get("headline")
        if headline and decoded.encoding != "utf-8":
            assert headline[:20] in decoded.text, entry["id"]
