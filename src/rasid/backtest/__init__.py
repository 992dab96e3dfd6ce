"""History rules on trial: synthetic or real past, replayed visit by visit. How often do they cry wolf, how soon do they see a stop?"""


from rasid.backtest.synthetic import Rhythm, Series, generate

__all__ = ["Rhythm", "Series", "generate"]
