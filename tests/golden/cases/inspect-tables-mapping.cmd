firstseen inspect --tables acme-guard --mapping testdata/mapping/acme.toml
