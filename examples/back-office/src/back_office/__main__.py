"""`python -m back_office`."""

import sys

from back_office.cli import main

sys.exit(main())
