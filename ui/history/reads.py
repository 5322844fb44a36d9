"""What the history asks of the database; each runs as a job, away from the window."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.store import ReadingStore
    from forms.record_history import History
    from ui.lanes import Progress
    from ui.report.pdf import Document


def load_history(store: "ReadingStore", _progress: "Progress", uid: str) -> "History":
    """Return the whole history of an audit. Raises StoreTrouble where nothing of it was sealed."""
    from db.histories import read_history

    with store.snapshot():
        return read_history(store, uid)


def draw_version(store: "ReadingStore", progress: "Progress", revision: str) -> "Document":
    """Draw one version of an audit as a PDF."""
    from db.histories import sealed_audit
    from exports.documents.sealed_audit import sealed_audit_bytes
    from ui.report.pdf import Document, page_sizes

    progress(0, 0, "Drawing the audit …")
    with store.snapshot():
        sealed = sealed_audit(store, revision)
    data = sealed_audit_bytes(sealed)
    progress(0, 0, "Drawing the audit …")
    return Document(data, page_sizes(data))
