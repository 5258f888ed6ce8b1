"""What the diary gives reason to tell is the same on every page that tells it."""

from __future__ import annotations

from selfcare.domain.checkin import CheckIn, Medicine, MedicineClass
from selfcare.domain.facts import CheckedIn, NoticeTold
from selfcare.domain.notice import NoticeId
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine
from tests.page.reader import Reader
from tests.page.today_desk import facts, line, main_of, note

__all__ = ["line"]


def medicine_on_many_days_of_three_months(line: CommandLine) -> None:
    line.screen()
    for period in (2, 1, 0):
        for day in range(10, 0, -1):
            on = MONDAY - (30 * period + day) * DAY
            line.at(18, day=on)
            note(line, CheckedIn(CheckIn(day=on, medicine=(Medicine(MedicineClass.TRIPTAN),))))
    line.at(10)


def test_today_tells_what_takes_three_months_to_be_seen(reader: Reader, line: CommandLine) -> None:
    medicine_on_many_days_of_three_months(line)

    assert "on many days, three months in a row" in main_of(reader.text("/today"))
    assert "on many days, three months in a row" in main_of(reader.text("/diary"))


def test_what_was_read_on_today_is_what_was_told(reader: Reader, line: CommandLine) -> None:
    medicine_on_many_days_of_three_months(line)

    reader.goes("/today/read")

    told = [one.notice for one in facts(line) if isinstance(one, NoticeTold)]
    assert NoticeId.MEDICINE_LONG in told
    assert "three months in a row" not in main_of(reader.text("/today"))
