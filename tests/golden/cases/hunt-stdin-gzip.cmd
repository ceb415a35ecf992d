gzip -c testdata/exports/sysmon-flat.ndjson | firstseen hunt --quiet -f ndjson -
