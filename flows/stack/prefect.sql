-- Run by the superuser in the database `prefect`, after roles.sql; again after a restore.
ALTER DATABASE prefect OWNER TO prefect;
REVOKE ALL ON DATABASE prefect FROM PUBLIC;
GRANT ALL ON SCHEMA public TO prefect;
DO $$
DECLARE thing record;
BEGIN
    -- Tables take their indexes and sequences with them; what belongs to an extension stays the superuser's.
    FOR thing IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relowner <> 'prefect'::regrole
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO prefect', thing.name);
    END LOOP;
    FOR thing IN
        SELECT t.oid::regtype AS name FROM pg_type t
        WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd') AND t.typowner <> 'prefect'::regrole
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('ALTER TYPE %s OWNER TO prefect', thing.name);
    END LOOP;
END $$;
