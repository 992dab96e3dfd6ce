#!/bin/sh
# Both databases and the raw pages into one dated folder: backup.sh FOLDER. Nothing has to be stopped; restore.sh takes it back.
set -eu
umask 077
mkdir -p "${1:?usage: backup.sh FOLDER}"
to=$(cd "$1" && pwd)/$(date -u +%Y%m%dT%H%M%SZ)
cd "$(dirname "$0")"
mkdir "$to.part"
# The ledger before the pages: every page its rows name is then in the copy, and pages that came later do no harm.
for database in rasid prefect; do
    docker compose exec -T postgres pg_dump -U postgres -Fc "$database" >"$to.part/$database.dump"
done
# tar ends with 1 when a file was written or pruned while it read: no failure here, only another page.
docker compose run --rm --no-deps -T --entrypoint sh alerts -c 'tar -C /data -cf - . || [ $? -eq 1 ]' >"$to.part/data.tar"
mv "$to.part" "$to"
echo "$to"
