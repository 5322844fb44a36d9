"""PDF documents: one base that owns the page, and reports that supply their story."""
