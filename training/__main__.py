"""`python -m training`."""

from enricher.errors import EnricherError
from training.cli import main

try:
    main()
except EnricherError as error:
    raise SystemExit(f"Error: {error}") from error
