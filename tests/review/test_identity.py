"""Who comes in, who stays out, and what each may do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rasid.errors import SettingsError
from rasid.model.desk import Role
from rasid.review.identity import COOKIE, personal_token
from rasid.review.secret import desk_secret
from rasid.settings import Settings
from tests.review.conftest import Desk
from tests.review.paper import BRIDGE, SECRET

EVERY_PAGE = (
    "/",
    f"/article?source=nahr&url={BRIDGE}",
    "/waivers",
    "/audit",
    "/style",
    "/incidents",
    "/incidents/1a2b3c4d",
    "/people",
    "/me",
    "/export.csv",
)
EVERY_ACT = (
    "/article/fixed",
    "/article/waive",
    "/article/comment",
    "/article/assign",
    "/article/doubt",
    "/waivers/1/lift",
    "/undo/1",
    "/style/save",
    "/style/preview",
    "/style/1/remove",
    "/style/import",
    "/style/import/preview",
    "/incidents/1a2b3c4d",
    "/silences/x/remove",
    "/people/invite",
    "/people/revoke",
)


def test_a_stranger_sees_nothing(desk: Desk) -> None:
    client = desk.client()
    for path in (*EVERY_PAGE, "/report/nahr", "/style.toml"):
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 401)
        assert "وادي الصفصاف" not in answer.text


def test_a_stranger_does_nothing(desk: Desk) -> None:
    client = desk.client()
    for path in (*EVERY_ACT, "/leave", "/language"):
        assert (path, client.post(path, data={}).status_code) == (path, 401)


def test_a_reader_does_nothing(desk: Desk) -> None:
    inside = desk.entered("هند", Role.READER)
    for path in EVERY_ACT:
        answer = inside.post(path, source="nahr", url=BRIDGE, rule="published_disagrees", reason="سبب", text="نص", term="لفظ")
        assert (path, answer) == (path, 403)
    assert [act.act for act in desk.ledger.desk.audit.recent()] == ["invite"]


@pytest.mark.parametrize("path", ["/people/invite", "/people/revoke"])
def test_an_editor_invites_nobody(desk: Desk, path: str) -> None:
    assert desk.entered("سلمى").post(path, name="نور", person="هند") == 403


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_a_form_without_its_token_is_refused(desk: Desk, token: str | None) -> None:
    inside = desk.entered("سلمى", Role.ADMIN)
    data = {"source": "nahr", "url": BRIDGE, "rule": "published_disagrees", "reason": "سبب"} | (
        {"csrf": token} if token is not None else {}
    )
    for path in EVERY_ACT:
        assert (path, inside.client.post(path, data=data).status_code) == (path, 403)


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}]
)
def test_a_form_of_another_site_is_refused_even_with_the_token(desk: Desk, headers: dict[str, str]) -> None:
    inside = desk.entered("سلمى")
    answer = inside.client.post(
        "/article/comment", data={"csrf": inside.csrf, "source": "nahr", "url": BRIDGE, "text": "نص"}, headers=headers
    )
    assert answer.status_code == 403
    assert desk.ledger.desk.comments("nahr", BRIDGE) == []


def test_the_token_of_one_person_is_no_good_for_another(desk: Desk) -> None:
    first, second = desk.entered("سلمى"), desk.entered("رنا")
    second.csrf = first.csrf
    assert second.post("/article/comment", source="nahr", url=BRIDGE, text="نص") == 403


def test_a_scanner_that_opens_the_link_does_not_come_in(desk: Desk) -> None:
    client, token = desk.client(), personal_token(SECRET, desk.invite("سلمى"))
    assert client.get(f"/enter?token={token}").status_code == 200
    assert client.get("/").status_code == 401
    assert client.post("/enter", data={"token": token}).status_code == 303
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("spoil", ["expired", "revoked", "another secret", "altered", "garbage"])
def test_a_link_that_is_over_or_forged_opens_nothing(desk: Desk, spoil: str) -> None:
    people = desk.ledger.desk.people
    person = people.invite("سلمى", Role.ADMIN, by=desk.admin, now=desk.clock(), expires_at=desk.clock() + timedelta(days=1))
    token = personal_token("another secret of somebody" if spoil == "another secret" else SECRET, person)
    if spoil == "expired":
        desk.clock.pass_(days=2)
    elif spoil == "revoked":
        people.revoke("سلمى", by=desk.admin, now=desk.clock())
    elif spoil == "altered":
        token = ("A" if token[0] != "A" else "B") + token[1:]
    elif spoil == "garbage":
        token = "../../etc/passwd"
    client = desk.client()
    assert client.get("/enter", params={"token": token}).status_code == 401
    assert client.post("/enter", data={"token": token}).status_code == 401
    assert COOKIE not in client.cookies


def test_a_link_of_the_older_invitation_ends_with_the_new_one(desk: Desk) -> None:
    old = desk.entered("سلمى", Role.ADMIN)
    desk.entered("سلمى", Role.READER)
    assert old.client.get("/").status_code == 401


def test_a_session_ends_with_its_invitation(desk: Desk) -> None:
    inside = desk.entered("سلمى")
    desk.ledger.desk.people.revoke("سلمى", by=desk.admin, now=desk.clock())
    assert inside.client.get("/").status_code == 401
    assert inside.post("/article/comment", source="nahr", url=BRIDGE, text="نص") == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(desk: Desk) -> None:
    answer = desk.client().post(
        "/enter", data={"token": personal_token(SECRET, desk.invite("سلمى"))}, headers={"X-Forwarded-Proto": "https"}
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" in cookie


def test_the_one_time_link_is_good_once_and_on_this_machine_alone(desk: Desk) -> None:
    place = replace(desk.place, one_time="printed-in-the-terminal", local_name="rasid-host")
    assert desk.client(place, peer="192.0.2.7").get("/enter?once=printed-in-the-terminal").status_code == 401
    client = desk.client(place)
    assert client.get("/enter?once=something-else").status_code == 401
    assert client.get("/enter?once=printed-in-the-terminal").status_code == 303
    assert client.get("/people").status_code == 200
    assert desk.client(place).get("/enter?once=printed-in-the-terminal").status_code == 401
    far = desk.client(place, peer="192.0.2.7")
    far.cookies.set(COOKIE, client.cookies[COOKIE])
    assert far.get("/").status_code == 401


@pytest.mark.parametrize(("peer", "expected"), [("10.1.2.3", 200), ("192.0.2.7", 401)])
def test_the_header_of_a_proxy_is_believed_from_the_proxy_alone(desk: Desk, peer: str, expected: int) -> None:
    place = replace(desk.place, user_header="X-Forwarded-User", trusted_proxies=("10.0.0.0/8",))
    assert desk.client(place, peer=peer).get("/", headers={"X-Forwarded-User": "سلمى".encode()}).status_code == expected


def test_without_the_setting_no_header_is_believed(desk: Desk) -> None:
    assert desk.client().get("/", headers={"X-Forwarded-User": "admin"}).status_code == 401


def test_a_person_named_by_the_proxy_has_the_role_of_their_invitation(desk: Desk) -> None:
    place = replace(desk.place, user_header="X-Forwarded-User", trusted_proxies=("127.0.0.1",))
    headers = {"X-Forwarded-User": "salma"}
    assert desk.client(place).get("/people", headers=headers).status_code == 403
    desk.invite("salma", Role.ADMIN)
    assert desk.client(place).get("/people", headers=headers).status_code == 200
    desk.ledger.desk.people.revoke("salma", by=desk.admin, now=desk.clock())
    assert desk.client(place).get("/", headers=headers).status_code == 401


def test_another_host_name_is_not_answered_to(desk: Desk) -> None:
    client = desk.client(replace(desk.place, hosts=frozenset({"127.0.0.1", "desk.example"})))
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/healthz", headers={"Host": "desk.example:443"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/enter?token=x", "/healthz", "/static/desk.js", "/missing"])
def test_every_answer_forbids_inline_scripts_and_frames(desk: Desk, path: str) -> None:
    headers = desk.client().get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_no_page_has_an_inline_script_or_style(desk: Desk) -> None:
    inside = desk.entered("سلمى", Role.ADMIN)
    for path in EVERY_PAGE[:-1]:
        html = inside.get(path)
        assert "<style" not in html
        assert " style=" not in html
        assert html.count("<script") == html.count('<script src="/static/desk.js"') == 1


def test_a_form_too_large_is_refused(desk: Desk) -> None:
    inside = desk.entered("سلمى")
    assert inside.post("/article/comment", source="nahr", url=BRIDGE, text="ن" * 2_000_000) == 413


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil"])
def test_no_form_leads_to_another_site(desk: Desk, back: str) -> None:
    inside = desk.entered("سلمى")
    answer = inside.client.post("/language", data={"csrf": inside.csrf, "language": "en", "back": back})
    assert answer.headers["location"] == "/"


def test_metrics_are_for_who_carries_the_token_and_for_people_of_the_desk(desk: Desk) -> None:
    """Behind a proxy on the same machine every request comes from loopback: that proves nothing."""
    place = replace(desk.place, metrics=lambda: "rasid_up 1\n", metrics_token="of prometheus")
    assert desk.client(place).get("/metrics").status_code == 401
    assert desk.client(place).get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert desk.client(place, peer="192.0.2.7").get("/metrics", headers={"Authorization": "Bearer of prometheus"}).text == "rasid_up 1\n"
    tokenless = desk.client(replace(place, metrics_token=None))
    assert tokenless.get("/metrics", headers={"Authorization": "Bearer None"}).status_code == 401
    tokenless.cookies = desk.entered().client.cookies
    assert tokenless.get("/metrics").status_code == 200
    assert desk.client().get("/metrics").status_code == 404


def test_leaving_ends_the_session_itself(desk: Desk) -> None:
    inside = desk.entered()
    copied = inside.client.cookies[COOKIE]
    assert inside.post("/leave") == 303
    other_process = desk.client()
    other_process.cookies.set(COOKIE, copied)
    assert other_process.get("/").status_code == 401


def test_ending_all_sessions_ends_those_of_other_machines_and_nobody_else_s(desk: Desk) -> None:
    person = desk.invite("سلمى")
    rana = desk.entered("رنا")
    first, second = desk.client(), desk.client()
    for client in (first, second):
        client.post("/enter", data={"token": personal_token(SECRET, person)})
    html = first.get("/me").text
    csrf = re.search(r'name="csrf" value="([^"]+)"', html)
    assert csrf
    assert html.count("بدأت") == 2
    assert first.post("/me/end", data={"csrf": csrf.group(1)}).status_code == 303
    assert [client.get("/").status_code for client in (first, second, rana.client)] == [401, 401, 200]


def test_a_session_ends_after_a_month_without_a_visit_and_lasts_as_long_as_somebody_comes(desk: Desk) -> None:
    inside, away = desk.entered("سلمى"), desk.entered("رنا")
    for _ in range(3):
        desk.clock.pass_(days=20)
        assert inside.client.get("/").status_code == 200
    assert away.client.get("/").status_code == 401


def test_a_personal_link_opens_for_seven_days_and_the_session_goes_on(desk: Desk) -> None:
    person = desk.invite("سلمى")
    token = personal_token(SECRET, person)
    inside = desk.client()
    assert inside.post("/enter", data={"token": token}).status_code == 303
    desk.clock.pass_(days=8)
    assert desk.client().get("/enter", params={"token": token}).status_code == 401
    assert desk.client().post("/enter", data={"token": token}).status_code == 401
    assert inside.get("/").status_code == 200


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)  # type: ignore[call-arg]
    made = desk_secret(settings)
    assert desk_secret(settings) == made
    assert len(made) >= 32
    assert (tmp_path / "desk.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "desk.key").write_text("")
    with pytest.raises(SettingsError, match=r"desk\.key"):
        desk_secret(settings)


def test_a_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(SettingsError, match="RASID_DESK_SECRET"):
        desk_secret(Settings(desk_secret="1234"))  # type: ignore[call-arg, arg-type]
