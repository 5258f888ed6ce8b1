"""Nobody comes in who was not let in, and nobody breaks the door: attacks, all refused.

Each is tried on a real page process; afterwards it must still serve its own browser, and the diary
must hold what it held before.
"""

from __future__ import annotations

import http.client
import os
import pwd
import re
import socket
import stat
import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from selfcare.app.page_door import HOST, PageState, read_page_state
from selfcare.diary.store import Diary
from selfcare.page.admission import GOOD_FOR, Admission
from selfcare.page.application import VIEWS
from selfcare.page.doors import HEADERS, LARGEST_BODY, cookie_name
from selfcare.page.presence import ENDS_AFTER, Presence
from tests.fakes import ToldClock
from tests.page.living import ServedPage
from tests.page.reader import ORIGIN, Reader

EVERY_PAGE = [way.path for view in VIEWS for way in view if way.method == "GET"]
EVERY_FORM = [way.path for view in VIEWS for way in view if way.method == "POST"]
PATIENCE = 20


class Stranger:
    """Somebody on this computer who speaks HTTP by hand, with or without the user's cookie."""

    def __init__(self, state: PageState, cookie: str) -> None:
        self.port = state.port
        self.origin = state.origin
        self.cookie = f"{cookie_name(state.port)}={cookie}"

    def asks(
        self,
        path: str,
        method: str = "GET",
        *,
        cookie: bool = False,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> int:
        """Send a request and return the status of the answer."""
        status, _, _ = self.hears(path, method, cookie=cookie, body=body, headers=headers)
        return status

    def hears(
        self,
        path: str,
        method: str = "GET",
        *,
        cookie: bool = False,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send a request and return status, headers and body of the answer."""
        sent = dict(headers or {})
        if cookie:
            sent["Cookie"] = self.cookie
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body or None, sent)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPage]:
    """One page process for all attacks of this file: it must outlive them all."""
    page = ServedPage(tmp_path_factory.mktemp("attacked"))
    page.day.command("pause")
    yield page
    page.end()


@pytest.fixture(scope="module")
def cookie(served: ServedPage) -> str:
    """Return what the own browser of the user was given."""
    return traded(served.address())


def traded(address: str) -> str:
    """Open an address as a browser does, and return the cookie."""
    found = re.fullmatch(rf"http://({HOST}):(\d+)(/start/.+)", address)
    assert found is not None
    connection = http.client.HTTPConnection(found[1], int(found[2]), timeout=PATIENCE)
    connection.request("GET", found[3])
    answer = connection.getresponse()
    assert answer.status == 303, answer.read()
    given = answer.getheader("Set-Cookie") or ""
    connection.close()
    assert "HttpOnly" in given
    assert "samesite=strict" in given.lower()
    return given.split(";")[0].partition("=")[2]


@pytest.fixture
def stranger(served: ServedPage, cookie: str) -> Iterator[Stranger]:
    """Give a stranger; what they tried must have changed nothing."""
    found = Stranger(served.state, cookie)
    before = entries(served)
    yield found
    assert found.asks("/today", cookie=True) == 200
    assert entries(served) == before


def entries(served: ServedPage) -> list[object]:
    with Diary.open(served.folders.diary, may_migrate=False) as diary:
        return [*diary.entries()]


# Words and cookies


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_without_a_cookie_is_refused(stranger: Stranger, path: str) -> None:
    status, _, body = stranger.hears(path)

    assert status == 403
    assert b"open selfcare" in body


@pytest.mark.parametrize("path", EVERY_FORM)
def test_a_form_without_a_cookie_is_refused(stranger: Stranger, path: str) -> None:
    assert stranger.asks(path, "POST", headers={"Origin": stranger.origin}) == 403


def test_the_cookie_of_another_port_or_name_does_not_count(stranger: Stranger, cookie: str) -> None:
    for name in (cookie_name(stranger.port + 1), "selfcare", "session"):
        assert stranger.asks("/today", headers={"Cookie": f"{name}={cookie}"}) == 403


@pytest.mark.parametrize("word", ["", "x", "a" * 43, "../today", "%00", "é", "a" * 20_000])
def test_a_word_that_nobody_announced_opens_nothing(stranger: Stranger, word: str) -> None:
    path = "/start/" + "".join(f"%{byte:02x}" for byte in word.encode())

    status, headers, _ = stranger.hears(path)

    assert status in (400, 403, 404)
    assert "set-cookie" not in {name.lower() for name in headers}


def test_a_word_used_twice_ends_what_it_opened(served: ServedPage, stranger: Stranger) -> None:
    address = served.address()
    path = address.removeprefix(stranger.origin)
    opened = Stranger(served.state, traded(address))
    assert opened.asks("/today", cookie=True) == 200

    assert stranger.asks(path) == 403

    assert opened.asks("/today", cookie=True) == 403


def test_a_word_is_good_for_a_minute() -> None:
    clock = ToldClock(at=None)  # type: ignore[arg-type] # only its steady seconds are asked for
    admission = Admission("key", clock.monotonic)
    admission.expect("soon")
    admission.expect("late")
    clock.awake = GOOD_FOR
    cookie = admission.trade("soon")
    clock.awake = GOOD_FOR + 0.1

    assert cookie is not None
    assert admission.admits(cookie)
    assert admission.trade("late") is None


def test_only_the_key_of_the_users_own_folder_announces_a_word(
    served: ServedPage, stranger: Stranger
) -> None:
    word = b'{"token": "mine"}'
    for key in ("", "Bearer", "Bearer x", f"Basic {served.state.key}", "Bearer é"):
        headers = {"Origin": stranger.origin, "Authorization": key.encode().decode("latin-1")}
        assert stranger.asks("/admit", "POST", body=word, headers=headers) == 403

    assert stranger.asks("/start/mine") == 403


def test_the_key_lies_where_only_the_user_can_read(served: ServedPage) -> None:
    state = served.folders.state

    assert stat.S_IMODE((state / "page.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_another_user_of_this_computer_gets_nothing(served: ServedPage, stranger: Stranger) -> None:
    if os.geteuid() != 0:
        return  # only root can become somebody else; the rights of the key are looked at above
    nobody = pwd.getpwnam("nobody").pw_uid
    attempts = (
        "import http.client, pathlib, sys\n"
        "try:\n"
        "    print(pathlib.Path(sys.argv[2]).read_text())\n"
        "except OSError:\n"
        "    print('no key')\n"
        "for path in ('/', '/today', '/diary', '/start/' + 'a' * 43):\n"
        "    line = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]))\n"
        "    line.request('GET', path)\n"
        "    print(line.getresponse().status)\n"
    )
    key = served.folders.state / "page.json"
    done = subprocess.run(
        ["/usr/bin/python3", "-I", "-c", attempts, str(stranger.port), str(key)],
        user=nobody,
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split("\n")[:-1] == ["no key", "403", "403", "403", "403"]


# Names and origins


@pytest.mark.parametrize(
    "host",
    [
        "localhost:{port}",
        "localhost",
        "[::1]:{port}",
        "127.0.0.1",
        "127.0.0.1:{other}",
        "127.0.0.2:{port}",
        "0.0.0.0:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "127.0.0.1.:{port}",
        "127.0.0.1.nip.io:{port}",
        "rebound.example:{port}",
        "evil.example",
        "127.0.0.1:{port}@evil.example",
        "127.0.0.1:{port}, evil.example",
        "",
    ],
)
def test_another_name_than_the_exact_one_is_refused(stranger: Stranger, host: str) -> None:
    name = host.format(port=stranger.port, other=stranger.port + 1)

    assert stranger.asks("/today", cookie=True, headers={"Host": name}) == 400


def test_two_names_or_none_are_refused(stranger: Stranger) -> None:
    good = f"Host: {HOST}:{stranger.port}\r\n"
    for names in ("", good + good, good + "Host: evil.example\r\n"):
        request = f"GET /today HTTP/1.1\r\n{names}Cookie: {stranger.cookie}\r\n\r\n"
        with socket.create_connection((HOST, stranger.port), PATIENCE) as line:
            line.sendall(request.encode())
            assert line.recv(12) == b"HTTP/1.1 400"


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "http://localhost:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:{other}",
        "https://127.0.0.1:{port}",
        "http://[::1]:{port}",
        "http://evil.example",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:{port}/",
        "HTTP://127.0.0.1:{port}",
    ],
)
@pytest.mark.parametrize("path", ["/here", *EVERY_FORM[:3]])
def test_a_form_from_elsewhere_is_refused_even_with_the_cookie(
    stranger: Stranger, path: str, origin: str | None
) -> None:
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    if origin is not None:
        sent["Origin"] = origin.format(port=stranger.port, other=stranger.port + 1)

    assert stranger.asks(path, "POST", cookie=True, body=b"a=b", headers=sent) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_of_this_computer_cannot_embed_ours(stranger: Stranger, site: str) -> None:
    assert stranger.asks("/today", cookie=True, headers={"Sec-Fetch-Site": site}) == 403


# Paths and bodies


@pytest.mark.parametrize(
    "path",
    [
        "/static/../visit.py",
        "/static/..%2f..%2fpage%2fvisit.py",
        "/static/%2e%2e/visit.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/....//visit.py",
        "/static/..\\visit.py",
        "/static/%5c..%5cvisit.py",
        "/static/base.css%00.js",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/today",
        "/today/../admit",
    ],
)
def test_no_path_leads_out_of_the_pages(stranger: Stranger, path: str) -> None:
    status, _, body = stranger.hears(path, cookie=True)

    assert status in (400, 403, 404, 405)
    assert b"import" not in body
    assert b"root:" not in body


@pytest.mark.parametrize("path", ["/admit", "/here", *EVERY_FORM])
def test_ten_megabytes_are_refused_unread(stranger: Stranger, path: str) -> None:
    headers = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}:{stranger.port}\r\nOrigin: {stranger.origin}\r\n"
        f"Cookie: {stranger.cookie}\r\nContent-Length: 10000000\r\n\r\n"
    )
    with socket.create_connection((HOST, stranger.port), PATIENCE) as line:
        line.sendall(headers.encode())
        assert line.recv(12) == b"HTTP/1.1 413"


@pytest.mark.parametrize("path", EVERY_FORM[:2])
def test_ten_megabytes_without_a_length_are_cut_off(stranger: Stranger, path: str) -> None:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}:{stranger.port}\r\nOrigin: {stranger.origin}\r\n"
        f"Cookie: {stranger.cookie}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    part = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    assert 2 * LARGEST_BODY < 160 * 0x10000
    with socket.create_connection((HOST, stranger.port), PATIENCE) as line:
        line.sendall(head.encode())
        try:
            for _ in range(160):
                line.sendall(part)
            line.sendall(b"0\r\n\r\n")
        except OSError:
            return  # cut off while it was still talking
        assert line.recv(12) in (b"HTTP/1.1 413", b"")


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "ten", "9" * 30])
def test_a_length_that_is_none_is_refused(stranger: Stranger, length: str) -> None:
    request = (
        f"POST /here HTTP/1.1\r\nHost: {HOST}:{stranger.port}\r\nOrigin: {stranger.origin}\r\n"
        f"Cookie: {stranger.cookie}\r\nContent-Length: {length}\r\n\r\n"
    )
    with socket.create_connection((HOST, stranger.port), PATIENCE) as line:
        line.sendall(request.encode())
        assert line.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 413")


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a=%ff", b"&".join(b"a=b" for _ in range(5000))])
@pytest.mark.parametrize("path", EVERY_FORM)
def test_a_body_that_is_no_form_is_refused(stranger: Stranger, path: str, body: bytes) -> None:
    sent = {"Origin": stranger.origin, "Content-Type": "application/x-www-form-urlencoded"}

    status = stranger.asks(path, "POST", cookie=True, body=body, headers=sent)

    assert status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_no_other_method_is_answered(stranger: Stranger, method: str) -> None:
    assert stranger.asks("/today", method, cookie=True) in (400, 405)


@pytest.mark.parametrize("path", EVERY_FORM)
def test_looking_changes_nothing(stranger: Stranger, path: str) -> None:
    if path not in EVERY_PAGE:
        assert stranger.asks(path, cookie=True) == 405


def test_a_thousand_requests_at_once_leave_it_alive(stranger: Stranger) -> None:
    def one(number: int) -> int:
        try:
            return stranger.asks("/today" if number % 2 else "/diary", cookie=number % 3 > 0)
        except OSError:
            return 0

    with ThreadPoolExecutor(100) as crowd:
        answers = [*crowd.map(one, range(1000))]

    assert {*answers} <= {0, 200, 403, 404, 503}
    assert answers.count(200) > 0


def test_half_a_request_holds_nobody_up(stranger: Stranger) -> None:
    with socket.create_connection((HOST, stranger.port), PATIENCE) as line:
        line.sendall(b"GET /today HTTP/1.1\r\nHost: ")
        assert stranger.asks("/today", cookie=True) == 200


def test_endless_headers_are_cut_off(stranger: Stranger) -> None:
    with socket.create_connection((HOST, stranger.port), PATIENCE) as line:
        line.sendall(b"GET /today HTTP/1.1\r\n")
        try:
            for number in range(200):
                line.sendall(b"X-%d: %s\r\n" % (number, b"a" * 4096))
            assert line.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 431", b"")
        except OSError:
            return  # cut off while it was still talking


def test_it_listens_on_this_computers_own_address_only(served: ServedPage) -> None:
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{served.state.port:04X}")
    ]

    assert listening == [f"0100007F:{served.state.port:04X}"]


# What every answer carries


@pytest.mark.parametrize(
    ("path", "status"),
    [("/today", 200), ("/static/base.css", 200), ("/nowhere", 404), ("/start/x", 403)],
)
def test_every_answer_is_private(stranger: Stranger, path: str, status: int) -> None:
    found, headers, _ = stranger.hears(path, cookie=True)

    assert found == status
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value
    assert "server" not in headers


@pytest.mark.parametrize("path", [path for path in EVERY_PAGE if not path.endswith("/events")])
def test_a_page_asks_for_nothing_from_elsewhere_and_runs_nothing_of_its_own(
    reader: Reader, path: str
) -> None:
    answer = reader.get(path)

    assert answer.status_code < 500, answer.text[:300]
    assert not re.search(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", answer.text)
    assert not re.search(r"""<script(?![^>]*\bsrc=)(?![^>]*application/json)""", answer.text)
    assert not re.search(r"""<[^>]+\s(?:style|on\w+)\s*=""", answer.text)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_an_address_is_neutral(path: str) -> None:
    assert not re.search(r"pain|ache|migraine|cycle|period|bleed|muscle|symptom|trigger", path)


def test_the_reader_of_these_tests_is_refused_like_anybody(reader: Reader) -> None:
    reader.cookies.clear()

    assert reader.get("/today").status_code == 403
    assert reader.post("/here", Origin=ORIGIN).status_code == 403


# The end


def test_it_ends_fifteen_minutes_after_the_last_sign() -> None:
    clock = ToldClock(at=None)  # type: ignore[arg-type] # only its steady seconds are asked for
    presence = Presence(clock.monotonic)
    clock.awake = ENDS_AFTER
    assert not presence.is_over
    presence.sign()
    clock.awake = 2 * ENDS_AFTER
    assert not presence.is_over
    clock.awake += 1

    assert presence.is_over


def test_it_does_not_end_while_a_page_watches() -> None:
    clock = ToldClock(at=None)  # type: ignore[arg-type] # only its steady seconds are asked for
    presence = Presence(clock.monotonic)
    presence.watch()
    clock.awake = 10 * ENDS_AFTER
    assert not presence.is_over
    presence.leave()
    clock.awake += ENDS_AFTER + 1

    assert presence.is_over


def test_an_open_page_is_used_again(served: ServedPage) -> None:
    before = served.state
    first, second = served.address("today"), served.address("diary")

    assert served.state == before
    assert first.split("/start/")[0] == second.split("/start/")[0]
    assert read_page_state(served.folders.state) == before


@pytest.mark.parametrize("path", ["/today", "/diary", "/notes/save"])
def test_no_browser_sends_a_page_to_be_translated(reader: Reader, path: str) -> None:
    assert re.search(r'<html [^>]*translate="no"', reader.text(path))
