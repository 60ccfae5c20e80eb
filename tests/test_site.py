"""The site of docs/: built strictly, whole without a network, and every page of it on GitHub too."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.checkout import DOCS, ROOT

GUIDES = "tests/slow/guides/test_pages.py"
PROJECTS = "tests/slow/guides/test_projects.py"
COMMANDS_TRIED_BY = {
    "questions.md": "tests/slow/guides/test_questions.py",
    "audit.md": "tests/slow/guides/test_audit.py",
    "checking.md": PROJECTS,
    "clauses.md": "tests/slow/guides/test_clauses.py",
    "corrections.md": "tests/slow/guides/test_corrections.py",
    "deployment.md": "tests/test_deployment.py",
    "elasticsearch.md": "tests/slow/guides/test_elasticsearch.py",
    "evaluation.md": PROJECTS,
    "financial.md": "tests/slow/guides/test_financial.py",
    "extending.md": "tests/slow/guides/test_extending.py",
    "history.md": "tests/slow/guides/test_corrections.py",
    "http.md": PROJECTS,
    "improving.md": GUIDES,
    "kibana/README.md": "tests/test_kibana.py",
    "label-formats.md": "tests/enricher/projects/test_category_names.py",
    "learning.md": GUIDES,
    "long-documents.md": GUIDES,
    "pipelines.md": "tests/slow/guides/test_elasticsearch.py",
    "policies.md": "tests/slow/guides/test_policies.py",
    "portal.md": "tests/slow/portal/test_guide.py",
    "projects.md": PROJECTS,
    "quickstart.md": GUIDES,
    "register.md": PROJECTS,
    "reminders.md": "tests/slow/guides/test_reminders.py",
    "schema.md": GUIDES,
    "tagging.md": GUIDES,
    "values.md": GUIDES,
}
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
_LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """What a page of the site names, loads and links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value is not None}
        if "id" in given:
            self.ids.add(given["id"])
        if (address := given.get(_LOADED.get(tag, ""))) is not None:
            self.loaded.append(address)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])


def copy_sources(folder: Path) -> Path:
    shutil.copy(ROOT / "zensical.toml", folder)
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Page]:
    """The pages of the site, by their files."""
    folder = copy_sources(tmp_path_factory.mktemp("site"))
    built = build(folder)
    assert built.returncode == 0, built.stdout + built.stderr
    files = (folder / "build" / "site").rglob("*.html")
    return {file.resolve(): Page(file.read_text(encoding="utf-8")) for file in files}


def pages_of(nav: object) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    parts = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return [page for part in parts for page in pages_of(part)]


def anchors(markdown: str) -> set[str]:
    """What GitHub lets a link to a heading say."""
    plain = re.sub(r"^```.*?^```$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ +(.+?) *$", plain, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_navigation_once() -> None:
    with (ROOT / "zensical.toml").open("rb") as stream:
        nav = tomllib.load(stream)["project"]["nav"]
    assert sorted(pages_of(nav)) == PAGES


def test_links_and_pictures_of_the_site_are_there(site: dict[Path, Page]) -> None:
    checked = 0
    for file, page in site.items():
        if file.name == "404.html":
            continue  # its addresses are those of a server's root
        for address in page.links + page.loaded:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if target.is_dir():
                target /= "index.html"
            assert target.exists(), f"{file.name}: {address}"
            if parts.fragment and target in site:
                assert unquote(parts.fragment) in site[target].ids, f"{file.name}: {address}"
            checked += 1
    assert checked > len(PAGES)


def test_site_loads_nothing_from_another_host(site: dict[Path, Page]) -> None:
    foreign = {address for page in site.values() for address in page.loaded if "//" in address}
    assert not foreign


def test_commands_of_every_page_are_tried() -> None:
    with_commands = {page for page in PAGES if "\n```sh\n" in (DOCS / page).read_text("utf-8")}
    assert with_commands == COMMANDS_TRIED_BY.keys()
    for page, test in COMMANDS_TRIED_BY.items():
        assert Path(page).name in (ROOT / test).read_text(encoding="utf-8"), f"{test}: {page}"


def test_block_that_is_no_command_to_try_says_so() -> None:
    """A command in a block without a language stands where the page says that it was not run."""
    for page in PAGES:
        text = (DOCS / page).read_text(encoding="utf-8")
        plain = re.findall(r"^```\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        if any(re.match(r"(docker|curl|logstash|enricher|python) ", block) for block in plain):
            assert re.search(r"\*\*Not run", text), page


@pytest.mark.parametrize("name", PAGES)
def test_links_of_a_page_work_on_github_too(name: str) -> None:
    page = DOCS / name
    text = page.read_text(encoding="utf-8")
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        parts = urlsplit(address)
        if parts.scheme:
            continue
        target = page.parent / unquote(parts.path) if parts.path else page
        assert target.exists(), address
        assert target.resolve().is_relative_to(DOCS), f"{address} is not a part of the site"
        if parts.fragment:
            assert parts.fragment in anchors(target.read_text(encoding="utf-8")), address


@pytest.mark.parametrize("link", ["[gone](gone.md)", "[no such part](query.md#no-such-part)"])
def test_link_that_leads_nowhere_fails_the_build(tmp_path: Path, link: str) -> None:
    folder = copy_sources(tmp_path)
    with (folder / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{link}\n")
    built = build(folder)
    assert built.returncode != 0
    assert "does not exist" in built.stdout + built.stderr


def test_contributing_names_paths_and_commands_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|\w+\.py)`|\]\(([\w./-]+)\)", text)
    drawn = re.search(r"^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert drawn
    rooms = re.findall(r"(?<![\w/])([a-z]+(?:/|\.py))(?=\s)", drawn[1])
    paths = [*(one or other for one, other in named), *rooms]
    assert len(paths) > 40
    there = [
        path for path in paths if any((at / path).exists() for at in (ROOT, ROOT / "enricher"))
    ]
    assert there == paths
    targets = re.findall(
        r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"`make ([\w-]+)`", text)) <= set(targets)
