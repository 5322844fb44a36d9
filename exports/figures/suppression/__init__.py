"""Figures fit to be published: small counts hidden, and all that would give them away."""
