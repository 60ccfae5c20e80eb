from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from connectors.search.terms import folders
from enricher.query.nodes import FacetValue
from enricher.search.folder_tree import Folder, grow_folders

NAMES = st.sampled_from(("a", "b", "signed"))
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=4), min_size=1, max_size=8)


def counted(*paths: str) -> list[FacetValue]:
    """The folders of documents at these paths, as an index counts them."""
    counts: dict[str, int] = {}
    for path in paths:
        for folder in folders([path]):
            counts[folder] = counts.get(folder, 0) + 1
    return [FacetValue(folder, count) for folder, count in counts.items()]


def lines(tree: Iterable[Folder], depth: int = 0) -> list[str]:
    found = []
    for one in tree:
        found += ["  " * depth + f"{one.name} {one.count}", *lines(one.folders, depth + 1)]
    return found


def every(tree: Iterable[Folder]) -> list[Folder]:
    return [one for folder in tree for one in (folder, *every(folder.folders))]


def test_the_way_to_the_documents_is_one_step() -> None:
    tree = grow_folders(
        counted("/data/law/nda/x.pdf", "/data/law/nda/y.pdf", "/data/law/loans/2024/signed/z.pdf")
    )
    assert lines(tree) == ["law 3", "  loans/2024/signed 1", "  nda 2"]
    assert [one.path for one in every(tree)] == [
        "/data/law/",
        "/data/law/loans/2024/signed/",
        "/data/law/nda/",
    ]


def test_a_folder_with_documents_of_its_own_is_a_step() -> None:
    assert lines(grow_folders(counted("/x/a.pdf", "/x/y/b.pdf"))) == ["x 2", "  y 1"]


def test_drives_and_the_root_have_their_names() -> None:
    assert lines(grow_folders(counted("C:/a.pdf", "C:/x/b.pdf"))) == ["C: 2", "  x 1"]
    assert lines(grow_folders(counted("/a.pdf", "/x/b.pdf"))) == ["/ 2", "  x 1"]


def test_what_is_chosen_stands_in_the_tree_though_nothing_is_found_there() -> None:
    tree = grow_folders(counted("/x/a.pdf", "/x/y/b.pdf"), ["/x/z/", "no path"])
    assert lines(tree) == ["x 2", "  y 1", "  z 0"]
    assert tree[0].holds(["/x/z/"])
    assert not tree[0].holds(["/x/"])


def test_what_is_chosen_is_not_joined_with_what_it_holds() -> None:
    tree = grow_folders(counted("/x/y/a.pdf", "/x/y/b.pdf"), ["/x/"])
    assert lines(tree) == ["x 2", "  y 2"]


@given(PATHS)
def test_each_folder_stands_once_below_the_one_that_holds_it(names: list[list[str]]) -> None:
    paths = ["/" + "/".join(one) + f"/{number}.pdf" for number, one in enumerate(names)]
    counts = {one.value: one.count for one in counted(*paths)}
    tree = grow_folders(counted(*paths))
    shown = every(tree)
    assert len({one.path for one in shown}) == len(shown)
    for one in shown:
        assert one.count == counts[one.path]
        assert all(inner.path.startswith(one.path) for inner in every(one.folders))
    # Whatever is not shown is on the way to one that is, with the same documents.
    for path, count in counts.items():
        assert any(one.path.startswith(path) and one.count == count for one in shown)
