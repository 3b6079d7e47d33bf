"""Coding and linking on many machines, with Daft: on its native runner or, unchanged, on a cluster of Ray."""

from whowhom.scale.job import Job, read_job

__all__ = ["Job", "read_job"]
