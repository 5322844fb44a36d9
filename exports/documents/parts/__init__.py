"""Chapters that any report can hold: each of data of its own, under a heading that is given."""
