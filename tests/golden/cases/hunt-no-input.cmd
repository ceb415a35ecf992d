# exit: 2
firstseen hunt --quiet testdata/missing.ndjson
