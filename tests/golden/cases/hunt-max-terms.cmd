# exit: 4
firstseen hunt --quiet -j 1 -q "*" -t destination.ip,source.port --max-terms 3 -f ndjson testdata/exports/elastic-defend.ndjson testdata/exports/sysmon-flat.ndjson | wc -l
exit "${PIPESTATUS[0]}"
