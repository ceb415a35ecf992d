# labels: parallel valgrind
firstseen hunt --quiet -f ndjson testdata/exports
