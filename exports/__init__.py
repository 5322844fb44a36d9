"""What leaves the cabinet: figures, charts and documents."""
