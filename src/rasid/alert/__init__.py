"""Incidents and alerts: the state machine, and the loop that delivers what it has to say."""

from rasid.alert.acts import acknowledge, reopen, resolve
from rasid.alert.policy import Policy
from rasid.alert.transitions import Changes, transitions

__all__ = ["Changes", "Policy", "acknowledge", "reopen", "resolve", "transitions"]
