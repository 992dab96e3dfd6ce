"""What messages say, in both languages and for every kind of channel; hostile text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from rasid.alert import render
from rasid.alert.message import Says
from rasid.model import Cause, IncidentState, Language, Severity, Words
from rasid.model.values import Quantity, Quote
from rasid.wording import catalogue, escape
from tests.alert.doubles import collector
from tests.alert.samples import NOW, URL, incident, line, message
from tests.alert.test_channels import apprise_at

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "[click](javascript:alert(1))",
    "<https://evil.example|اضغط>",
    "<!channel> @everyone @here",
    "**عريض** _مائل_ `رمز` ~~شطب~~ *x*",
    "</b></a><b>",
    "&lt;b&gt; &amp;",
    "عنوان\u202eمقلوب\u202c",
    "عنوان\u2066 بلا نهاية",
    "سطر\nثان\r\nثالث\u2028رابع",
    "# عنوان\n- قائمة\n> اقتباس",
    "\x00\x07\x1b[31mأحمر\x1b[0m",
    '=HYPERLINK("http://evil.example")',
    "{observed} {expected} %s {0}",
    "\ud800 نصف حرف",
]
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066\u2067\x00-\x08\x1b\ud800-\udfff]")


def hostile_message(text: str, language: Language = Language.AR):
    of = incident(
        title=Words("العنوان «{observed}» قصير", "The headline «{observed}» is short"),
        observed_value=Quote(text),
        expected_value=Quote(text),
        examples=((text, URL.format(1)), (text, f"javascript:alert(1)//{text}")),
    )
    return message(line(of=of), language=language, desk_url="https://desk.example")


def balanced(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter == "\u2068") - (letter == "\u2069")
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", list(Language))
def test_hostile_text_stays_text_in_every_rendering(text, language):
    import html5lib

    one = hostile_message(text, language)
    subject, plain, page = render.mail(one)
    for written in (subject, plain, page, render.telegram(one), render.html(one)):
        assert not BIDI_CONTROLS.search(written)
        assert all(balanced(row) for row in written.splitlines())
    assert "\n" not in subject
    for written in (page, render.html(one), render.telegram(one)):
        tree = html5lib.parse(written, namespaceHTMLElements=False)
        for node in tree.iter():
            assert node.tag not in ("script", "img"), written
            if isinstance(node.tag, str):
                assert not [name for name in node.attrib if str(name).startswith("on")]
                assert not str(node.attrib.get("href", "")).lower().startswith("javascript")


@pytest.mark.parametrize("text", HOSTILE)
def test_telegram_gets_only_the_tags_and_entities_it_knows(text):
    written = render.telegram(hostile_message(text))
    assert set(re.findall(r"</?([a-z]+)", written)) <= {"b", "a", "code"}
    assert set(re.findall(r"&(\w+|#\w+);", written)) <= {"lt", "gt", "amp", "quot"}
    assert len(re.findall("<b>", written)) == len(re.findall("</b>", written))


@pytest.mark.parametrize("text", HOSTILE)
def test_slack_and_discord_through_apprise_call_nobody_and_show_no_live_link(text, monkeypatch):
    import apprise
    from apprise.plugins.slack import NotifySlack

    from rasid.alert.channels.apprise_url import AppriseUrl

    with collector() as double:
        monkeypatch.setattr(NotifySlack, "webhook_url", double.url)
        monkeypatch.setattr(NotifySlack, "request_rate_per_sec", 0)
        plugin = apprise.Apprise.instantiate("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/?image=no&footer=no")
        AppriseUrl(plugin, secrets=()).send(hostile_message(text))
        sent = str(double.bodies)
    assert "<!channel" not in sent
    assert "<https://evil.example|" not in sent
    assert not re.search(r"@(everyone|here)", sent)
    assert not re.search(r"<javascript:", sent)
    assert "https://desk.example/incidents/a1b2c3d4e5f6" in sent


@pytest.mark.parametrize(
    ("write", "text", "expected"),
    [
        (escape.html, '<a href="x">', "&lt;a href=&quot;x&quot;&gt;"),
        (escape.slack, "<!here> & *x*", "&lt;!here&gt; &amp; \u2060*\u2060x\u2060*\u2060"),
        (escape.telegram, "<b>&'", "&lt;b&gt;&amp;'"),
        (escape.plain, "@everyone", "@\u2060everyone"),
        (escape.csv_cell, "=1+1", "'=1+1"),
        (escape.csv_cell, "\t=1+1", "'=1+1"),
        (escape.csv_cell, "\u200f=1+1", "'=1+1"),
        (escape.csv_cell, "+9611", "'+9611"),
        (escape.csv_cell, "خبر عادي", "خبر عادي"),
    ],
)
def test_each_output_has_its_own_escapes(write, text, expected):
    assert write(text, isolate=False) == expected


def test_escaped_text_is_isolated_and_persian_joiners_are_kept():
    assert escape.plain("می\u200cشود") == "\u2068می\u200cشود\u2069"
    assert escape.neutral("أ\u200bب\u202eج", limit=2) == "أ…"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "mailto:a@b", "https:// evil", "", "http:///x"]
)
def test_only_web_addresses_become_links(address):
    assert escape.url(address) is None


def test_an_address_cannot_leave_its_attribute_or_its_markdown_link():
    assert escape.url('https://a.example/x"y)z<') == "https://a.example/x%22y%29z%3C"


def test_every_sentence_is_in_both_languages_with_the_same_blanks():
    for key, words in catalogue().items():
        if not key.startswith(("alerts.", "alerts_advice.")):
            continue
        blanks = []
        for language in ("ar", "en"):
            forms = words[language].values() if isinstance(words[language], dict) else [words[language]]
            blanks.append(set().union(*(re.findall(r"{(\w+)}", form) for form in forms)) - {"n"})
        assert blanks[0] == blanks[1], key
        assert not re.search("[<>&]", str(words)), key


def test_an_alert_names_what_since_when_whose_fault_examples_advice_and_ways_on():
    of = incident(
        observed_value=Quote("٤ كلمات"),
        expected_value=Quote("ثمان على الأقل"),
        affected=7,
        failures=3,
        examples=(("افتتاح الميناء", URL.format(1)),),
        last_visit_id="v9",
        run_url="https://prefect.example/runs/flow-run/1",
    )
    for language, wanted in (
        (
            Language.AR,
            (
                "صحيفة المرفأ",
                "٤ كلمات",
                "ثمان على الأقل",
                "3 زيارات متتالية",
                "الأمر للتحرير",
                "اكتب العنوان",
                "المواد المتأثرة: 7",
                "قبل ساعة واحدة",
            ),
        ),
        (Language.EN, ("Al-Marfa", "٤ كلمات", "3 visits in a row", "editors", "Write the headline", "Articles affected: 7", "1 hour ago")),
    ):
        text = render.plain(message(line(of=of), language=language, desk_url="https://desk.example/"))
        for part in (
            *wanted,
            "افتتاح الميناء",
            URL.format(1),
            "https://desk.example/incidents/a1b2c3d4e5f6",
            "https://desk.example/?source=marfa",
        ):
            assert part in text
        assert "https://prefect.example/runs/flow-run/1" in text
        assert "rasid replay v9" in text


def test_without_a_desk_the_alert_says_the_commands():
    text = render.plain(message())
    assert "rasid alerts ack a1b2c3d4e5f6" in text
    assert "rasid alerts silence --incident a1b2c3d4e5f6" in text


@pytest.mark.parametrize("says", list(Says))
@pytest.mark.parametrize("language", list(Language))
def test_every_statement_has_a_subject_and_a_text_in_both_languages(says, language):
    of = (
        incident(state=IncidentState.RESOLVED, resolved_at=NOW, acknowledged_by="سلمى")
        if says in (Says.RESOLVED, Says.PASSED)
        else incident()
    )
    one = message(line(says, of, by="سلمى" if says is Says.ACKNOWLEDGED else None), language=language)
    assert render.plain_subject(one)
    assert "صحيفة المرفأ" in render.plain(one) or "Al-Marfa" in render.plain(one)
    assert "{" not in render.plain(one) + render.plain_subject(one)


def test_a_storm_is_counted_in_words_and_pointed_at_our_own_network():
    lines = [line(of=incident("cause:unreachable", id=f"{n:012}", source_id=f"s{n}", cause=Cause.UNREACHABLE)) for n in range(100)]
    arabic, english = (message(*lines, language=language) for language in Language)
    assert "العنوان مفقود: 100 موقع" in render.plain_subject(arabic)
    assert "تعذّر الوصول إلى 100 موقع" in render.plain(arabic)
    text = render.plain(english)
    assert "look at our own network first" in text
    assert "The same at 99 more sites" in text
    assert text.count("Write the headline") == 1, "what is the same for all is said once"


def test_the_same_fault_of_content_on_many_sites_is_no_storm():
    """Three newsrooms that each forgot a headline have no network in common."""
    lines = [line(of=incident(id=f"{n:012}", source_id=f"s{n}")) for n in range(4)]
    assert "network" not in render.plain(message(*lines, language=Language.EN))
    slots = [line(of=incident("slot_missed", id=f"{n:012}", source_id=f"s{n}", cause=Cause.RASID)) for n in range(4)]
    assert "the scheduler has probably stopped" in render.plain(message(*slots, language=Language.EN))


@pytest.mark.parametrize(
    ("found", "articles", "english", "arabic"),
    [
        (2, 30, "first visit to \u2068Al-Marfa\u2069: 2 problems there already", "أول زيارة إلى \u2068صحيفة المرفأ\u2069: فيه مشكلتان"),
        (0, 30, "first visit to \u2068Al-Marfa\u2069: nothing wrong", "أول زيارة إلى \u2068صحيفة المرفأ\u2069: لا مشكلة تستوجب التنبيه"),
        (0, 0, "first visit to \u2068Al-Marfa\u2069: no articles yet", "أول زيارة إلى \u2068صحيفة المرفأ\u2069: لا مواد بعد"),
    ],
)
def test_the_subject_of_a_first_visit_says_what_its_body_says(found, articles, english, arabic):
    incidents = [incident(key, affected=4, examples=(("افتتاح الميناء", URL.format(1)),)) for key in ("headline_missing", "body_missing")]
    one = replace(line(Says.SUMMARY), incidents=tuple(incidents[:found]), articles=articles)
    for language, wanted in ((Language.EN, english), (Language.AR, arabic)):
        assert wanted in render.plain_subject(message(one, language=language))
    text = render.plain(message(one, language=Language.EN))
    assert ("2 problems were there already:" in text) == bool(found)
    assert ("told once, here" in text) == bool(found)
    assert ("Articles affected: 4" in text) == bool(found)
    assert (URL.format(1) in text) == bool(found), "an article to look at for each problem"
    assert "new problem as it appears" in text
    assert ("🔴" in text) == bool(found)


def test_what_the_title_says_already_is_not_said_again():
    of = incident(title=Words("بلا عنوان: {observed}", "No headline: {observed}"), observed_value=Quantity(12, "articles"), affected=12)
    text = render.plain(message(line(of=of), language=Language.EN))
    assert "Observed" not in text
    assert "Articles affected" not in text


@pytest.mark.parametrize("limit", [300, 2000, 4096])
def test_a_message_fits_its_channel_and_counts_what_it_left_out(limit):
    lines = [line(of=incident(id=f"{n:012}", observed_value=Quote("نص طويل " * 60))) for n in range(60)]
    for write in (render.plain, render.telegram, render.html):
        text = write(message(*lines), limit=limit)
        assert len(text) <= limit
        if write is render.plain and limit == 2000:
            assert "أخرى" in text


def test_the_end_says_how_long_it_lasted():
    over = incident(state=IncidentState.RESOLVED, since=NOW - timedelta(hours=5), resolved_at=NOW)
    assert "5 ساعات" in render.plain(message(line(Says.RESOLVED, over)))
    assert "5 hours" in render.plain(message(line(Says.RESOLVED, over), language=Language.EN))
    longer = replace(over, since=NOW - timedelta(hours=14, minutes=30))
    assert "14 ساعة و30 دقيقة" in render.plain(message(line(Says.RESOLVED, longer)))
    assert "14 hours 30 minutes" in render.plain(message(line(Says.RESOLVED, longer), language=Language.EN))
    shorter = replace(over, since=NOW - timedelta(minutes=90))
    assert "It lasted: 90 minutes, from" in render.plain(message(line(Says.RESOLVED, shorter), language=Language.EN))


def test_the_severity_is_said_in_words_and_not_by_colour_alone():
    warning = incident(severity=Severity.WARNING)
    assert "مهمّة" in render.plain(message(line(of=warning)))
    assert "critical" in render.mail(message(language=Language.EN))[2]


def test_a_json_service_through_apprise_gets_plain_text():
    with collector() as double:
        apprise_at(double.url).send(replace(hostile_message("<b>x</b>"), language=Language.EN))
        assert "<b>x</b>" in double.bodies[0]["message"]
