"""What a Prometheus server may ask: requests counted here, the ledger asked when it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from enricher.ledger.accounts import Status


class Metrics:
    """Counts requests by route, which are few, never by path, of which there is no end."""

    def __init__(self, status: Callable[[], Status]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._registry.register(_Ledger(status))
        self._requests = Counter(
            "enricher_http_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "enricher_http_request_seconds",
            "How long answers took.",
            ("route",),
            registry=self._registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60),
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> str:
        return generate_latest(self._registry).decode()


class _Ledger(Collector):
    def __init__(self, status: Callable[[], Status]) -> None:
        self._status = status

    def describe(self) -> list[Metric]:
        return []  # what it will say is asked when it is said, not at registration

    def collect(self) -> Iterator[Metric]:
        status = self._status()
        files = GaugeMetricFamily("enricher_files", "Files by state.", labels=("state",))
        for state in ("indexed", "failed", "ignored", "pending"):
            files.add_metric((state,), getattr(status, state))
        yield files
        for name, text, value in (
            (
                "documents",
                "Documents that can be searched, those inside mails and archives too.",
                status.documents,
            ),
            (
                "members",
                "How many of these documents are members of mails and archives.",
                status.members,
            ),
            ("backlog_seconds", "Age of the oldest pending file.", status.backlog_seconds),
            ("folders_held", "Folders held by the removal guard.", len(status.held)),
        ):
            yield GaugeMetricFamily(f"enricher_{name}", text, value=value)
