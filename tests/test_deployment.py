"""What can be known of the container files without Docker: docs/deployment.md says what cannot."""

from __future__ import annotations

import base64
import json
import os
import re
import shlex
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from connectors.elasticsearch.index import ElasticsearchIndex
from connectors.elasticsearch.role import role_to_index
from enricher.__main__ import cli
from enricher.settings import Settings
from enricher.wiring.home import open_home
from tests.checkout import ROOT
from tests.enricher.homes import enricher_command, environment, make_home
from tests.variables import load_with

COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
SECRETS = {
    "ELASTIC_PASSWORD",
    "ENRICHER_ELASTICSEARCH_PASSWORD",
    "KIBANA_PASSWORD",
    "ENRICHER_API_KEY",
}
FILLED = dict.fromkeys(SECRETS, "a-secret_of-16-and-more") | {"DOCUMENTS": "/srv/documents"}

_VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?:(:-|:\?)([^}]*))?\})")


def fill(text: str, variables: dict[str, str]) -> str:
    """Put variables in as Compose does: ${NAME}, ${NAME:-default}, ${NAME:?what to do}, $$.

    Raises:
        KeyError: one that must be there is not.
    """

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if name is None:
            return "$"
        found = variables.get(name, "") or (rest if kind == ":-" else "")
        if not found and kind == ":?":
            raise KeyError(name)
        return found

    return _VARIABLE.sub(value, text)


def filled(part: Any, variables: dict[str, str]) -> Any:
    """The same in every string of what was read; what was a string stays one."""
    match part:
        case str():
            return fill(part, variables)
        case list():
            return [filled(one, variables) for one in part]
        case dict():
            return {name: filled(one, variables) for name, one in part.items()}
        case _:
            return part


def whole(**changed: str) -> Any:
    return filled(yaml.safe_load(COMPOSE), FILLED | changed)


def services(**changed: str) -> dict[str, Any]:
    found: dict[str, Any] = whole(**changed)["services"]
    return found


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return dict(pairs)


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's, with their arguments on one line."""
    lines = [line for line in DOCKERFILE.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(one.split()[0], one.split(None, 1)[1]) for one in joined.splitlines() if one.strip()]


def parse(arguments: list[str]) -> click.Context:
    """Have the command line read its arguments, and do nothing."""
    name, *rest = arguments
    command = cli.commands[name]
    if isinstance(command, click.Group):
        name, *rest = rest
        command = command.commands[name]
    return command.make_context(name, rest)


def test_compose_stops_where_a_secret_or_the_documents_are_missing() -> None:
    for name in FILLED:
        missing = {key: value for key, value in FILLED.items() if key != name}
        with pytest.raises(KeyError, match=name):
            fill(COMPOSE, missing)
        uses = re.findall(rf"(?<!\$)\$\{{{name}\b([^}}]*)\}}", COMPOSE)
        assert all(use.startswith(f":?set {name} in .env") for use in uses), uses


def test_no_file_holds_a_secret() -> None:
    for service in yaml.safe_load(COMPOSE)["services"].values():
        for name, value in service.get("environment", {}).items():
            if name.endswith(("PASSWORD", "KEY")):
                assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", value), name
    assert {name for name, value in example().items() if not value} == FILLED.keys()
    assert not re.search(r"^(ENV|ARG) .*(PASSWORD|KEY)", DOCKERFILE, re.MULTILINE)


def test_example_names_every_variable_and_what_holds_without_it() -> None:
    used = {
        match[1]: match[3] if match[2] == ":-" else ""
        for match in _VARIABLE.finditer(COMPOSE)
        if match[1]
    }
    assert example() == used


def test_settings_in_the_container_exist_and_are_accepted(tmp_path: Path) -> None:
    variables: dict[str, str] = services()["enricher"]["environment"]
    names = {name.removeprefix("ENRICHER_").lower() for name in variables}
    assert names <= Settings.model_fields.keys()
    settings = load_with(tmp_path, variables)
    assert settings.key
    assert settings.extractor == "server"
    assert settings.worker_count == 2
    with open_home(tmp_path / "home", settings) as opened:
        assert isinstance(opened.index, ElasticsearchIndex)
    (home,) = re.findall(r"ENRICHER_HOME=(\S+)", DOCKERFILE)
    assert f"enricher:{home}" in services()["enricher"]["volumes"]


def test_urls_name_services_that_are_there_and_healthy_before() -> None:
    found = services()
    for service in found.values():
        for value in service.get("environment", {}).values():
            if url := re.match(r"http://([a-z]+):\d+$", value):
                assert url[1] in service["depends_on"]
        for name, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in found[name]
            else:
                assert found[name]["restart"] == "no"
    assert found["kibana"]["profiles"] == ["kibana"]
    assert found["kibana"]["image"].split(":")[1] == found["elasticsearch"]["image"].split(":")[1]


def test_services_are_bounded_and_shut_off() -> None:
    found = whole()
    assert found["networks"]["inside"]["internal"]
    for name, service in found["services"].items():
        assert service["mem_limit"], name
        assert service["cap_drop"] == ["ALL"], name
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name
            assert "outside" in service["networks"], name
        for volume in service.get("volumes", []):
            if isinstance(volume, str):
                assert volume.split(":")[0] in found["volumes"]
            else:
                assert volume["read_only"], name
    assert "ports" not in found["services"]["elasticsearch"]
    assert services(LISTEN="0.0.0.0")["enricher"]["ports"] == ["0.0.0.0:8000:8000"]


def test_commands_of_the_containers_and_of_the_guide_are_commands() -> None:
    image = dict(instructions())
    assert json.loads(image["ENTRYPOINT"]) == ["enricher"]
    for command in (services()["enricher"]["command"], json.loads(image["CMD"])):
        arguments = parse(command).params
        assert (arguments["host"], arguments["watched"]) == ("0.0.0.0", ("/documents",))
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    commands = [found[1] for line in lines if (found := re.match(r"(?:.* )?enricher (\w.*)", line))]
    assert len(commands) > 5
    for command in commands:
        parse(shlex.split(command, comments=True))


def test_backup_that_the_guide_shows_copies_a_ledger_in_use(tmp_path: Path) -> None:
    (command,) = re.findall(r"^python (-c .*)$", GUIDE, re.MULTILINE)
    home = make_home(tmp_path / ".enricher")
    with open_home(home):
        done = subprocess.run(
            [sys.executable, *shlex.split(command)], cwd=tmp_path, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "ledger-backup.db")) as copied:
        assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copied.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 1


def is_sent(path: str) -> bool:
    """Whether a path is sent to the builder: the last pattern that matches it decides."""
    sent = True
    parts = path.split("/")
    above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!")
        any_depth = pattern.removeprefix("**/")
        if any(
            fnmatch(one, pattern) and one.count("/") == pattern.count("/")
            if any_depth == pattern
            else fnmatch(one.rpartition("/")[2], any_depth)
            for one in above
        ):
            sent = line.startswith("!")
    return sent


def test_what_the_image_is_made_of_is_there_and_sent() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    sources = [
        source
        for name, arguments in instructions()
        if name == "COPY" and not arguments.startswith("--from")
        for source in arguments.split()[:-1]
    ]
    for source in sources:
        assert (ROOT / source).exists(), source
        below = [path for path in tracked if path == source or path.startswith(f"{source}/")]
        assert below, source
        assert all(is_sent(path) for path in below), source
    for path in (".env", ".git/config", ".enricher/ledger.db", "tests/build.py"):
        assert not is_sent(path), path
    assert not is_sent("enricher/__pycache__/__main__.pyc")


def test_image_that_runs_has_a_user_of_its_own_and_no_compiler() -> None:
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["10001:10001"]
    assert not re.search(r"gcc|build-essential|pip install", last)
    serving = (ROOT / "requirements" / "serving.txt").read_text(encoding="utf-8")
    assert not re.search(r"^(torch|nvidia)", serving, re.MULTILINE)


class Recorder(ThreadingHTTPServer):
    """Answers every request with one status, and keeps what was asked."""

    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = status
        self.asked: list[tuple[str, str, str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Recorder

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        key = self.headers.get("authorization", "").removeprefix("Basic ")
        asks = base64.b64decode(key).decode()
        self.server.asked.append((self.command, self.path, asks, json.loads(body or b"null")))
        self.send_response(self.server.status)
        self.end_headers()

    def do_GET(self) -> None:
        self.do_PUT()

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def answering(status: int) -> Iterator[Recorder]:
    with Recorder(status) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def set_up_users(url: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run what the service `users` runs."""
    service = services()["users"]
    variables = service["environment"] | {"ELASTICSEARCH": url} | changed
    return subprocess.run(
        [*service["entrypoint"], *service["command"]],
        env={"PATH": os.environ["PATH"]} | variables,
        capture_output=True,
        text=True,
    )


def test_users_get_a_role_and_their_passwords() -> None:
    with answering(200) as server:
        done = set_up_users(server.url, ENRICHER_ELASTICSEARCH_PASSWORD="of-enricher_0123456789")
    assert done.returncode == 0, done.stderr
    assert "of-enricher" not in done.stdout + done.stderr
    bodies = {path.removeprefix("/_security/"): body for _, path, _, body in server.asked}
    assert list(bodies) == ["role/enricher", "user/enricher", "user/kibana_system/_password"]
    least = role_to_index("enricher")
    least["indices"][0]["names"] = ["enricher", "enricher-*"]  # the demonstration's alias as well
    assert bodies["role/enricher"] == least
    assert bodies["user/enricher"] == {
        "password": "of-enricher_0123456789",
        "roles": ["enricher"],
    }
    assert {asks for _, _, asks, _ in server.asked} == {f"elastic:{FILLED['ELASTIC_PASSWORD']}"}


def test_users_are_refused_aloud() -> None:
    with answering(200) as server:
        done = set_up_users(server.url, KIBANA_PASSWORD='needs "quotes" somewhere')
    assert done.returncode == 1
    assert done.stderr.startswith("KIBANA_PASSWORD takes 16")
    assert not server.asked
    with answering(403) as server:
        done = set_up_users(server.url)
    assert done.returncode != 0
    assert "403" in done.stderr
    assert len(server.asked) == 1


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_health_of_tika_is_what_its_server_answers(status: int, code: int) -> None:
    _, *command = services()["tika"]["healthcheck"]["test"]
    with answering(status) as server:
        asked = [word.replace("9998", str(server.server_port)) for word in command]
        assert subprocess.run(asked).returncode == code
    assert [path for _, path, _, _ in server.asked] == ["/version"]


def test_health_of_the_container_is_what_the_api_answers(tmp_path: Path) -> None:
    (options,) = (rest for name, rest in instructions() if name == "HEALTHCHECK")
    check = json.loads(options.partition("CMD ")[2])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    check = [sys.executable, *(word.replace("8000", str(port)) for word in check[1:])]

    def is_healthy() -> bool:
        return subprocess.run(check, capture_output=True).returncode == 0

    assert not is_healthy()
    home = make_home(tmp_path / "home")
    command = enricher_command("serve", "--port", str(port), "--home", str(home))
    server = subprocess.Popen(command, env=environment())
    try:
        until = time.monotonic() + 120
        while not is_healthy():
            assert server.poll() is None
            assert time.monotonic() < until, "the server does not get healthy"
            time.sleep(0.2)
    finally:
        server.terminate()
        server.wait()
