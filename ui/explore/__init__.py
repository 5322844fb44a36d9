"""The page on which anybody sets one thing against another, and sees chart and table at once."""
