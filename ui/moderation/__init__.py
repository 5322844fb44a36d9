"""Moderating an audit in the window: beginning, sealing beside the auditor's grades, disputing."""
