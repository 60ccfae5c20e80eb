"""What enricher needs, whether it is there, and what to do where it is not."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from enricher.audit.wording import stopped_words
from enricher.documents import SourceFile, display_path
from enricher.errors import EnricherError, ModelError, NotFoundError, SettingsError
from enricher.ingestion.accounts import DEFAULT_DEPLOYMENT, FOLDER_KIND
from enricher.ingestion.jobs import NEXT_STEPS
from enricher.models.registry import Registry
from enricher.search.nodes import SearchRequest
from enricher.settings import Settings, load_settings
from enricher.text.addresses import shown_url
from enricher.wiring.home import Home, index_damage, open_home
from enricher.wiring.readers import build_extractor
from enricher.wiring.reminders import build_places

_NEEDED_MEGABYTES = 100
_COMFORTABLE_MEGABYTES = 1_000
_COMFORTABLE_WATCHES = 65_536  # one per folder; the default of small machines is 8,192
_TESSERACT_SECONDS = 20
_SHOWN = 5  # of damaged documents
_WORDS = "Enricher reads this sentence."


@dataclass(frozen=True, slots=True)
class Check:
    """`broken`: something needed does not work; `warning`: something useful does not."""

    name: str
    state: Literal["ok", "warning", "broken"]
    finding: str
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "state": self.state,
            "finding": self.finding,
            "remedy": self.remedy or None,
        }


def examine(home: Path) -> list[Check]:
    """Check everything that can be checked; a home that does not exist is not made."""
    try:
        settings = load_settings(home)
    except SettingsError as error:
        remedy = "correct it; `enricher settings` lists all of them"
        return [Check("settings", "broken", str(error), remedy)]
    checks = [Check("settings", "ok", "as they should be"), _check_home(home)]
    checks += [
        _check_disk("disk", _nearest_folder(home)),
        _check_disk("temporary files", Path(tempfile.gettempdir())),
        _check_ocr(settings),
        _check_reader(settings),
        _check_watches(),
    ]
    if (home / "ledger.db").exists():
        checks += _check_store(home, settings)
    else:
        checks.append(_check_model(home, DEFAULT_DEPLOYMENT))
    return checks


def _check_home(home: Path) -> Check:
    folder = _nearest_folder(home)
    if not os.access(folder, os.W_OK | os.X_OK):
        return Check(
            "home",
            "broken",
            f"{folder} cannot be written by this user",
            f"{_give(folder, home)}, or name another --home",
        )
    if not home.exists():
        return Check("home", "ok", f"{home} is not there yet; what first needs it makes it")
    locked = [one.name for one in sorted(home.iterdir()) if not os.access(one, os.R_OK | os.W_OK)]
    if locked:
        return Check(
            "home",
            "broken",
            f"this user cannot read and write {', '.join(locked)} in {home}",
            _give(home, home),
        )
    if home.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH):
        finding = f"{home} can be read by every account of this machine"
        return Check("home", "warning", finding, f"chmod -R o= {shlex.quote(str(home))}")
    return Check("home", "ok", f"{home} can be read and written")


def _give(folder: Path, home: Path) -> str:
    """How to let this user write a folder; a home with all that is in it."""
    whole = " -R" if folder == home.absolute() else ""
    place = shlex.quote(str(folder))
    return f"sudo chown{whole} $USER {place} && chmod{whole} u+rwX {place}"


def _check_disk(name: str, folder: Path) -> Check:
    free = shutil.disk_usage(folder).free // 1_000_000
    finding = f"{free:,} MB free at {folder}"
    remedy = f"make room on the disk of {folder}"
    if free < _NEEDED_MEGABYTES:
        return Check(name, "broken", finding, remedy)
    if free < _COMFORTABLE_MEGABYTES:
        return Check(name, "warning", finding, remedy)
    return Check(name, "ok", finding)


def _check_ocr(settings: Settings) -> Check:
    if settings.ocr == "off":
        return Check("tesseract", "ok", "not used: the setting ocr is off; scans stay unread")
    missing: Literal["warning", "broken"] = "broken" if settings.ocr == "on" else "warning"
    is_auto = settings.ocr_languages == "auto"
    wanted = ["eng"] if is_auto else settings.ocr_languages.split("+")
    program = shutil.which("tesseract")
    if program is None:
        remedy = _install_tesseract(["", *wanted, "osd"])
        return Check("tesseract", missing, "not installed: scans stay unread", remedy)
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
        finding += "; without the data osd, pages that do not lie upright take longer"
        return Check("tesseract", "warning", finding, _install_tesseract(["osd"]))
    return Check("tesseract", "ok", finding)


def _install_tesseract(names: Sequence[str]) -> str:
    """How to install Tesseract's data of these names, "" being the program."""
    packages = " ".join(
        f"tesseract-ocr-{name.replace('_', '-')}" if name else "tesseract-ocr" for name in names
    )
    return f"sudo apt-get install {packages} (macOS: brew install tesseract-lang)"


def _check_reader(settings: Settings) -> Check:
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
            else "install enricher anew: pip install --force-reinstall enricher"
        )
        return Check(name, "broken", str(error), remedy)
    if _WORDS not in read.text:
        return Check(name, "broken", f"a small page came back as {read.text!r}: {read.error}")
    return Check(name, "ok", "reads a page")


def _check_watches() -> Check:
    limit = Path("/proc/sys/fs/inotify/max_user_watches")
    try:
        watches = int(limit.read_text())
    except (OSError, ValueError):
        return Check("watching", "ok", "this system sets no limit that is known here")
    if watches < _COMFORTABLE_WATCHES:
        return Check(
            "watching",
            "warning",
            f"only {watches:,} folders can be watched; others are compared at intervals",
            "sudo sysctl fs.inotify.max_user_watches=524288",
        )
    return Check("watching", "ok", f"{watches:,} folders can be watched")


def _check_model(home: Path, deployment: str) -> Check:
    name = f"model {deployment}"
    try:
        served = Registry(home.absolute()).open(deployment)
    except NotFoundError as error:
        remedy = "`enricher collections add … --serve` names another deployment"
        return Check(name, "broken", str(error), remedy)
    except (ModelError, SettingsError) as error:
        remedy = "install enricher anew, or put the model's folder back as it was"
        return Check(name, "broken", str(error), remedy)
    return Check(name, "ok", f"{served.model.name} {served.model.version}, intact")


def _check_store(home: Path, settings: Settings) -> list[Check]:
    try:
        with open_home(home, settings) as opened:
            return list(_check_opened(opened))
    except EnricherError as error:
        return [Check("ledger", "broken", str(error))]  # which says what to do


def _check_policies(home: Home) -> Check:
    """Whether what policies found can change as documents do; what is amiss keeps findings as they are."""
    from enricher.wiring.audit import build_guard

    try:
        known = build_guard(home).all()
    except (NotFoundError, SettingsError):  # the model's check says so
        return Check("policy files", "warning", "not looked at", "put the project in order first")
    problems = [problem for one in known.values() for problem in one.problems]
    # One that ships may name categories that this home has not; what is its own is to be right.
    own = [one for one in problems if Path(one.file).is_relative_to(home.path)]
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        remedy = "`enricher policies check` lists all; what these policies found stays meanwhile"
        state: Literal["warning", "broken"] = "broken" if own else "warning"
        return Check("policy files", state, f"{(own or problems)[0]}{more}", remedy)
    asked = sum(len(one.enabled) for one in known.values())
    return Check("policy files", "ok", f"{asked} can be asked")


def _check_ledger(home: Home) -> Check:
    """Read all of it."""
    status = home.ledger.accounts.status()
    if damage := home.ledger.database.damage():
        return Check("ledger", "broken", damage)  # which says what to do
    if damaged := home.ledger.accounts.damaged():
        shown = ", ".join(damaged[:_SHOWN]) + (", …" if len(damaged) > _SHOWN else "")
        return Check(
            "ledger",
            "broken",
            f"what is kept of {len(damaged)} document{'s' * (len(damaged) > 1)} is damaged: {shown}",
            f"enricher retry {' '.join(damaged[:_SHOWN])}, then enricher ingest, reads the files again",
        )
    return Check("ledger", "ok", status.sentence())


def _check_index(home: Home) -> Check:
    """Read all of it, and mend nothing."""
    remedy = "enricher ingest (or a running server) makes it anew from the ledger"
    if home.settings.uses_elasticsearch:
        remedy = "docs/elasticsearch.md says what the server has to be and to allow"
    try:
        if damage := index_damage(home):
            return Check("index", "broken", damage, remedy)
        page = home.index.search(SearchRequest(size=0))
        generation = home.index.generation
    except EnricherError as error:
        return Check("index", "broken", str(error), remedy)
    wanted = None if home.settings.uses_elasticsearch else home.ledger.documents.documents_written()
    if wanted not in (None, page.total):
        finding = f"{page.total} documents of the {wanted} that the ledger has"
        return Check("index", "broken", finding, remedy)
    return Check("index", "ok", f"{page.total} documents, generation {generation}")


def _check_reminders(home: Home) -> Check:
    try:
        places = build_places(home.settings)
    except SettingsError as error:
        return Check("reminders", "broken", str(error), "correct it; nobody is reminded meanwhile")
    unsent, reason = home.ledger.reminders.troubled()
    if unsent:
        finding = f"{unsent} not sent: {reason}"
        return Check("reminders", "warning", finding, "enricher reminders list, and test")
    if not places:
        return Check("reminders", "ok", "nobody is reminded (docs/reminders.md)")
    return Check("reminders", "ok", "sent to " + ", ".join(one.name for one in places))


def _check_opened(home: Home) -> Iterator[Check]:
    yield _check_ledger(home)
    yield _check_index(home)
    yield _check_policies(home)
    yield _check_reminders(home)
    for (project, policy), count in home.ledger.audits.stopped().items():
        finding = f"{policy} of {project} {stopped_words(count)}"
        remedy = f"enricher audit list --undecided --policy {policy}"
        yield Check("policies", "warning", finding, remedy)
    collections = home.ledger.collections.all()
    served = {one for collection in collections for one in collection.serve}
    for deployment in sorted(served | {DEFAULT_DEPLOYMENT}):
        yield _check_model(home.path, deployment)
    closed = home.ledger.accounts.status().folders
    for sentence in closed:
        yield Check("folder", "warning", sentence, NEXT_STEPS[FOLDER_KIND])
    for root in home.ledger.roots.all():
        if root.held:
            yield Check("removal guard", "warning", root.held, _confirm(root.path))
        elif not os.path.lexists(root.path):
            finding = f"{display_path(root.path)} is not there or out of reach; its documents stay"
            yield Check("folder", "warning", finding, _confirm(root.path))
        elif not os.access(root.path, os.R_OK) and not closed:
            finding = f"{display_path(root.path)} cannot be read by this user"
            yield Check("folder", "warning", finding, "allow this user to read it")


def _confirm(root: Path) -> str:
    return (
        "bring the files back, or say that they are gone:"
        f" enricher ingest --confirm-removed {shlex.quote(display_path(root))}"
    )


def _nearest_folder(path: Path) -> Path:
    """The path itself, or what of the way to it exists."""
    path = path.absolute()
    return next(one for one in (path, *path.parents) if one.is_dir())
