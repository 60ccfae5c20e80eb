"""Real Elasticsearch for the tests: one server for the whole run, and clusters of several nodes.

`ENRICHER_TEST_ELASTICSEARCH` names one that is up. Else Maven brings a server without its modules
(no `english` analyzer, scripts, TLS or security), which is unpacked once and started here by Java.
What is started here ends with this process, however that ends.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psutil
from elasticsearch import Elasticsearch

from connectors.sandbox import guard as sandbox_guard

VARIABLE = "ENRICHER_TEST_ELASTICSEARCH"
VERSION = "8.19.3"
_GROUP = "org.elasticsearch.distribution.integ-test-zip"
MAX_BODY_MEGABYTES = 20
_START_SECONDS = 300  # 15 on a free machine
_STOP_SECONDS = 60
_QUICK_START = "-XX:TieredStopAtLevel=1"  # half the time; a test asks too little for more to pay
_HEAP_MEGABYTES = 1024
_NODE_HEAP_MEGABYTES = 512  # of each in a cluster
_NOBODY = 65534  # the server refuses to run as root


def server_url() -> str | None:
    """Where the server is, None where there is none and none can be started."""
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return named.rstrip("/")
    node = _server()
    return node.url if node else None


@cache
def _server() -> Node | None:
    home = _unpacked()
    if home is None:
        return None
    node = Node(home, _make_work(), ["discovery.type=single-node"], _HEAP_MEGABYTES)
    node.start()
    node.wait()
    return node


def can_start() -> bool:
    """Whether servers can be started here, beside any that is up."""
    return _unpacked() is not None


@contextmanager
def cluster(size: int) -> Iterator[list[Node]]:
    """Nodes of one cluster, each with a configuration, data and ports of its own."""
    home = _unpacked()
    assert home is not None
    work = _make_work()
    names = [f"node{number}" for number in range(size)]
    ports = [_free_port() for _ in names]
    common = [
        f"cluster.name={work.name}",
        f"discovery.seed_hosts={','.join(f'127.0.0.1:{port}' for port in ports)}",
        f"cluster.initial_master_nodes={','.join(names)}",
    ]
    nodes = [
        Node(home, work, [f"node.name={name}", *common], _NODE_HEAP_MEGABYTES, name, port)
        for name, port in zip(names, ports, strict=True)
    ]
    try:
        for node in nodes:
            node.start()
        for node in nodes:
            node.wait()
        yield nodes
    finally:
        for node in nodes:
            node.stop(signal.SIGKILL)
        shutil.rmtree(work, ignore_errors=True)


def remove_index(name: str) -> None:
    """Remove what an adapter made under this name."""
    with Elasticsearch(server_url() or "") as client:
        for made in (name, f"{name}-rows"):
            for index in client.indices.get(index=f"{made}-v*").body:
                client.indices.delete(index=index)
            client.options(ignore_status=404).indices.delete_index_template(name=f"{made}-v*")


class Node:
    """One server; it keeps its ports and its data when it is stopped and started again.

    Args:
        home: the unpacked server, in which nothing is written.
        work: the folder for all else, which goes with this process.
        transport_port: which other nodes know; None: none does.
    """

    def __init__(
        self,
        home: Path,
        work: Path,
        settings: Sequence[str],
        heap_megabytes: int,
        name: str = "node",
        transport_port: int | None = None,
    ) -> None:
        self.name = name
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._home = home
        self._work = work
        self._folder = work / name
        self._heap_megabytes = heap_megabytes
        self._server: subprocess.Popen[bytes] | None = None
        self._settings = [
            *settings,
            "xpack.security.enabled=false",
            "network.host=127.0.0.1",
            f"http.port={port}",
            f"transport.port={transport_port or _free_port()}",
            f"path.data={self._folder / 'data'}",
            f"path.logs={self._folder / 'logs'}",
            f"http.max_content_length={MAX_BODY_MEGABYTES}mb",
            "cluster.routing.allocation.disk.threshold_enabled=false",
        ]
        self._folder.mkdir()
        shutil.copytree(home / "config", self._folder / "config")
        (self._folder / "tmp").mkdir()  # apart: none is written to that the configuration is in
        for path in (self._folder, *self._folder.rglob("*")):
            _give_away(path)

    def start(self) -> None:
        """Start the process; `wait` returns when it answers."""
        command = [str(self._home / "bin" / "elasticsearch")]
        for setting in self._settings:
            command += ["-E", setting]
        java = Path(os.path.realpath(shutil.which("java") or "java")).parents[1]
        heap = f"{self._heap_megabytes}m"
        as_root = os.geteuid() == 0
        with self._output.open("wb") as output:
            self._server = subprocess.Popen(
                command,
                cwd=self._folder,
                env={
                    "PATH": os.environ["PATH"],
                    "ES_JAVA_HOME": str(java),
                    "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap} {_QUICK_START}",
                    "ES_PATH_CONF": str(self._folder / "config"),
                    "ES_TMPDIR": str(self._folder / "tmp"),
                    "CLI_JAVA_OPTS": _QUICK_START,
                    "HOME": str(self._folder),
                },
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=_NOBODY if as_root else None,
                group=_NOBODY if as_root else None,
                extra_groups=[] if as_root else None,
            )
        _tell_guard(f"+ {self._server.pid} {self._work}")

    def wait(self) -> None:
        """Return when the node answers and knows a master."""
        until = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._server is None or self._server.poll() is not None or time.monotonic() > until:
                tail = self._output.read_text(errors="replace")[-2000:]
                raise RuntimeError(f"Elasticsearch did not start:\n{tail}")
            time.sleep(0.5)

    def stop(self, how: signal.Signals) -> None:
        """Send a signal and return when the process is gone; SIGTERM lets it close its indexes."""
        if self._server is None:
            return
        processes = psutil.Process(self._server.pid).children(recursive=True)
        os.killpg(self._server.pid, how)
        self._server.wait(_STOP_SECONDS)
        _, alive = psutil.wait_procs(processes, _STOP_SECONDS)  # the server, a child of its starter
        if alive:
            raise RuntimeError(f"Elasticsearch {self.name} does not stop: {alive}")
        _tell_guard(f"- {self._server.pid}")
        self._server = None

    @property
    def _output(self) -> Path:
        return self._folder / "output"

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_cluster/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@cache
def _guard() -> subprocess.Popen[bytes]:
    """Kills the servers and removes their folders when this process is gone."""
    guard = subprocess.Popen(
        [sys.executable, "-I", "-S", sandbox_guard.__file__],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    atexit.register(guard.communicate)
    return guard


def _tell_guard(line: str) -> None:
    pipe = _guard().stdin
    assert pipe is not None
    pipe.write(line.encode() + b"\n")
    pipe.flush()


def _make_work() -> Path:
    work = Path(tempfile.mkdtemp(prefix="enricher-elasticsearch-"))
    _give_away(work)
    return work


def _give_away(path: Path) -> None:
    """Let the server's user write here."""
    if os.geteuid() == 0:
        os.chown(path, _NOBODY, _NOBODY)


@cache
def _unpacked() -> Path | None:
    """The server's folder, brought and unpacked by whoever first needs it."""
    if not shutil.which("java") or not shutil.which("mvn"):
        return None
    home = _cache() / f"elasticsearch-{VERSION}"
    if home.is_dir():
        return home
    subprocess.run(
        ["mvn", "-q", "-B", "dependency:get", f"-Dartifact={_GROUP}:elasticsearch:{VERSION}:zip",
         "-Dtransitive=false"],
        check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    repository = Path("~/.m2/repository").expanduser() / _GROUP.replace(".", "/")
    brought = repository / "elasticsearch" / VERSION / f"elasticsearch-{VERSION}.zip"
    home.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=home.parent) as folder,
        zipfile.ZipFile(brought) as archive,
    ):
        for member in archive.infolist():
            path = Path(archive.extract(member, folder))
            path.chmod(0o755 if member.is_dir() else (member.external_attr >> 16) & 0o777 | 0o444)
        with contextlib.suppress(OSError):  # another run was faster
            (Path(folder) / home.name).rename(home)
    return home


def _cache() -> Path:
    """A folder that the server's user can read: root's own is closed to it."""
    if os.geteuid() == 0:
        return Path("/var/cache/enricher-tests")
    return Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "enricher-tests"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
