"""A real Elasticsearch for the tests, one for the whole run.

`ENRICHER_TEST_ELASTICSEARCH` names one that is up. Else Maven brings a server without its modules
(no `english` analyzer, scripts, TLS or security), which is unpacked once and started here by Java.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
import zipfile
from functools import cache
from pathlib import Path

from elasticsearch import Elasticsearch

VARIABLE = "ENRICHER_TEST_ELASTICSEARCH"
VERSION = "8.19.3"
_GROUP = "org.elasticsearch.distribution.integ-test-zip"
MAX_BODY_MEGABYTES = 20
_START_SECONDS = 300  # 15 on a free machine
_NOBODY = 65534  # the server refuses to run as root


@cache
def server_url() -> str | None:
    """Where the server is, None where there is none and none can be started."""
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return named.rstrip("/")
    home = _unpacked()
    return _start(home) if home else None


def remove_index(name: str) -> None:
    """Remove what an adapter made under this name."""
    with Elasticsearch(server_url() or "") as client:
        for index in client.indices.get(index=f"{name}-v*").body:
            client.indices.delete(index=index)
        client.options(ignore_status=404).indices.delete_index_template(name=f"{name}-v*")


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


def _start(home: Path) -> str:
    work = Path(tempfile.mkdtemp(prefix="enricher-elasticsearch-"))
    shutil.copytree(home / "config", work / "config")
    (work / "tmp").mkdir()  # apart: the server may write to none that its configuration is in
    port = _free_port()
    command = [str(home / "bin" / "elasticsearch")]
    for setting in (
        "discovery.type=single-node",
        "xpack.security.enabled=false",
        "network.host=127.0.0.1",
        f"http.port={port}",
        f"transport.port={_free_port()}",
        f"path.data={work / 'data'}",
        f"path.logs={work / 'logs'}",
        f"http.max_content_length={MAX_BODY_MEGABYTES}mb",
        "cluster.routing.allocation.disk.threshold_enabled=false",
    ):
        command += ["-E", setting]
    as_root = os.geteuid() == 0
    if as_root:
        for path in (work, *work.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
    java = Path(os.path.realpath(shutil.which("java") or "java")).parents[1]
    with (work / "output").open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=work,
            env={
                "PATH": os.environ["PATH"],
                "ES_JAVA_HOME": str(java),
                "ES_JAVA_OPTS": "-Xms1g -Xmx1g",
                "ES_PATH_CONF": str(work / "config"),
                "ES_TMPDIR": str(work / "tmp"),
                "HOME": str(work),
            },
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=_NOBODY if as_root else None,
            group=_NOBODY if as_root else None,
            extra_groups=[] if as_root else None,
        )
    atexit.register(_stop, server, work)
    url = f"http://127.0.0.1:{port}"
    until = time.monotonic() + _START_SECONDS
    while not _answers(url):
        if server.poll() is not None or time.monotonic() > until:
            tail = (work / "output").read_text(errors="replace")[-2000:]
            raise RuntimeError(f"Elasticsearch did not start:\n{tail}")
        time.sleep(0.5)
    return url


def _stop(server: subprocess.Popen[bytes], work: Path) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    shutil.rmtree(work, ignore_errors=True)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
