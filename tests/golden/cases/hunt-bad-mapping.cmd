# exit: 2
firstseen hunt --mapping testdata/exclude.txt testdata/mapping/acme.ndjson
