"""Which recovery key the organisation installed here: the one that the settings name."""

from pathlib import Path

from audit_app.settings import Settings


def installed_recovery_keys(settings: Settings | None = None) -> tuple[bytes, ...]:
    """Return the public halves for new databases: that of the settings, or none.

    Raises AuditAppError where the settings name a file that holds no recovery key, rather than
    make a database that the organisation believes it can open.
    """
    from db.recovery import read_recovery_key

    chosen = settings or _stored_settings()
    return (read_recovery_key(Path(chosen.recovery_key)),) if chosen.recovery_key else ()


def _stored_settings() -> Settings:
    from audit_app.paths import user_paths
    from audit_app.settings import SettingsFile

    return SettingsFile(user_paths().settings).load()[0]
