#!/bin/sh
# Prefect reads its secrets from the environment only; they are put there from the mounted files, for this process and its children alone.
set -eu
secret() { # NAME FILE: a file that is not mounted is a secret this part does not need
    if [ -r "/run/secrets/$2" ]; then
        export "$1=$(cat "/run/secrets/$2")"
    fi
}
secret PREFECT_SERVER_DATABASE_CONNECTION_URL prefect_database_url
secret PREFECT_SERVER_API_AUTH_STRING prefect_server_key
secret PREFECT_API_AUTH_STRING prefect_key
exec "$@"
