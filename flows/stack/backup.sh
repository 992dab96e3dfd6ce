#!/bin/sh
# Both databases and the raw pages into one dated folder: backup.sh FOLDER. Nothing has to be stopped; restore.sh takes it back.
set -eu
cd "$(dirname "$0")"
to=${1:?usage: backup.sh FOLDER}/$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$to.part"
# The ledger before the pages: every page its rows name is then in the copy, and pages that came later do no harm.
for database in rasid prefect; do
    docker compose exec -T postgres pg_dump -U rasid -Fc "$database" >"$to.part/$database.dump"
done
docker compose run --rm --no-deps -T --entrypoint tar alerts -C /data -cf - . >"$to.part/data.tar"
mv "$to.part" "$to"
echo "$to"
