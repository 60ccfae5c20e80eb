"""`python -m training.experiments`."""

from enricher.errors import EnricherError
from training.experiments.commands import main

try:
    main()
except EnricherError as error:
    raise SystemExit(f"Error: {error}") from error
