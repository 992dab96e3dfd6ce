-- Who may do what in the two databases; may be run again at any time, by the superuser, connected to `postgres`. Passwords are set apart.
--   rasid_owner  owns the ledger: only `rasid deploy` comes as it, which brings the schema up to date
--   rasid        runs: workers, delivery loop, desk; reads and writes rows, and can neither change a table nor reach another database
--   prefect      owns Prefect's memory of runs, and nothing of the ledger
DO $$
DECLARE role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['rasid_owner', 'rasid', 'prefect'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I', role);
        END IF;
        EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', role);
    END LOOP;
END $$;
