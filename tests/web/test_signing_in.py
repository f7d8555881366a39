"""Signing in at the desk: by a link that is spent once, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from tests.tools.cast import Browser, Meeting
from tests.tools.dom import parse
from workshop import database
from workshop.extensions import db
from workshop.meeting import invite
from workshop.models import Invitation

Meet = Callable[..., Meeting]


def link(meeting: Meeting) -> str:
    with meeting.app.app_context():
        return f"/sign-in/{invite(meeting.at('desk'))}"


def test_a_link_signs_one_device_in_once(meet: Meet) -> None:
    meeting = meet()
    path, device = link(meeting), meeting.stranger()
    answer = device.get(path)
    assert answer.status_code == 303 and answer.headers["Location"] == meeting.at("desk")
    assert device.get(meeting.at("desk")).status_code == 200
    late = meeting.stranger()
    for asks in ("page", "json"):
        refused = late.get(path, asks=asks)
        assert refused.status_code == 401 and "Location" not in refused.headers
    assert late.get(path, asks="json").json["code"] == "link"
    assert late.get(meeting.at("desk")).status_code == 401 and not late.has_cookies


def test_a_head_spends_nothing(meet: Meet) -> None:
    meeting = meet()
    path, checker = link(meeting), meeting.stranger()
    for _ in range(3):
        assert checker.client.head(path).status_code in (200, 204)
    assert not checker.has_cookies
    assert meeting.stranger().get(path).status_code == 303


def test_a_link_lives_ten_minutes(meet: Meet) -> None:
    meeting = meet()
    young, old = link(meeting), link(meeting)
    with meeting.app.app_context(), database.write() as session:
        newest, older = session.scalars(db.select(Invitation).order_by(Invitation.id.desc()).limit(2))
        older.expires_at -= timedelta(minutes=9, seconds=50)
        newest.expires_at -= timedelta(minutes=10, seconds=1)
    assert meeting.stranger().get(old).status_code == 401
    assert meeting.stranger().get(young).status_code == 303


def test_a_link_leads_nowhere_outside(meet: Meet) -> None:
    meeting = meet()
    for leads_to in ("//evil.example", "https://evil.example", "/\\evil.example"):
        with meeting.app.app_context():
            token = invite(leads_to)
        assert "evil" not in meeting.stranger().get(f"/sign-in/{token}").headers["Location"]


def test_a_made_up_link_signs_nobody_in(app: Flask) -> None:
    for token in ("x", "%00", "é", "a" * 3000, "' OR 1=1 --"):
        stranger = Browser(app)
        assert stranger.get(f"/sign-in/{token}").status_code == 401
        assert not stranger.has_cookies


def test_a_flood_of_made_up_links_is_slowed_down(app: Flask) -> None:
    statuses = [Browser(app).get(f"/sign-in/made-up-{number}", asks="json").status_code for number in range(60)]
    assert statuses[0] == 401 and statuses[-1] == 429


def test_signing_out_ends_it_for_good_and_leaves_the_seat(meet: Meet) -> None:
    meeting = meet()
    device = meeting.facilitator()
    device.post(f"/j/{meeting.code}", asks="page")
    (kept,) = device.client._cookies.values()
    assert device.post("/sign-out", asks="page").status_code == 303
    assert device.get(meeting.at("desk")).status_code in (401, 403)
    assert device.get(meeting.at("notepad")).status_code == 200
    thief = meeting.stranger()
    thief.client.set_cookie(kept.key, kept.value)
    assert thief.get(meeting.at("desk")).status_code in (401, 403), "the cookie from before proves no sign-in any more"


def test_a_device_can_be_signed_out_from_another(app: Flask) -> None:
    meeting = Meeting(app)
    lost = meeting.facilitator()
    page = parse(meeting.desk.get("/devices").get_data(as_text=True))
    forms = [form["action"] for form in page.find_all("form") if form.get("action").endswith("/revocation")]
    assert forms
    for action in forms:
        assert meeting.desk.post(action, asks="page").status_code == 303
    assert lost.get(meeting.at("desk")).status_code == 401
    meeting.desk = meeting.facilitator()
    assert meeting.desk.post("/devices/999999/revocation").status_code == 404


def test_an_invitation_is_shown_once_and_signs_one_more_device_in(app: Flask) -> None:
    meeting = Meeting(app)
    answer = meeting.desk.post("/devices", asks="page")
    assert answer.status_code == 303
    html = meeting.desk.get(answer.headers["Location"]).get_data(as_text=True)
    found = re.search(r"/sign-in/([\w-]+)", html)
    assert found and "<svg" in html
    assert "/sign-in/" not in meeting.desk.get("/devices").get_data(as_text=True)
    tablet = meeting.stranger()
    assert tablet.get(f"/sign-in/{found[1]}").status_code == 303
    assert tablet.get(meeting.at("desk")).status_code == 200


def test_invitations_work_from_this_computer_or_over_https_only(app: Flask) -> None:
    meeting = Meeting(app)
    form = {"headers": {"Origin": "http://localhost", "Accept": "application/json"}}
    far = meeting.desk.client.post("/devices", environ_overrides={"REMOTE_ADDR": "192.168.1.20"}, **form)
    assert far.status_code == 403 and far.json["code"] == "loopback"


def test_a_sign_in_opens_every_workshop_of_the_house(meet: Meet) -> None:
    one, other = meet(), meet()
    assert one.desk.get(other.at("desk")).status_code == 200
    assert one.desk.get(other.at("screen")).status_code == 200
