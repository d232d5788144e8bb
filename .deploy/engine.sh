#!/bin/sh
# Run once by the image of PostgreSQL, on an empty folder: a role and a database that own nothing else.
set -eu
word=$(cat /run/secrets/engine_word)
psql --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --set=word="$word" <<'SQL'
CREATE ROLE bronwijzer LOGIN PASSWORD :'word';
CREATE DATABASE bronwijzer OWNER bronwijzer;
REVOKE ALL ON DATABASE bronwijzer FROM PUBLIC;
\connect bronwijzer
CREATE EXTENSION IF NOT EXISTS vector;
SQL
