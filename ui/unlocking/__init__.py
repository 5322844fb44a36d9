"""Protected databases in the window: making, unlocking and locking them."""
