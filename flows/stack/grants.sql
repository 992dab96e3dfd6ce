-- Run by the superuser in the database `rasid`, after roles.sql; again after a restore.
ALTER DATABASE rasid OWNER TO rasid_owner;
REVOKE ALL ON DATABASE rasid FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE rasid TO rasid;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO rasid_owner;
GRANT USAGE ON SCHEMA public TO rasid;
-- What an earlier version made as another user is its owner's from now on.
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND c.relowner <> 'rasid_owner'::regrole
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO rasid_owner', thing.name);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rasid;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO rasid;
ALTER DEFAULT PRIVILEGES FOR ROLE rasid_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rasid;
ALTER DEFAULT PRIVILEGES FOR ROLE rasid_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO rasid;
