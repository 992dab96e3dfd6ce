#!/bin/sh
# Roles, databases and rights, by the superuser over the socket: run once by the image on an empty volume, and by restore.sh.
# Their passwords are files, read by psql itself, and in no command line. STACK and SECRETS are for tests.
set -eu
stack=${STACK:-/stack} secrets=${SECRETS:-/run/secrets}
sql() { psql -v ON_ERROR_STOP=1 -q -U postgres "$@"; }
sql -d postgres -f "$stack/roles.sql"
for role in rasid_owner rasid prefect; do
    printf '%s\n' "\\set word \`cat '$secrets/postgres_$role'\`" "ALTER ROLE $role PASSWORD :'word';" | sql -d postgres
done
for database in rasid:rasid_owner prefect:prefect; do
    name=${database%%:*}
    if [ -z "$(sql -d postgres -Atc "SELECT 1 FROM pg_database WHERE datname = '$name'")" ]; then
        sql -d postgres -c "CREATE DATABASE $name OWNER ${database##*:}"
    fi
done
sql -d rasid -f "$stack/grants.sql"
sql -d prefect -f "$stack/prefect.sql"
