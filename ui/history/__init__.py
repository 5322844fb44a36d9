"""The history of one audit in the window: its versions, what they changed, every old answer."""
