"""Threads that can start no program."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from connectors.tika import confinement
from connectors.tika.confinement import confined

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such threads")


def started() -> str:
    return subprocess.run(["echo", "started"], capture_output=True, text=True, check=True).stdout


@linux
def test_a_confined_call_starts_no_program() -> None:
    with pytest.raises(OSError, match="Resource temporarily unavailable"):
        confined(started)
    assert started() == "started\n"


@linux
def test_a_confined_call_copies_no_process() -> None:
    with pytest.raises(OSError, match="Resource temporarily unavailable"):
        confined(os.fork)


def test_a_confined_call_has_its_threads_result_and_errors() -> None:
    def counted() -> int:
        seen: list[int] = []
        thread = threading.Thread(target=seen.append, args=(7,))
        thread.start()
        thread.join()
        return seen[0]

    assert confined(counted) == 7
    with pytest.raises(ValueError, match="missing"):
        confined(lambda: int("missing"))


@linux
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_copied_process_confines_its_calls_too() -> None:
    assert confined(int) == 0
    child = os.fork()
    if child == 0:
        try:
            confined(started)
        except OSError:
            os._exit(3)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


@linux
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_each_jump_of_a_filter_lands_on_an_answer(machine: str) -> None:
    calls = confinement._CALLS[machine]
    fails, is_missing, allows = 0x0005000B, 0x00050026, 0x7FFF0000
    asked = {
        (calls.clone, 0x00010000): allows,  # a thread
        (calls.clone, 0x00000011): fails,  # a copy of the process
        (calls.clone3, 0): is_missing,
        (1, 0): allows,
    }
    if calls.fork:
        asked |= {(calls.fork, 0): fails, (calls.vfork, 0): fails}
    for (number, argument), answer in asked.items():
        assert answered(calls, calls.machine, number, argument) == answer
    assert answered(calls, 0x40000028, calls.clone, 0) == allows  # another kind of processor


def answered(calls: confinement._Calls, machine: int, number: int, argument: int) -> int:
    """What a filter answers, as Linux runs it."""
    words = {4: machine, 0: number, 16: argument}
    instructions = confinement._filter(calls)
    word = at = 0
    while True:
        code, if_so, if_not, operand = confinement._INSTRUCTION.unpack(instructions[at])
        if code == 0x06:
            return int(operand)
        if code == 0x20:
            word, skipped = words[operand], 0
        else:
            is_so = word == operand if code == 0x15 else bool(word & operand)
            skipped = if_so if is_so else if_not
        at += 1 + skipped


def test_without_such_threads_programs_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "_can_confine", lambda: False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    path = os.environ["PATH"]
    assert confined(lambda: os.environ["PATH"]) == os.devnull
    assert os.environ["PATH"] == path
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert confined(lambda: os.environ["PATH"]) == path
