firstseen hunt --quiet -f ndjson --mapping testdata/mapping/acme.toml testdata/mapping/acme.ndjson
