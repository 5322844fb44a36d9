"""Further reports, each complete before it is drawn: overview, team, and others."""
