#!/bin/sh
# Prefect reads its database's address from the environment only; it is put there from the mounted secret, for this process alone.
set -eu
if [ -r /run/secrets/prefect_database_url ]; then
    PREFECT_SERVER_DATABASE_CONNECTION_URL=$(cat /run/secrets/prefect_database_url)
    export PREFECT_SERVER_DATABASE_CONNECTION_URL
fi
exec "$@"
