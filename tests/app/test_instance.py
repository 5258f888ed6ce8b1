"""One background program at a time, and a lock that dies with its holder."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from selfcare.app.instance import InstanceLock, is_held
from selfcare.app.say import say
from selfcare.domain.errors import Trouble

HOLDER = (
    "import sys; from pathlib import Path; from selfcare.app.instance import InstanceLock;"
    "lock = InstanceLock(Path(sys.argv[1]));"
    "print(lock.acquire(), flush=True); sys.stdin.read()"
)


def test_a_second_holder_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path), InstanceLock(tmp_path)

    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_looking_does_not_take_the_lock(tmp_path: Path) -> None:
    assert not is_held(tmp_path)
    lock = InstanceLock(tmp_path)
    assert lock.acquire()
    assert is_held(tmp_path)
    lock.release()
    assert not is_held(tmp_path)


@pytest.mark.parametrize("in_the_way", ["home", "home/state", "home/state/selfcare.lock"])
def test_a_folder_that_cannot_be_used_is_told_with_its_name(
    tmp_path: Path, in_the_way: str
) -> None:
    state = tmp_path / "home" / "state"
    place = tmp_path / in_the_way
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(place.name)

    with pytest.raises(Trouble) as told:
        InstanceLock(state).acquire()

    assert str(state) in say(told.value.what)
    assert not is_held(state)


def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert is_held(tmp_path)
        holder.send_signal(signal.SIGKILL)
        holder.wait()

    assert not is_held(tmp_path)
