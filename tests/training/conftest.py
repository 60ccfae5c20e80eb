"""Tests of training share one tiny model."""

from tests.tiny_fixtures import backbone, checkpoint, one_thread

__all__ = ["backbone", "checkpoint", "one_thread"]
