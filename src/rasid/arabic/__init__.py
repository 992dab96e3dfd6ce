"""Arabic as it is written in news: its letters, its numbers, its dates."""
