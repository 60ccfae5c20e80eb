"""Whatever is asked of the server, by whoever may ask: it never answers 5xx.

Two ways to ask: schemathesis makes requests from the OpenAPI description, such as it allows and
such as it does not; a walk over all routes, pages and forms too, puts hostile values where names,
numbers and days belong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
import requests
import schemathesis
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation

from enricher.api.app import MODULES
from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.portal.pages import PAGES
from enricher.wiring.audit import audit_home
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from tests.enricher.api.clients import connect
from tests.enricher.homes import LARGE, SCHEMA, make_home, write_documents

KEYS = {"api_key": "administrator's", "tagger_key": "tagger's", "reader_key": "reader's"}
ROLES = {"administrator": "administrator's", "tagger": "tagger's", "reader": "reader's", "none": ""}


HOSTILE = [
    "\0",
    "a\0b",
    "9" * 30,
    "9" * 5000,
    str(2**63),
    "-1",
    "0001-01-01",
    "9999-12-31",
    "x" * 5000,
    "../../etc/passwd",
    "\N{ARABIC-INDIC DIGIT THREE}",
    "'\"<>{{}}[]()\\%",
    "[",
    "\n\r\t",
    "\N{REPLACEMENT CHARACTER}\N{RIGHT-TO-LEFT OVERRIDE}",
    "1e999",
    "nan",
    "",
]


SHARE = 7
"""Of the addresses others ask each seventh: what they may the administrator did, the rest is refused."""


@dataclass(frozen=True)
class Attacked:
    """A server over a home that has something of everything."""

    client: TestClient
    real: dict[str, str]
    """What the names in addresses may stand for."""

    def ask(self, role: str, method: str, url: str, **sent: Any) -> int:
        headers = {**(sent.pop("headers", None) or {})}
        if ROLES[role]:
            headers["x-api-key"] = ROLES[role]
        answer = self.client.request(method, url, headers=headers, follow_redirects=False, **sent)
        return answer.status_code


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    home, documents = make_home(folder / "home"), write_documents(folder / "documents")
    policies = home / "projects" / "contracts" / "policies"
    policies.mkdir()
    (policies / "large.yaml").write_text(LARGE)
    with open_home(home) as opened:
        folders(opened).ingest([documents])
        audit_home(opened, local_time())
        write_out(opened.ledger.documents, opened.index)
        with connect(opened, **KEYS) as client:
            yield Attacked(client, fill(client))


def fill(client: TestClient) -> dict[str, str]:
    """Leave something behind everywhere; the names and numbers of it by what routes call them."""
    headers = {"x-api-key": KEYS["api_key"]}

    def post(path: str, **sent: Any) -> Any:
        answer = client.post(path, headers=headers, **sent)
        assert answer.is_success, answer.text
        return answer.json()

    (document, *_) = client.get("/api/search", headers=headers).json()["hits"]
    post("/api/projects", json={"name": "loans", "toml": SCHEMA})
    post("/api/projects/loans/documents", files=[("files", ("a.txt", b"Vega LLC lends $5."))])
    post("/api/searches", json={"name": "mine", "address": "q=loan"})
    (finding, *_) = client.get("/api/findings", headers=headers).json()["findings"]
    return {
        "id": document["id"],
        "number": str(finding["id"]),
        "project": "loans",
        "name": "a.txt",
        "model": "m1",
        "deployment": "production",
    }


def _operations(client: TestClient) -> list[APIOperation[Any, Any, Any, Any]]:
    """What deletes comes last, so that the rest is asked about what there is."""
    schema = schemathesis.openapi.from_dict(client.app.openapi())  # type: ignore[attr-defined]
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    return sorted(found, key=lambda one: one.method.upper() == "DELETE")


@pytest.mark.parametrize(
    ("role", "examples"), [("administrator", 4), ("tagger", 1), ("reader", 1), ("none", 1)]
)
def test_no_request_that_is_described_or_nearly_fails_the_server(
    attacked: Attacked, role: str, examples: int
) -> None:
    failures: dict[str, str] = {}
    asked = 0
    is_whole = role == "administrator"  # to others most is refused before it is read
    for operation in _operations(attacked.client):
        named = [one.name for one in operation.path_parameters]
        real = {name: attacked.real[name] for name in named if name in attacked.real}
        for mode in GenerationMode if is_whole else [GenerationMode.POSITIVE]:
            for known in ({}, real) if real and is_whole else (real,):
                places: dict[str, Any] = {"path_parameters": known} if known else {}
                strategy = operation.as_strategy(generation_mode=mode, **places)

                @settings(
                    max_examples=examples,
                    deadline=None,
                    derandomize=True,
                    database=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )
                @given(case=strategy)
                def ask(case: Case[Any]) -> None:
                    nonlocal asked
                    made = requests.Request(**case.as_transport_kwargs("http://localhost"))
                    sent = requests.Session().prepare_request(made)
                    status = attacked.ask(
                        role,
                        str(sent.method),
                        str(sent.url),
                        content=sent.body,
                        headers=dict(sent.headers),
                    )
                    asked += 1
                    if status >= 500:
                        name = f"{case.operation.label} {status}"
                        failures.setdefault(name, case.as_curl_command())

                with suppress(Unsatisfiable):  # nothing can be wrong in what takes no values
                    ask()
    assert asked > 50
    assert failures == {}


def routes() -> list[APIRoute]:
    """Every route there is, those of pages too, which the description leaves out."""
    found = [one for module in (*MODULES, *PAGES) for one in module.router.routes]
    assert all(isinstance(one, APIRoute) for one in found)
    return sorted(
        (one for one in found if isinstance(one, APIRoute)),
        key=lambda one: "DELETE" in (one.methods or ()),
    )


def _addresses(route: APIRoute, real: dict[str, str]) -> Iterator[str]:
    """The address of a route, with a hostile value in one place of it after the other."""
    names = re.findall(r"{(\w+)(?::path)?}", route.path)
    values = {name: real.get(name, "1") for name in names}

    def path(**changed: str) -> str:
        put = values | changed
        return re.sub(r"{(\w+)(?::path)?}", lambda one: quote(put[one[1]], safe=""), route.path)

    asked = [one.alias for one in route.dependant.query_params]
    for hostile in HOSTILE:
        for name in names:
            yield path(**{name: hostile})
        for name in asked:
            yield f"{path()}?{quote(name)}={quote(hostile)}"
        if len(asked) > 1:
            yield f"{path()}?" + "&".join(f"{quote(name)}={quote(hostile)}" for name in asked)


@pytest.mark.parametrize("role", ROLES)
def test_no_hostile_value_in_an_address_or_a_form_fails_the_server(
    attacked: Attacked, role: str
) -> None:
    failures: dict[str, str] = {}
    asked = 0
    for route in routes():
        fields = [one.alias for one in route.dependant.body_params]
        addresses = list(_addresses(route, attacked.real)) or [route.path] * len(HOSTILE)
        if role != "administrator":
            addresses = addresses[::SHARE]
        for method in sorted((route.methods or set()) - {"HEAD"}):
            for number, address in enumerate(addresses):
                hostile = HOSTILE[number % len(HOSTILE)]
                form = dict.fromkeys(fields, hostile) if method == "POST" else None
                headers = {"accept": "text/html"} if number % 2 else None
                status = attacked.ask(role, method, address, data=form, headers=headers)
                asked += 1
                if status >= 500:
                    failures.setdefault(f"{method} {route.path} {status}", address[:300])
    assert asked > 100
    assert failures == {}
