"""rasid on more than one process or machine: PostgreSQL, a Prefect server, workers, the delivery loop and the desk. See docs/production.md."""
