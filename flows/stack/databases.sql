-- Beside the database `rasid`, which the image makes: Prefect's own. The two are backed up and upgraded together.
CREATE DATABASE prefect OWNER rasid;
