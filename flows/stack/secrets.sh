#!/bin/sh
# Makes the secrets of compose.yaml in ./secrets, once; what is there stays. To change one, see docs/production.md.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets
cd secrets
word() { python3 -c 'import secrets; print(secrets.token_urlsafe(40))'; }
for name in postgres_superuser postgres_rasid_owner postgres_rasid postgres_prefect rasid_desk_secret rasid_metrics_token rasid_webhook_secret; do
    [ -s "$name" ] || word >"$name"
done
[ -s prefect_key ] || echo "rasid:$(word)" >prefect_key
# Addresses follow their passwords, so that a changed password needs no second place.
printf 'postgresql://rasid_owner:%s@postgres/rasid\n' "$(cat postgres_rasid_owner)" >rasid_owner_database_url
printf 'postgresql://rasid:%s@postgres/rasid\n' "$(cat postgres_rasid)" >rasid_database_url
printf 'postgresql+asyncpg://prefect:%s@postgres/prefect\n' "$(cat postgres_prefect)" >prefect_database_url
[ -e routes.yaml ] || printf 'version: 1\nurls: []\n' >routes.yaml
# Files are mounted as they are: each is its container's user's own (10001 in rasid's image, 70 in postgres:alpine).
if [ "$(id -u)" = 0 ]; then
    chown 10001 ./* && chown 70 ./postgres_*
    chmod 400 ./* && chmod 600 routes.yaml
else
    echo "Run as root, or: sudo chown 10001 secrets/* && sudo chown 70 secrets/postgres_*" >&2
fi
