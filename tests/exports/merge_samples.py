"""Merge reports made up for tests of what leaves the cabinet."""

from db.merge_report import (
    AuditCounts,
    AuditOutcome,
    DoubleAudit,
    MergedFile,
    MergeReport,
    RecentAudit,
    SetAside,
    ToolTwins,
)


def a_merge(batch: str | None = "batch-1") -> MergeReport:
    """A merge of five files in which everything happens once."""
    return MergeReport(
        batch=batch,
        files=[
            MergedFile(
                "/share/north/my-audits.audit",
                "a" * 64,
                "merged",
                "",
                audits=AuditCounts(new=12, updated=3, conflicts=1, set_aside=1, erased=1),
            ),
            MergedFile(
                "/share/south/my-audits.audit",
                "b" * 64,
                "merged",
                "",
                "auditor-07",
                "2026-11-20T16:05:00+00:00",
                "1.0",
                AuditCounts(new=4, identical=11, joined=1),
                drafts=2,
            ),
            MergedFile("/share/old.audit", "c" * 64, "already", "This file was merged before."),
            MergedFile("/share/broken.audit", None, "refused", "“broken.audit” is damaged."),
            MergedFile(
                "/share/odd.audit",
                None,
                "refused",
                "“odd.audit” holds tables that Case File Audit did not make; it is refused.",
            ),
        ],
        audits=AuditCounts(16, 3, 11, 1, 1, 1, 1),
        outcomes=[
            _audit(0, "u1", "new", "C-0001"),
            _audit(0, "u2", "conflicts", "C-0002"),
            _audit(0, "u3", "set_aside", "C-0003", "its content does not match its hash"),
            _audit(0, "u4", "erased", ""),
            _audit(1, "u5", "joined", "C-0005"),
        ],
        set_aside=[
            SetAside("u3", "its content does not match its hash"),
            SetAside("tool-record", "the version it builds on is missing"),
        ],
        drafts=2,
        tools=[ToolTwins("thresholds", "1.0", ("1" * 64, "2" * 64))],
        doubles=[
            DoubleAudit(
                "C-0009",
                "Thresholds",
                (("u1", "auditor-01", "2026-04-02"), ("u2", "auditor-02", "2026-04-09")),
            )
        ],
        recent=[
            RecentAudit(
                "C-0010",
                ("u7", "auditor-03", "2026-01-15"),
                ("u8", "auditor-04", "2026-10-15"),
            )
        ],
    )


def _audit(file: int, uid: str, outcome: str, case: str, reason: str = "") -> AuditOutcome:
    told = ("Thresholds, version 1.0", "auditor-01", "2026-04-02") if case else ("", "", "")
    return AuditOutcome(file, uid, outcome, case, *told, reason)  # type: ignore[arg-type]
