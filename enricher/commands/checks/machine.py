"""Checks of the machine and of the folders that are needed."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from enricher.commands.checks import Check
from enricher.documents import SourceFile
from enricher.errors import (
    EnricherError,
    ModelError,
    NotFoundError,
    SettingsError,
    UnavailableError,
)
from enricher.models.registry import Registry
from enricher.settings import Settings
from enricher.text.addresses import shown_url
from enricher.wiring.encoders import check_encoder
from enricher.wiring.readers import build_extractor
from enricher.wiring.search import answer_server

_NEEDED_MEGABYTES = 100
_COMFORTABLE_MEGABYTES = 1_000
_COMFORTABLE_WATCHES = 65_536  # one per folder; the default of small machines is 8,192
_TESSERACT_SECONDS = 20
_SHOWN = 5  # of the models of a server
_WORDS = "Enricher reads this sentence."


def check_home(home: Path) -> Check:
    folder = nearest_folder(home)
    if not os.access(folder, os.W_OK | os.X_OK):
        return Check(
            "home",
            "broken",
            f"{folder} cannot be written by this user",
            f"{give(folder, home)}, or name another --home",
        )
    if not home.exists():
        return Check("home", "ok", f"{home} does not exist yet; it is created when needed")
    locked = [one.name for one in sorted(home.iterdir()) if not os.access(one, os.R_OK | os.W_OK)]
    if locked:
        return Check(
            "home",
            "broken",
            f"this user cannot read and write {', '.join(locked)} in {home}",
            give(home, home),
        )
    if home.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH):
        finding = f"{home} can be read by every user of this machine"
        return Check("home", "warning", finding, f"chmod -R o= {shlex.quote(str(home))}")
    return Check("home", "ok", f"{home} can be read and written")


def give(folder: Path, home: Path) -> str:
    """How to let this user write a folder; a home with all that is in it."""
    whole = " -R" if folder == home.absolute() else ""
    place = shlex.quote(str(folder))
    return f"sudo chown{whole} $USER {place} && chmod{whole} u+rwX {place}"


def check_disk(name: str, folder: Path) -> Check:
    free = shutil.disk_usage(folder).free // 1_000_000
    finding = f"{free:,} MB free at {folder}"
    remedy = f"make room on the disk of {folder}"
    if free < _NEEDED_MEGABYTES:
        return Check(name, "broken", finding, remedy)
    if free < _COMFORTABLE_MEGABYTES:
        return Check(name, "warning", finding, remedy)
    return Check(name, "ok", finding)


def check_ocr(settings: Settings) -> Check:
    if settings.ocr == "off":
        return Check("tesseract", "ok", "not used: the setting ocr is off; scans are not read")
    missing: Literal["warning", "broken"] = "broken" if settings.ocr == "on" else "warning"
    is_auto = settings.ocr_languages == "auto"
    wanted = ["eng"] if is_auto else settings.ocr_languages.split("+")
    program = shutil.which("tesseract")
    if program is None:
        remedy = _install_tesseract(["", *wanted, "osd"])
        return Check("tesseract", missing, "not installed: scans are not read", remedy)
    try:
        listing = subprocess.run(
            [program, "--list-langs"],
            capture_output=True,
            text=True,
            timeout=_TESSERACT_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        remedy = _install_tesseract(["", *wanted, "osd"])
        return Check("tesseract", missing, f"{program} does not run: {error}", remedy)
    installed = listing.stdout.split("\n", 1)[-1].split()
    absent = [one for one in wanted if one not in installed]
    if absent:
        finding = f"no data for the language{'s' * (len(absent) > 1)} {', '.join(absent)}"
        finding += " (setting ocr_languages)"
        return Check("tesseract", missing, finding, _install_tesseract(absent))
    languages = [one for one in installed if one != "osd"] if is_auto else wanted
    finding = f"reads scans in {', '.join(languages)}"
    if "osd" not in installed:
        finding += "; without the data osd, rotated pages take longer"
        return Check("tesseract", "warning", finding, _install_tesseract(["osd"]))
    return Check("tesseract", "ok", finding)


def _install_tesseract(names: Sequence[str]) -> str:
    """How to install Tesseract's data of these names, "" being the program."""
    packages = " ".join(
        f"tesseract-ocr-{name.replace('_', '-')}" if name else "tesseract-ocr" for name in names
    )
    return f"sudo apt-get install {packages} (macOS: brew install tesseract-lang)"


def check_reader(settings: Settings) -> Check:
    """Read a page that is written here."""
    name = "Tika server" if settings.extractor == "server" else "embedded Tika"
    page = f"<html><body><p>{_WORDS}</p></body></html>".encode()
    try:
        with tempfile.TemporaryDirectory(prefix="enricher-doctor-") as folder:
            path = Path(folder) / "page.html"
            path.write_bytes(page)
            source = SourceFile(path, len(page), 0, hashlib.sha256(page).hexdigest())
            (read,) = build_extractor(settings).extract(source)
    except (EnricherError, ImportError, OSError) as error:
        remedy = (
            f"start it at {shown_url(settings.tika_url)} (setting tika_url)"
            if settings.extractor == "server"
            else "reinstall enricher: pip install --force-reinstall enricher"
        )
        return Check(name, "broken", str(error), remedy)
    if _WORDS not in read.text:
        return Check(name, "broken", f"a small page came back as {read.text!r}: {read.error}")
    return Check(name, "ok", "reads a page")


def check_answer_server(settings: Settings) -> Check | None:
    """Whether it answers and has the model, which is asked nothing; None where none is set up."""
    server = answer_server(settings)
    if server is None:
        return None
    name, shown = "answer server", shown_url(settings.answer_server_url)
    remedy = "fix it; until then, searches have no written answers"
    try:
        models = server.models()
    except UnavailableError as error:
        return Check(name, "warning", str(error), remedy)
    if server.name not in models:
        finding = (
            f"{shown} has no model {server.name}; it has {', '.join(models[:_SHOWN]) or 'none'}"
        )
        return Check(
            name,
            "warning",
            finding,
            "correct answer_server_model, or load that model on the server",
        )
    return Check(name, "ok", f"{server.name} at {shown} writes answers; passages are sent there")


def check_watches() -> Check:
    limit = Path("/proc/sys/fs/inotify/max_user_watches")
    try:
        watches = int(limit.read_text())
    except (OSError, ValueError):
        return Check("watching", "ok", "no known limit on this system")
    if watches < _COMFORTABLE_WATCHES:
        return Check(
            "watching",
            "warning",
            f"only {watches:,} folders can be watched; others are compared at intervals",
            "sudo sysctl fs.inotify.max_user_watches=524288",
        )
    return Check("watching", "ok", f"{watches:,} folders can be watched")


def check_model(home: Path, deployment: str) -> Check:
    from enricher.models.memory import ModelMemory

    name = f"model {deployment}"
    try:
        served = ModelMemory(Registry(home.absolute())).load(deployment)
    except NotFoundError as error:
        remedy = "`enricher collections add … --serve` names another deployment"
        return Check(name, "broken", str(error), remedy)
    except (ModelError, SettingsError) as error:
        remedy = "reinstall enricher, or put the model's folder back as it was"
        return Check(name, "broken", str(error), remedy)
    return Check(name, "ok", f"{served.model.name} {served.model.version}, intact")


def check_vectors(home: Path, settings: Settings) -> Check:
    """Load what makes the vectors of passages, and try it."""
    if not settings.search_vectors:
        return Check("vectors", "ok", "off (setting search_vectors)")
    if not settings.search_encoder:
        return Check("vectors", "ok", "made by the shipped encoder")
    try:
        dimensions = check_encoder(home.absolute(), settings)
    except ModelError as error:
        remedy = "name another folder, or leave it empty for the shipped encoder"
        return Check("vectors", "broken", str(error), remedy)
    return Check("vectors", "ok", f"made by {settings.search_encoder}, {dimensions} numbers each")


def nearest_folder(path: Path) -> Path:
    """The path itself, or what of the way to it exists."""
    path = path.absolute()
    return next(one for one in (path, *path.parents) if one.is_dir())
