"""The designer: an audit tool made and amended in the window, beside the form it becomes."""

from ui.designer.page import DesignerPage

__all__ = ["DesignerPage"]
