#!/bin/sh
# Puts a folder of backup.sh back in place of what is there now: restore.sh FOLDER/DATE. Visits stop meanwhile.
set -eu
from=$(cd "${1:?usage: restore.sh FOLDER/DATE}" && pwd)
cd "$(dirname "$0")"
for file in rasid.dump prefect.dump data.tar; do
    [ -s "$from/$file" ] || { echo "$from/$file is missing: this is no complete backup." >&2; exit 3; }
done
docker compose stop worker alerts desk server
docker compose up -d --wait postgres
for database in rasid prefect; do
    docker compose exec -T postgres pg_restore -U rasid --clean --if-exists --single-transaction -d "$database" <"$from/$database.dump"
done
docker compose run --rm --no-deps -T --entrypoint tar alerts -C /data -xf - <"$from/data.tar"
docker compose up -d --wait
