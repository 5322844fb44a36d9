"""Handing work over as one encrypted file: what goes, under which passphrase, and what went."""
