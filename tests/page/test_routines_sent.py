"""A routine file somebody sent: looked at first, saved when its user says so, never over one."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from selfcare.app.watching import ConfigurationWatch
from selfcare.config.new_file import keep_beside, put_new
from selfcare.config.paths import folders
from selfcare.config.source import LARGEST
from selfcare.page.sent_files import MOST, SentFile, SentFiles
from selfcare.page.short_names import short_name
from tests.cli.command_line import CommandLine
from tests.page.reader import Reader
from tests.page.routine_files import (
    BAD,
    GOOD,
    HOSTILE,
    SCRIPT,
    TOO_LONG,
    fields_of,
    own_files,
    sent,
    token_of,
    written,
)
from tests.page.test_routines import rows, words_of

BAD_FILES = sorted((Path(__file__).parents[1] / "data" / "routines" / "bad").glob("*.toml"))
SAVE = "/routines/save"


def save(reader: Reader, address: str, **more: str) -> str:
    return reader.goes(SAVE, {"file": token_of(address), **more})


# Looking


def test_a_good_file_is_shown_step_by_step_and_nothing_is_written(reader: Reader) -> None:
    CommandLine().screen()

    html = reader.text(sent(reader, GOOD))

    text = words_of(html)
    assert "A file to look at, not saved yet: annas-ridge.toml" in text
    assert "The ridge, as Anna showed it 2 minutes, at the desk, with your fingers" in text
    assert "Step 1 left, then right, 30 seconds" in text
    assert "Pressure 4 of 10" in text
    assert "Stop when it gets uncomfortable." in text
    assert "Source: Anna, my therapist" in text
    assert html.count('class="drawing"') == 3
    assert own_files() == {}
    assert not folders().routines.exists()


def test_what_the_health_questions_say_of_it_is_said_before_it_is_saved(reader: Reader) -> None:
    text = words_of(reader.text(sent(reader, GOOD)))

    assert "This routine waits at the moment. A few health questions come first." in text
    assert "Save it" in text


def test_a_file_with_mistakes_is_told_line_by_line_and_cannot_be_saved(reader: Reader) -> None:
    address = sent(reader, TOO_LONG)

    html = reader.text(address)
    said = reader.refused(SAVE, {"file": token_of(address)})

    text = words_of(html)
    assert "This file cannot be used yet" in text
    assert "Line 13, step 1 seconds = 200 A repetition of kind press takes 10 to 90" in text
    assert "Choose seconds from 10 to 90" in text
    assert "Save it" not in text
    assert said == "This file cannot be used as it is, so nothing was written."
    assert own_files() == {}


def test_several_mistakes_are_all_told(reader: Reader) -> None:
    text = words_of(reader.text(sent(reader, BAD)))

    assert '"setting" must be one of' in text
    assert 'Did you mean "desk"?' in text
    assert "Choose seconds from 10 to 90" in text


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.stem)
def test_no_bad_file_can_be_saved_by_any_way(reader: Reader, path: Path) -> None:
    address = sent(reader, path.read_bytes(), path.name)
    html = reader.text(address)

    if 'action="/routines/save"' in html:
        # Only notes were found.
        assert "only a note" in html
        return
    reader.refused(SAVE, {"file": token_of(address), "replace": "yes"})
    assert own_files() == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Dear Mr Meier,\nhere it is.\n", "Line 1 Dear Mr Meier, This line is not of the form"),
        (b"\xff\xfeI\x00d\x00", "This file is not UTF-8 text"),
        (b"id = 'a'\0", "This is not text but an empty byte"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", "This file is not UTF-8 text"),
        (b"[" * 5000, "This file cannot be used yet"),
        (b"a = " + b"9" * 5000, "This file cannot be used yet"),
    ],
    ids=["a letter", "UTF-16", "a null byte", "a document", "brackets", "a long number"],
)
def test_what_is_no_routine_at_all_is_told_kindly(
    reader: Reader, content: bytes, told: str
) -> None:
    text = words_of(reader.text(sent(reader, content)))

    assert told in text
    assert own_files() == {}


@pytest.mark.parametrize("content", [b"", b" \n\t\n"], ids=["nothing", "blanks"])
def test_an_empty_file_is_told(reader: Reader, content: bytes) -> None:
    assert reader.refused("/routines/preview", fields_of(content)) == "This file is empty."


def test_the_largest_file_is_taken_and_one_byte_more_is_not(reader: Reader) -> None:
    filled = GOOD.encode() + b"#" * (LARGEST - len(GOOD.encode()))

    assert "Save it" in words_of(reader.text(sent(reader, filled)))
    said = reader.refused("/routines/preview", fields_of(filled + b"#"))
    assert said == "This file is larger than 256 KB, so it is hardly a routine."


@pytest.mark.parametrize("letters", ["%%%", "YQ", "a b", "ü", ""])
def test_what_did_not_arrive_whole_is_told(reader: Reader, letters: str) -> None:
    reader.refused("/routines/preview", {"file": letters, "name": "a.toml"})

    assert own_files() == {}


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault_and_stay(reader: Reader) -> None:
    content = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()

    save(reader, sent(reader, content))

    assert (folders().routines / "annas-ridge.toml").read_bytes() == content


def test_what_was_not_sent_or_is_forgotten_is_told(reader: Reader) -> None:
    first = sent(reader, GOOD)
    for number in range(MOST):
        sent(reader, GOOD.replace("annas-ridge", f"other-{number}"))

    for address in (first, "/routines/preview?file=nothing", "/routines/preview"):
        answer = reader.get(address)
        assert answer.status_code == 422
        assert "Please choose it once more; nothing was saved." in answer.text
        reader.refused(SAVE, {"file": token_of(address), "replace": "yes"})
    assert own_files() == {}


def test_only_the_latest_files_are_kept() -> None:
    files = SentFiles()
    names = [files.keep(SentFile(str(number).encode(), "a.toml")) for number in range(MOST + 3)]

    assert [files.find(name) is not None for name in names] == [False] * 3 + [True] * MOST


@pytest.mark.parametrize(
    "name", ["../../evil.toml", "/etc/passwd", "C:\\evil.toml", "a" * 5000, "", "\x00", SCRIPT]
)
def test_where_it_is_saved_never_depends_on_what_the_file_was_called(
    reader: Reader, name: str
) -> None:
    html = reader.text(sent(reader, GOOD, name))
    save(reader, sent(reader, GOOD, name))

    assert SCRIPT not in html
    assert list(own_files()) == ["annas-ridge.toml"]


@pytest.mark.parametrize("wanted", ["../evil", "/etc/evil", "a/b", "Evil", "", "a" * 61, ".hidden"])
def test_an_id_that_leads_elsewhere_cannot_be_saved(reader: Reader, wanted: str) -> None:
    address = sent(reader, GOOD.replace("annas-ridge", wanted))

    reader.refused(SAVE, {"file": token_of(address), "replace": "yes"})

    assert own_files() == {}


# Saving


def test_a_saved_file_is_there_byte_for_byte_and_stands_among_the_users_own(
    reader: Reader,
) -> None:
    leads = save(reader, sent(reader, GOOD))

    assert own_files() == {"annas-ridge.toml": GOOD}
    path, _, place = leads.partition("#")
    assert place == "mine"
    html = reader.text(path)
    text = words_of(html)
    assert "“The ridge, as Anna showed it” is one of your own routines now" in text
    assert str(folders().routines / "annas-ridge.toml") in text
    assert "My own (1)" in html
    assert "your own" in words_of(rows(html)["The ridge, as Anna showed it"])
    assert (folders().routines / "routine.schema.json").exists()
    assert (folders().routines / "annas-ridge.toml").stat().st_mode & 0o077 == 0


def test_the_background_program_takes_a_saved_file_over_by_itself(reader: Reader) -> None:
    watch = ConfigurationWatch(folders())
    assert "annas-ridge" not in watch.in_force.library.routines

    save(reader, sent(reader, GOOD))
    for _ in range(3):
        watch.look()

    assert "annas-ridge" in watch.in_force.library.routines


def test_saving_twice_is_saving_once(reader: Reader) -> None:
    address = sent(reader, GOOD)

    assert save(reader, address) == save(reader, address)
    text = words_of(reader.text(address))

    assert own_files() == {"annas-ridge.toml": GOOD}
    assert "This very file is among your own routines already." in text
    assert "Save it" not in text


def test_a_file_that_is_there_stays_unless_its_user_says_otherwise(reader: Reader) -> None:
    written("annas-ridge.toml", GOOD.replace("as Anna showed it", "as it was"))
    before = own_files()
    address = sent(reader, GOOD)

    text = words_of(reader.text(address))
    said = reader.refused(SAVE, {"file": token_of(address)})

    assert "There is a file of this name already" in text
    assert "It holds your routine “The ridge, as it was”." in text
    assert said.startswith("There is a file of this name already, and it stays:")
    assert own_files() == before


def test_a_file_that_gives_way_is_kept_beside_the_new_one(reader: Reader) -> None:
    versions = [GOOD.replace("as Anna showed it", f"number {number}") for number in range(4)]
    written("annas-ridge.toml", versions[0])

    for version in versions[1:]:
        leads = save(reader, sent(reader, version), replace="yes")

    assert own_files() == {
        "annas-ridge.toml": versions[3],
        "annas-ridge.toml.bak": versions[0],
        "annas-ridge.toml.bak2": versions[1],
        "annas-ridge.toml.bak3": versions[2],
    }
    assert "annas-ridge.toml.bak3" in words_of(reader.text(leads.partition("#")[0]))


def test_a_routine_kept_under_another_name_is_replaced_there_and_not_doubled(
    reader: Reader,
) -> None:
    older = GOOD.replace("as Anna showed it", "as it was")
    written("mine.toml", older)

    reader.refused(SAVE, {"file": token_of(sent(reader, GOOD))})
    save(reader, sent(reader, GOOD), replace="yes")

    assert own_files() == {"mine.toml": GOOD, "mine.toml.bak": older}


def test_a_broken_file_in_the_way_is_kept_too(reader: Reader) -> None:
    written("annas-ridge.toml", "not a routine")

    reader.refused(SAVE, {"file": token_of(sent(reader, GOOD))})
    save(reader, sent(reader, GOOD), replace="yes")

    assert own_files() == {"annas-ridge.toml": GOOD, "annas-ridge.toml.bak": "not a routine"}


def test_a_folder_in_the_way_stays(reader: Reader) -> None:
    (folders().routines / "annas-ridge.toml").mkdir(parents=True)

    said = reader.refused(SAVE, {"file": token_of(sent(reader, GOOD)), "replace": "yes"})

    assert said.startswith("There is a file of this name already, and it stays:")


def test_a_link_stays_a_link(reader: Reader, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(GOOD.replace("as Anna showed it", "as it was"))
    folders().routines.mkdir(parents=True)
    link = folders().routines / "annas-ridge.toml"
    link.symlink_to(elsewhere)

    save(reader, sent(reader, GOOD), replace="yes")

    assert link.is_symlink()
    assert elsewhere.read_text() == GOOD


def test_a_file_that_came_meanwhile_is_not_written_over(reader: Reader) -> None:
    address = sent(reader, GOOD)
    reader.text(address)
    written("annas-ridge.toml", "came meanwhile")

    reader.refused(SAVE, {"file": token_of(address)})

    assert own_files() == {"annas-ridge.toml": "came meanwhile"}


def test_taking_the_place_of_a_shipped_routine_is_said_before(reader: Reader) -> None:
    address = sent(reader, GOOD.replace("annas-ridge", "slow-breath"))

    text = words_of(reader.text(address))
    save(reader, address)

    assert "It takes the place of “Slow breathing”, which came with selfcare" in text
    assert list(own_files()) == ["slow-breath.toml"]
    assert "Slow breathing" not in rows(reader.text("/routines"))


def test_a_hidden_routine_of_the_same_name_stays_hidden_and_that_is_said(reader: Reader) -> None:
    CommandLine().screen()
    CommandLine().ok("routines", "hide", "slow-breath")

    text = words_of(reader.text(sent(reader, GOOD.replace("annas-ridge", "slow-breath"))))

    assert "You have hidden this routine" in text


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(reader: Reader) -> None:
    folders().config.mkdir(parents=True)
    folders().routines.write_text("a file where the folder belongs")

    answer = reader.post(SAVE, {"file": token_of(sent(reader, GOOD))})

    assert answer.status_code == 503
    assert "cannot be written" in answer.json()["said"]


def test_notes_do_not_keep_a_file_from_being_saved(reader: Reader) -> None:
    short = GOOD.replace("seconds = 60", "seconds = 2").replace("seconds = 30", "seconds = 10")
    address = sent(reader, short)

    text = words_of(reader.text(address))
    save(reader, address)

    assert "These are only notes; the file can be saved as it is." in text
    assert own_files() == {"annas-ridge.toml": short}


def test_nothing_a_sent_file_says_becomes_part_of_the_page(reader: Reader) -> None:
    wrong = f"id = '{SCRIPT}'\ntitle = '{SCRIPT}'\n\"{SCRIPT}\" = 1\n"
    pages = [
        reader.text(sent(reader, HOSTILE, f"{SCRIPT}.toml")),
        reader.text(sent(reader, wrong, "<b>.toml")),
        reader.text(sent(reader, f"{SCRIPT}\n", '" onload="alert(1)')),
    ]
    leads = save(reader, sent(reader, HOSTILE))
    pages.append(reader.text(leads.partition("#")[0]))

    for html in pages:
        assert "&lt;script&gt;" in html
        assert SCRIPT not in html
        assert "<img" not in html
        assert "<b>" not in html
        assert not re.search(r"<[^>]*\son\w+=", html)


def test_the_saved_routine_is_begun_like_any_other(reader: Reader) -> None:
    CommandLine().screen()
    save(reader, sent(reader, GOOD))

    html = reader.text(f"/routines/one?name={short_name('annas-ridge')}")

    assert 'action="/session/choose"' in html
    assert 'value="annas-ridge"' in html


# The files themselves


def test_a_new_file_takes_no_others_place(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    put_new(path, b"one")

    with pytest.raises(FileExistsError):
        put_new(path, b"two")

    assert path.read_bytes() == b"one"
    assert [one.name for one in tmp_path.iterdir()] == ["a.toml"]


def test_where_a_drive_knows_no_second_names_a_new_file_takes_no_others_place_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError("not here")

    monkeypatch.setattr("os.link", no_links)
    path = tmp_path / "a.toml"
    put_new(path, b"one")

    with pytest.raises(FileExistsError):
        put_new(path, b"two")

    assert path.read_bytes() == b"one"
    assert [one.name for one in tmp_path.iterdir()] == ["a.toml"]


def test_the_same_old_content_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"

    assert keep_beside(path, b"old") == keep_beside(path, b"old") == tmp_path / "a.toml.bak"
    assert keep_beside(path, b"older") == tmp_path / "a.toml.bak2"


def test_the_letters_a_file_travels_in_hold_every_byte() -> None:
    every = bytes(range(256))

    assert base64.b64decode(fields_of(every)["file"], validate=True) == every
