firstseen hunt --quiet -f ndjson testdata/exports/sysmon-flat.ndjson - < testdata/exports/sysmon-flat.ndjson
