firstseen inspect --mapping testdata/mapping/acme.toml
