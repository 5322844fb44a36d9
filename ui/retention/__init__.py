"""Retention in the window: what is past its time, erasing it for good, what was erased."""
