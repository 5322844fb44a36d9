"""Designing an audit tool: edits of its plain data, their history, and a run with made-up answers.

While it is designed a tool may be wrong in many ways, so what is edited is not the model but the
plain data a YAML file would hold. Every edit returns new data that shares all it did not touch.
"""
