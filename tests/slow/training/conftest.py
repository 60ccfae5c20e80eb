"""Tests of training share two tiny models."""

from tests.tiny_fixtures import backbone, checkpoint, hasty_checkpoint, one_thread

__all__ = ["backbone", "checkpoint", "hasty_checkpoint", "one_thread"]
