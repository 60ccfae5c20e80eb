from __future__ import annotations

import base64
import logging
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.elasticsearch.client import Access, cause_text, connect, translated
from enricher.errors import SettingsError, UnavailableError
from tests.connectors.elasticsearch_proxy import Answer, Forward, Proxy, Request, proxy_before
from tests.elasticsearch_server import server_url

SECRET = "s3cret-never-shown"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "one of elasticsearch_url and elasticsearch_cloud_id"),
        ({"url": "http://a:9200", "cloud_id": "x:y"}, "one of elasticsearch_url"),
        ({"url": "a:9200"}, "expected something like https://localhost:9200"),
        ({"url": "http://a:port"}, "cannot be read as a URL"),
        ({"url": f"http://me:{SECRET}@a:9200"}, "ENRICHER_ELASTICSEARCH_PASSWORD"),
        ({"url": "http://a:9200", "user": "me"}, "go together"),
        ({"url": "http://a:9200", "password": SECRET}, "go together"),
        ({"url": "http://a:9200", "user": "me", "password": SECRET, "api_key": SECRET}, "both set"),
        ({"url": "https://a:9200", "ca": "/no/such.pem"}, "elasticsearch_ca names /no/such.pem"),
        ({"url": "http://a:9200", "ca": __file__}, "does not begin with https:"),
        ({"url": "https://a:9200", "key": __file__}, "without elasticsearch_certificate"),
    ],
)
def test_settings_that_do_not_go_together_are_named(settings: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as caught:
        Access(**settings)  # type: ignore[arg-type]
    assert SECRET not in str(caught.value)


def test_several_nodes_and_a_url_without_a_port() -> None:
    access = Access(url="http://a, http://b:9201")
    with connect(access) as client:
        nodes = {node.base_url for node in client.transport.node_pool.all()}
        assert nodes == {"http://a:9200", "http://b:9201"}
    assert access.server == "Elasticsearch at http://a, http://b:9201"


def test_cloud_id_that_cannot_be_used_is_not_quoted() -> None:
    with pytest.raises(SettingsError, match="elasticsearch_cloud_id") as caught:
        connect(Access(cloud_id=SECRET, api_key=SECRET))
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_cloud_id_leads_to_its_host() -> None:
    cloud_id = "name:" + base64.b64encode(b"example.invalid$uuid$kibana").decode()
    with connect(Access(cloud_id=cloud_id, api_key=SECRET)) as client:
        (node,) = client.transport.node_pool.all()
        assert node.base_url == "https://uuid.example.invalid:443"


def test_secrets_are_in_no_repr() -> None:
    access = Access(url="https://a:9200", user="me", password=SECRET)
    with connect(access) as client:
        assert SECRET not in repr(access) + repr(client) + repr(client.transport)


def test_server_that_is_not_there_is_named_and_secrets_are_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    access = Access(url="http://127.0.0.1:9", api_key=SECRET)
    with pytest.raises(UnavailableError) as caught:
        ask(access)
    assert "http://127.0.0.1:9 did not answer" in str(caught.value)
    assert SECRET not in caplog.text + str(caught.value) + repr(caught.value.__cause__)


def test_causes_inside_each_other_are_told_once() -> None:
    cause = {
        "root_cause": [{"type": "a", "reason": "first"}],
        "type": "a",
        "reason": "first",
        "caused_by": {"type": "b", "reason": "second\n line"},
    }
    assert cause_text(cause) == "a: first; b: second line"
    assert len(cause_text({"type": "a", "reason": "x" * 5_000})) == 500


class Certificates:
    """A CA, a certificate for the server and one for whoever asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.ca = self._make("ca", ["-x509", "-subj", "/CN=test ca"])
        self.other_ca = self._make("other", ["-x509", "-subj", "/CN=other ca"])
        self.server = self._signed("server", "subjectAltName=IP:127.0.0.1")
        self.client = self._signed("client", "extendedKeyUsage=clientAuth")

    def key(self, name: str) -> str:
        return str(self._folder / f"{name}.key")

    def _make(self, name: str, options: list[str]) -> str:
        file = self._folder / f"{name}.pem"
        self._openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-days", "2", *options,
            "-keyout", self.key(name), "-out", str(file),
        )  # fmt: skip
        return str(file)

    def _signed(self, name: str, extension: str) -> str:
        request = self._make(name, ["-subj", f"/CN={name}"])
        extensions = self._folder / f"{name}.ext"
        extensions.write_text(extension)
        signed = str(self._folder / f"{name}.signed.pem")
        self._openssl(
            "x509", "-req", "-in", request, "-CA", self.ca, "-CAkey", self.key("ca"), "-days", "2",
            "-CAcreateserial", "-extfile", str(extensions), "-out", signed,
        )  # fmt: skip
        return signed

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    assert shutil.which("openssl"), "openssl makes the certificates of these tests"
    return Certificates(tmp_path_factory.mktemp("certificates"))


def wants_key(request: Request, forward: Forward) -> Answer:
    authorization = request.headers.get("authorization")
    if authorization == f"ApiKey {SECRET}":
        return forward(request.body)
    me = base64.b64encode(f"me:{SECRET}".encode()).decode()
    if authorization == f"Basic {me}":
        return Answer.error(403, "security_exception", "action [cluster:monitor] is unauthorized")
    return Answer.error(401, "security_exception", "unable to authenticate")


@pytest.fixture
def guarded(certificates: Certificates) -> Iterator[Proxy]:
    """The real server behind TLS, which wants a certificate and a key to be shown."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificates.server, certificates.key("server"))
    tls.load_verify_locations(certificates.ca)
    tls.verify_mode = ssl.CERT_REQUIRED
    with proxy_before(server_url() or "", tls) as proxy:
        proxy.hook = wants_key
        yield proxy


def ask(access: Access) -> str:
    with connect(access) as client, translated(access.server):
        return str(client.cluster.health()["status"])


@pytest.mark.elasticsearch
@pytest.mark.openssl
def test_ca_certificate_and_key_open_a_guarded_server(
    guarded: Proxy, certificates: Certificates
) -> None:
    access = Access(
        url=guarded.url,
        ca=certificates.ca,
        certificate=certificates.client,
        key=certificates.key("client"),
        api_key=SECRET,
    )
    assert ask(access) in ("green", "yellow", "red")
    for changed, named in [
        (replace(access, api_key="wrong"), "does not know who asks; set elasticsearch_api_key"),
        (replace(access, api_key="", user="me", password=SECRET), "is unauthorized"),
        (replace(access, ca=certificates.other_ca), "certificate that is not trusted"),
        (replace(access, certificate="", key=""), r"did not answer|asks for a client certificate"),
    ]:
        with pytest.raises(UnavailableError, match=named) as caught:
            ask(changed)
        assert SECRET not in str(caught.value)


@pytest.mark.elasticsearch
def test_another_kind_of_server_is_told_as_that() -> None:
    with proxy_before(server_url() or "") as proxy:
        proxy.hook = lambda *_: Answer(200, b"{}", is_elasticsearch=False)
        with pytest.raises(UnavailableError, match="something else than Elasticsearch"):
            ask(Access(url=proxy.url))
