from __future__ import annotations

from pathlib import Path

from enricher.wiring.home import open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest
from tests.enricher.homes import make_home
from tests.protected_files import protected_pdf

SECRET = "open sesame"


def test_password_is_kept_listed_and_removed(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "lease.pdf").write_bytes(protected_pdf(SECRET, "The lease."))
    with open_home(make_home(tmp_path / "home")) as home, connect(home) as client:
        ingest(home, tmp_path / "documents")
        added = client.post("/api/passwords", json={"password": SECRET, "name": "leases"})
        assert added.status_code == 201
        assert added.json() | {"added_at": ""} == {
            "number": 1,
            "name": "leases",
            "added_at": "",
            "added_by": "administrator",
            "read_again": 1,
        }
        (told,) = client.get("/api/passwords").json()
        assert set(told) == {"number", "name", "added_at", "added_by"}
        assert client.post("/api/passwords", json={"password": SECRET}).status_code == 409
        ingest(home, tmp_path / "documents")
        assert client.get("/api/failed").json() == []
        sent = client.post(
            "/api/extract", files={"file": ("sent.pdf", protected_pdf(SECRET, "Hi."))}
        )
        assert sent.json()["error"] is None
        page = client.get("/ingestion").text
        assert "leases" in page
        assert SECRET not in page
        assert client.delete("/api/passwords/1").status_code == 204
        assert client.delete("/api/passwords/1").status_code == 404
        assert client.get("/api/passwords").json() == []


def test_refused_password_is_not_repeated(tmp_path: Path) -> None:
    with open_home(make_home(tmp_path / "home")) as home, connect(home) as client:
        for body in (
            {"password": SECRET, "name": "x" * 201},
            {"password": {"secret": SECRET}},
            {"password": SECRET * 60},
        ):
            refused = client.post("/api/passwords", json=body)
            assert refused.status_code == 422
            assert SECRET not in refused.text


def test_only_administrators_keep_passwords(tmp_path: Path) -> None:
    keys = {"api_key": "a" * 20, "reader_key": "r" * 20, "tagger_key": "t" * 20}
    with open_home(make_home(tmp_path / "home")) as home, connect(home, **keys) as client:
        for key in (keys["reader_key"], keys["tagger_key"]):
            headers = {"authorization": f"Bearer {key}"}
            refused = client.post("/api/passwords", json={"password": "x"}, headers=headers)
            assert refused.status_code == 403
            assert "password" not in client.get("/ingestion", headers=headers).text
