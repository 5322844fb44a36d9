"""Tagged PDF: the structure of a document for those who cannot see its pages (ISO 14289-1)."""
