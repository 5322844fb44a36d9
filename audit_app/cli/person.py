"""Who works at the command line, where no option says so."""

from audit_app.paths import user_paths
from audit_app.settings import SettingsFile
from forms.errors import AuditAppError


def person() -> str:
    """Return who works here: as the settings say, else as the system knows the person.

    Raises AuditAppError where neither does.
    """
    import getpass

    settings, _ = SettingsFile(user_paths().settings).load()
    known = settings.auditor_code or settings.auditor_name
    if known:
        return known
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise AuditAppError("Say who does this: --author NAME.") from None
