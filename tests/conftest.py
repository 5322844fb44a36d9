"""What every test shares: no screen, no real user folders, no unnoticed Qt complaint."""

import os

os.environ["QT_QPA_PLATFORM"] = os.environ.get("AUDIT_APP_TEST_PLATFORM", "offscreen")
