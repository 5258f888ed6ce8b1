"""Camera and microphone: who has them open, never what they see or hear."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence import devices
from selfcare.presence.sensing import NotHere
from tests.e2e.desktop import need, process, until

IN_USE = Presence(in_call=Sensed.YES)
NOT_IN_USE = Presence(in_call=Sensed.NO)


@pytest.mark.skipif(not devices.PROCESSES.is_dir(), reason="only where processes are files")
def test_a_camera_that_a_program_has_open_is_in_use(tmp_path: Path) -> None:
    camera = tmp_path / "video0"
    camera.touch()
    (tmp_path / "video-notes").touch()
    assert devices.camera(devices=tmp_path) == NOT_IN_USE

    with camera.open():
        assert devices.camera(devices=tmp_path) == IN_USE

    assert devices.camera(devices=tmp_path) == NOT_IN_USE


def test_without_a_camera_nothing_is_known(tmp_path: Path) -> None:
    with pytest.raises(NotHere, match="no camera"):
        devices.camera(devices=tmp_path)
    with pytest.raises(NotHere):
        devices.camera(devices=tmp_path / "nowhere")


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Run a sound server with a silent microphone and a silent loudspeaker."""
    need("pulseaudio", "pactl", "parec")
    folder = tmp_path / "sound"
    folder.mkdir(mode=0o700)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    environment |= {"XDG_RUNTIME_DIR": str(folder), "PULSE_RUNTIME_PATH": str(folder)}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    modules = (
        "module-native-protocol-unix",
        "module-null-sink sink_name=loudspeaker",
        "module-null-source source_name=microphone",
    )
    command = ["pulseaudio", "--daemonize=no", "-n", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += [f"--load={module}" for module in modules]
    with process(command, environment, tmp_path / "sound.log") as server:
        until(lambda: _answers(environment) or server.poll() is not None, what="the sound server")
        assert server.poll() is None, (tmp_path / "sound.log").read_text()
        yield environment


def _answers(environment: dict[str, str]) -> bool:
    told = subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False)
    return told.returncode == 0


@pytest.mark.desktop
def test_a_program_that_records_uses_the_microphone(sound: dict[str, str], tmp_path: Path) -> None:
    assert devices.microphone() == NOT_IN_USE

    recording = ["parec", "--device=microphone", str(tmp_path / "silence")]
    with process(recording, sound, tmp_path / "recording.log"):
        until(lambda: devices.microphone() == IN_USE, what="the recording")

    until(lambda: devices.microphone() == NOT_IN_USE, what="its end")


@pytest.mark.desktop
def test_what_listens_to_the_loudspeaker_is_no_call(sound: dict[str, str], tmp_path: Path) -> None:
    recording = ["parec", "--device=loudspeaker.monitor", str(tmp_path / "silence")]
    with process(recording, sound, tmp_path / "recording.log"):
        until(lambda: _streams(sound), what="the recording")

        assert devices.microphone() == NOT_IN_USE


def _streams(environment: dict[str, str]) -> bytes:
    return subprocess.run(
        ["pactl", "list", "short", "source-outputs"],
        env=environment,
        capture_output=True,
        check=True,
    ).stdout


@pytest.mark.desktop
def test_without_a_sound_server_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("pactl")
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nowhere")

    with pytest.raises(NotHere):
        devices.microphone()
