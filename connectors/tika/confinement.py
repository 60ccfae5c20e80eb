"""Threads in which Tika can start no program.

For each file Tika asks three times whether Tesseract is there, by starting it. To start a program,
compiled Java copies its process first, which costs more than to read a small file, and the more the
larger the process is.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from errno import EAGAIN, ENOSYS
from functools import cache
from typing import NamedTuple, TypeVar

T = TypeVar("T")

# prctl(2)
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2

# What a filter answers: linux/seccomp.h. An error number stands in the lower half.
_ALLOW = 0x7FFF0000
_ERROR = 0x00050000

# Instructions of a filter, with offsets in `struct seccomp_data`: linux/bpf_common.h.
_INSTRUCTION = struct.Struct("HBBI")  # code, jump if so, jump if not, operand
_LOAD = 0x20  # a word of what was called
_IF_EQUAL = 0x15
_IF_BITS = 0x45
_RETURN = 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_CLONE_THREAD = 0x00010000  # clone(2): a thread of this process rather than a process


class _Calls(NamedTuple):
    """The numbers by which a kind of processor calls what makes processes; 0 for none."""

    machine: int
    clone: int
    clone3: int
    fork: int
    vfork: int


# linux/audit.h and the tables of system calls.
_CALLS = {
    "x86_64": _Calls(0xC000003E, clone=56, clone3=435, fork=57, vfork=58),
    "aarch64": _Calls(0xC00000B7, clone=220, clone3=435, fork=0, vfork=0),
}


def confined(call: Callable[[], T]) -> T:
    """Make a call in whose course no program is started, and wait for its result.

    Where the system has no such threads, what is called finds no program, as far as that can be
    had: PATH is one for the whole process, so that it stays as it is where another thread could
    start a program meanwhile, which is never so in a process that reads files.
    """
    if _can_confine():
        return _threads().submit(call).result()
    with _programs_hidden():
        return call()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(
        os.cpu_count() or 1, thread_name_prefix="tika", initializer=_deny_programs
    )


@cache
def _can_confine() -> bool:
    """Whether this system lets a thread give up what it may do; tried once, by a thread."""
    if sys.platform != "linux" or platform.machine() not in _CALLS or sys.maxsize < 2**32:
        return False
    try:
        _threads().submit(int).result()
    except RuntimeError:  # its threads could not begin
        return False
    return True


if hasattr(os, "register_at_fork"):  # a copied process has none of the threads
    os.register_at_fork(after_in_child=_threads.cache_clear)


def _deny_programs() -> None:
    """Have each attempt of this thread to make a process fail; threads may still be made.

    Raises:
        OSError: the system does not allow it.
    """
    instructions = _filter(_CALLS[platform.machine()])
    code = ctypes.create_string_buffer(b"".join(instructions))
    # struct sock_fprog: the number of instructions, and where they are.
    program = ctypes.create_string_buffer(
        struct.pack("HP", len(instructions), ctypes.addressof(code))
    )
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    for arguments in (
        (_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program), 0, 0),
    ):
        if prctl(*arguments) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


def _filter(calls: _Calls) -> list[bytes]:
    """The filter of system calls, in the form of classic BPF.

    Jumps count the instructions that are passed over. What clone3 is asked for lies in memory that
    a filter cannot see; told that there is none, the C library calls clone.
    """
    fail, without_clone3 = _ERROR | EAGAIN, _ERROR | ENOSYS
    return [
        _INSTRUCTION.pack(*instruction)
        for instruction in (
            (_LOAD, 0, 0, _MACHINE),
            (_IF_EQUAL, 0, 8, calls.machine),  # to "allow"
            (_LOAD, 0, 0, _NUMBER),
            (_IF_EQUAL, 7, 0, calls.clone3),  # to "there is none"
            (_IF_EQUAL, 3, 0, calls.clone),  # to its argument
            (_IF_EQUAL, 6, 0, calls.fork or calls.clone3),  # to "fail"
            (_IF_EQUAL, 5, 0, calls.vfork or calls.clone3),
            (_RETURN, 0, 0, _ALLOW),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            (_IF_BITS, 0, 2, _CLONE_THREAD),  # if not, to "fail"
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, without_clone3),
            (_RETURN, 0, 0, fail),
        )
    ]


@contextmanager
def _programs_hidden() -> Iterator[None]:
    if threading.active_count() > 1:
        yield
        return
    path = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = os.devnull  # an empty one would mean the folder that one is in
    try:
        yield
    finally:
        os.environ["PATH"] = path
