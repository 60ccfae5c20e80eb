"""The CEL library without its command line, whose imports take longer than all of enricher's."""

from __future__ import annotations

import logging
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cel import Context, Program, compile
else:
    # The package (0.10) imports prompt_toolkit and pygments before it is there: 0.5 s of 0.5 s.
    _package = find_spec("cel")
    _spec = PathFinder.find_spec("cel", _package.submodule_search_locations)
    _extension = module_from_spec(_spec)
    _spec.loader.exec_module(_extension)
    Context, Program, compile = _extension.Context, _extension.Program, _extension.compile

__all__ = ["Context", "Program", "compile"]

# It logs each exception of a function; here they are how functions say that they cannot tell.
logging.getLogger("cel").disabled = True
