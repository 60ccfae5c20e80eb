from __future__ import annotations

import pytest

from enricher.portal.command_pages import with_pages


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("none; `enricher search` lists them", 'none; <a href="/">Search</a> lists them'),
        ("`enricher audit list` has all", '<a href="/audit">Audit</a> has all'),
        ("write `id: x`", "write <code>id: x</code>"),
        ("`enricher doctor` tells", "<code>enricher doctor</code> tells"),
        ("no <b>`enricher search <i>`", 'no &lt;b&gt;<a href="/">Search</a>'),
    ],
)
def test_commands_become_pages_where_there_are_any(sentence: str, shown: str) -> None:
    assert str(with_pages(sentence)) == shown
