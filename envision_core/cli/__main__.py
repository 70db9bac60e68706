"""`python -m envision_core.cli`: the same as the `envision` command."""

import sys

from envision_core.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
