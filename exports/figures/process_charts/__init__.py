"""Whether a line over time changed, or only varied: run charts, XmR charts and p-charts."""
