"""Data that travels with the program: audit tools, scales, fonts, icons, style sheets."""
