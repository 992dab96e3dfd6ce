"""A site by the hour under a virtual clock, broken in many ways: who is told what, and when."""
