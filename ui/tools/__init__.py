"""The Tools page: the audit tools there are, and what can be done with them."""

from ui.tools.page import ToolsPage

__all__ = ["ToolsPage"]
