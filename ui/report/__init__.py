"""The page that shows what audits say together: figures at once, the document to hand on."""
