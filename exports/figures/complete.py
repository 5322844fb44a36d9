"""The base of every model of figures: complete when made, and never changed."""

from pydantic import BaseModel, ConfigDict


class Complete(BaseModel):
    """Figures or words for a page; nothing is added, worked out or looked up when it is drawn."""

    model_config = ConfigDict(frozen=True, extra="forbid")
