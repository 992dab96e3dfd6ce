#!/bin/sh
# Puts a folder of backup.sh back in place of what is there now: restore.sh FOLDER/DATE. Visits stop meanwhile.
set -eu
from=$(cd "${1:?usage: restore.sh FOLDER/DATE}" && pwd)
cd "$(dirname "$0")"
for file in rasid.dump prefect.dump data.tar; do
    [ -s "$from/$file" ] || { echo "$from/$file is missing: this is no complete backup." >&2; exit 3; }
done
docker compose stop worker digest alerts desk server
docker compose up -d --wait postgres
in_postgres() { docker compose exec -T postgres "$@"; }
# Beside the databases of now, and in their place only when both are whole: what a newer version added would stand in the way of an older
# schema, and a dump that cannot be read must not cost what is there.
for database in rasid prefect; do
    in_postgres dropdb -U postgres --maintenance-db=postgres --if-exists "restored_$database" </dev/null
    in_postgres createdb -U postgres --maintenance-db=postgres -T template0 "restored_$database" </dev/null
    in_postgres pg_restore -U postgres --no-owner --single-transaction -d "restored_$database" <"$from/$database.dump"
done
for database in rasid prefect; do
    in_postgres dropdb -U postgres --maintenance-db=postgres --force --if-exists "$database" </dev/null
    in_postgres psql -U postgres -d postgres -qc "ALTER DATABASE restored_$database RENAME TO $database" </dev/null
done
# Whose tables are whose, and who may do what: a dump says neither here.
in_postgres /docker-entrypoint-initdb.d/databases.sh </dev/null
docker compose run --rm --no-deps -T --entrypoint tar alerts -C /data -xf - <"$from/data.tar"
docker compose up -d --wait
