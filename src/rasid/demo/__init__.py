"""The demo newsroom: an Arabic news site on loopback that can be told to break. It is also the test suite's site."""

from rasid.demo.faults import FAULTS, DemoFault
from rasid.demo.newsroom import Newsroom, Request
from rasid.demo.stories import SECTIONS, Story

__all__ = ["FAULTS", "SECTIONS", "DemoFault", "Newsroom", "Request", "Story"]
