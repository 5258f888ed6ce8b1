from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from selfcare.app import archive
from selfcare.cli import saving
from selfcare.config.paths import Folders, folders
from selfcare.diary.backup import daily_copy
from selfcare.diary.connection import under_way
from selfcare.diary.exchange import look_at
from selfcare.diary.store import Diary
from selfcare.domain.facts import Fact, PromptNotShown
from tests.cli.command_line import MONDAY, CommandLine
from tests.diary.damage import overwrite_middle, overwrite_start
from tests.diary.marked import FIXTURES, note_both, traces
from tests.diary.samples import AT, DAY, one_of_each_kind

SETTINGS = "[prompts]\ndaily_cap = 4\n"
ROUTINE = """id = "mine"
title = "Mine"
muscles = ["trapezius_upper"]
[[step]]
kind = "move"
do = "Let the shoulders sink."
side = "center"
seconds = 60
"""
LATER = PromptNotShown("later", 1, "noted after the backup")


@pytest.fixture
def where() -> Folders:
    return folders()


@pytest.fixture
def line(where: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Have a diary of every kind of fact, settings, and a routine."""
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    (tmp_path / "person").mkdir()
    found = CommandLine()
    with found.context() as context:
        context.diary.append_all(one_of_each_kind(), at=AT, day=DAY)
    found.configure(SETTINGS)
    where.routines.mkdir()
    (where.routines / "mine.toml").write_text(ROUTINE, encoding="utf-8")
    return found


@pytest.fixture
def backup(line: CommandLine, tmp_path: Path) -> Path:
    """Make a backup; afterwards go on noting and changing."""
    line.ok("backup", str(tmp_path / "kept.zip"))
    with line.context() as context:
        context.note(LATER)
    line.configure("[prompts]\ndaily_cap = 2\n")
    return tmp_path / "kept.zip"


def facts(path: Path) -> list[Fact]:
    with Diary.open(path, may_migrate=False) as diary:
        return [entry.fact for entry in diary.entries()]


def tampered(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return a backup whose members somebody has changed."""
    with zipfile.ZipFile(backup) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return backup


def listed(members: dict[str, bytes]) -> None:
    """Let the list agree with the members, as one who knows how it is made would."""
    import hashlib  # noqa: PLC0415 - only here

    found = json.loads(members[archive.LIST])
    found["sha256"] = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in members.items()
        if name != archive.LIST
    }
    members[archive.LIST] = json.dumps(found).encode()


def test_a_backup_is_one_private_file_in_the_home_folder_and_never_takes_anothers_place(
    line: CommandLine, tmp_path: Path
) -> None:
    said = [line.ok("backup") for _ in range(2)]

    files = sorted((tmp_path / "person").iterdir())
    assert [one.name for one in files] == [
        "selfcare-backup-2026-11-23-2.zip",
        "selfcare-backup-2026-11-23.zip",
    ]
    assert [stat.S_IMODE(one.stat().st_mode) for one in files] == [0o600] * 2
    assert str(files[1]) in said[0]
    assert "restore FILE" in said[0]


def test_a_file_that_is_there_is_left_as_it_is(line: CommandLine, tmp_path: Path) -> None:
    there = tmp_path / "there.zip"
    there.write_text("mine")

    assert "left as it is" in line.mistake("backup", str(there))
    assert there.read_text() == "mine"
    line.ok("backup", str(tmp_path))
    assert (tmp_path / "selfcare-backup-2026-11-23.zip").exists()


def test_a_folder_that_is_not_there_is_told(line: CommandLine, tmp_path: Path) -> None:
    result = line("backup", str(tmp_path / "nowhere" / "kept.zip"))

    assert result.exit_code == 3
    assert "could not be written" in result.stderr


def test_restoring_brings_back_the_diary_and_the_files_and_keeps_what_was_there(
    line: CommandLine, where: Folders, backup: Path
) -> None:
    (where.routines / "mine.toml").unlink()

    found = json.loads(line.ok("restore", str(backup), "--yes", "--json"))

    assert facts(where.diary) == list(one_of_each_kind())
    assert where.config_file.read_text() == SETTINGS
    assert (where.routines / "mine.toml").read_text() == ROUTINE
    assert facts(Path(found["kept"])) == [*one_of_each_kind(), LATER]
    assert Path(found["kept"]).parent == where.backups
    (kept,) = found["kept_files"]
    assert Path(kept).read_text() == "[prompts]\ndaily_cap = 2\n"
    assert sorted(found["files"]) == [str(where.config_file), str(where.routines / "mine.toml")]
    assert not under_way(where.diary).exists()
    assert sorted(one.name for one in where.data.iterdir()) == [
        "backups",
        "diary.sqlite3",
        "last-entry",
    ]


def test_a_backup_can_be_restored_where_there_was_no_selfcare(
    line: CommandLine, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFCARE_HOME", str(tmp_path / "new computer"))

    line.ok("restore", str(backup), "--yes")

    new = folders()
    assert facts(new.diary) == list(one_of_each_kind())
    assert new.config_file.read_text() == SETTINGS
    assert [stat.S_IMODE(one.stat().st_mode) for one in (new.diary, new.config_file)] == [0o600] * 2


def test_a_damaged_diary_gives_way_and_is_kept(
    line: CommandLine, where: Folders, backup: Path
) -> None:
    for damage in (overwrite_middle, overwrite_start):
        damage(where.diary)
        line.ok("restore", str(backup), "--yes")
        assert facts(where.diary) == list(one_of_each_kind())
    assert len(list(where.data.rglob("diary-damaged-*"))) == 2


def test_an_older_form_is_brought_up_to_date(line: CommandLine, where: Folders) -> None:
    import sqlite3  # noqa: PLC0415 - an old diary is made by hand
    from contextlib import closing  # noqa: PLC0415 - likewise

    old = where.data / "old.sqlite3"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((FIXTURES / "v1.sql").read_text("utf-8"))
    earlier = look_at(old)
    assert earlier is not None

    line.ok("restore", str(old), "--yes")

    assert len(facts(where.diary)) == earlier.entries > 10
    assert where.config_file.read_text() == SETTINGS


def test_a_daily_copy_is_restored_by_its_date_and_all_are_listed(
    line: CommandLine, where: Folders
) -> None:
    with line.context() as context:
        context.diary.copy_to(daily_copy(where.backups, MONDAY))
        context.note(LATER)

    said = line.ok("restore")
    assert (
        f"  2026-11-23: the latest entry is of 2025-03-28 (entries: {len(one_of_each_kind())})\n"
        in said
    )
    assert "To restore one: selfcare restore 2026-11-23\n" in said
    line.ok("restore", "2026-11-23", "--yes")
    assert facts(where.diary) == list(one_of_each_kind())

    (kept, daily) = line.data("restore")
    assert daily["name"] == "2026-11-23"
    line.ok("restore", kept["name"], "--yes")
    assert facts(where.diary) == [*one_of_each_kind(), LATER]


def test_forgetting_the_cycle_reaches_what_restoring_has_kept(
    line: CommandLine, where: Folders, home: Path, tmp_path: Path
) -> None:
    where.diary.unlink()
    with line.context() as context:
        note_both(context.diary)
    line.ok("backup", str(tmp_path / "marked.zip"))
    with line.context() as context:
        context.note(LATER)
    line.ok("restore", str(tmp_path / "marked.zip"), "--yes")
    assert len(traces(home)) == 2

    line.ok("period", "forget", "--yes")

    assert traces(home) == []
    assert list(where.backups.glob("diary-before-restoring-*"))


def test_without_copies_the_list_says_so(line: CommandLine) -> None:
    assert "not kept a copy of the diary yet" in line.ok("restore")


def test_what_is_not_there_is_told(line: CommandLine) -> None:
    assert "There is no file “2026-01-01”" in line.mistake("restore", "2026-01-01", "--yes")


def not_a_zip(members: dict[str, bytes]) -> None:
    members.clear()


def without_its_diary(members: dict[str, bytes]) -> None:
    del members["diary.sqlite3"]
    listed(members)


def with_a_stranger(members: dict[str, bytes]) -> None:
    members["config/extra.txt"] = b"?"
    listed(members)


def out_of_its_folder(members: dict[str, bytes]) -> None:
    members["config/routines/../../../evil.toml"] = b"?"
    listed(members)


def out_of_its_folder_on_windows(members: dict[str, bytes]) -> None:
    members["config/routines/..\\..\\evil.toml"] = b"?"
    listed(members)


def at_the_root(members: dict[str, bytes]) -> None:
    members["/etc/evil.toml"] = b"?"
    listed(members)


def hidden(members: dict[str, bytes]) -> None:
    members["config/routines/.evil.toml"] = b"?"
    listed(members)


def a_bomb(members: dict[str, bytes]) -> None:
    members["config/config.toml"] = b"#" * (40 * 1024 * 1024)
    listed(members)


def another_diary(members: dict[str, bytes]) -> None:
    members["diary.sqlite3"] += b"\0" * 4096


def a_damaged_diary(members: dict[str, bytes]) -> None:
    content = bytearray(members["diary.sqlite3"])
    content[8192:12288] = bytes((n * n + 7 * n) % 251 for n in range(4096))
    members["diary.sqlite3"] = bytes(content)
    listed(members)


def a_diary_with_a_rule_of_somebody_else(members: dict[str, bytes]) -> None:
    import sqlite3  # noqa: PLC0415 - a hostile diary is made by hand
    from contextlib import closing  # noqa: PLC0415 - likewise

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(members["diary.sqlite3"])
        connection.execute(
            "CREATE TRIGGER evil AFTER INSERT ON fact"
            " BEGIN INSERT INTO cycle_fact SELECT * FROM fact; END"
        )
        connection.commit()
        members["diary.sqlite3"] = connection.serialize()
    listed(members)


def a_list_of_nonsense(members: dict[str, bytes]) -> None:
    members[archive.LIST] = b"[" * 100_000


def a_time_without_a_zone(members: dict[str, bytes]) -> None:
    found = json.loads(members[archive.LIST])
    found["made"] = "2026-11-23T10:00:00"
    members[archive.LIST] = json.dumps(found).encode()


@pytest.mark.parametrize(
    "change",
    [
        not_a_zip,
        without_its_diary,
        with_a_stranger,
        out_of_its_folder,
        out_of_its_folder_on_windows,
        at_the_root,
        hidden,
        a_bomb,
        another_diary,
        a_damaged_diary,
        a_diary_with_a_rule_of_somebody_else,
        a_list_of_nonsense,
        a_time_without_a_zone,
    ],
    ids=lambda change: change.__name__,
)
def test_what_is_no_whole_backup_is_refused_in_one_sentence_and_nothing_changes(
    line: CommandLine,
    where: Folders,
    backup: Path,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
) -> None:
    before = sorted((one, one.read_bytes()) for one in where.config.rglob("*") if one.is_file())

    said = line.mistake("restore", str(tampered(backup, change)), "--yes")

    assert said.count("\n") == 1
    assert "Nothing was changed" in said
    assert facts(where.diary) == [*one_of_each_kind(), LATER]
    after = sorted((one, one.read_bytes()) for one in where.config.rglob("*") if one.is_file())
    assert after == before
    assert list(tmp_path.rglob("evil*")) == []
    assert sorted(one.name for one in where.data.iterdir()) == ["diary.sqlite3", "last-entry"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"Dear diary,\n" * 500])
def test_a_file_that_is_something_else_is_refused(
    line: CommandLine, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "something"
    file.write_bytes(content)

    assert "is not a backup of selfcare" in line.mistake("restore", str(file), "--yes")


def test_a_truncated_backup_is_refused(line: CommandLine, where: Folders, backup: Path) -> None:
    whole = backup.read_bytes()
    for size in (len(whole) // 3, len(whole) // 2, len(whole) - 1):
        backup.write_bytes(whole[:size])
        assert "Nothing was changed" in line.mistake("restore", str(backup), "--yes")
    assert facts(where.diary) == [*one_of_each_kind(), LATER]


def test_a_backup_of_a_newer_version_is_refused(
    line: CommandLine, where: Folders, backup: Path, tmp_path: Path
) -> None:
    def newer_list(members: dict[str, bytes]) -> None:
        members[archive.LIST] = msgspec.json.encode({"selfcare_backup": 2, "extra": [1]})

    newer = tmp_path / "newer.sqlite3"
    with line.context() as context:
        context.diary.copy_to(newer)
    import sqlite3  # noqa: PLC0415 - a newer diary is made by hand

    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    said = line.mistake("restore", str(tampered(backup, newer_list)), "--yes")
    assert "written by a newer version" in said
    result = line("restore", str(newer), "--yes")
    assert result.exit_code == 3
    assert "written by a newer version" in result.stderr
    assert facts(where.diary) == [*one_of_each_kind(), LATER]


def test_without_anybody_to_ask_nothing_is_restored(
    line: CommandLine, where: Folders, backup: Path
) -> None:
    assert "nobody is here to answer" in line.mistake("restore", str(backup))
    assert facts(where.diary)[-1] == LATER


@pytest.mark.parametrize(("answer", "code", "restored"), [("yes", 0, True), ("", 0, False)])
def test_it_says_what_gives_way_to_what_before_it_asks(
    line: CommandLine,
    where: Folders,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
    *,
    restored: bool,
) -> None:
    monkeypatch.setattr(saving, "somebody_is_there", lambda: True)

    result = line("restore", str(backup), feed=f"{answer}\n")

    said = " ".join(result.stdout.split())
    assert result.exit_code == code
    assert f"latest entry is of 2025-03-28 (entries: {len(one_of_each_kind())})" in said
    assert "config.toml, routines/mine.toml" in said
    assert (facts(where.diary) == list(one_of_each_kind())) == restored
    assert ("Nothing was changed." in said) != restored


def test_a_file_that_cannot_be_read_is_left_out_and_named(
    line: CommandLine, where: Folders, tmp_path: Path
) -> None:
    (where.routines / "huge.toml").write_text("#" * 300_000)

    result = line("backup", str(tmp_path / "kept.zip"))

    assert result.exit_code == 0
    assert "huge.toml" in result.stderr
    with zipfile.ZipFile(tmp_path / "kept.zip") as packed:
        assert "config/routines/mine.toml" in packed.namelist()
        assert "config/routines/huge.toml" not in packed.namelist()
