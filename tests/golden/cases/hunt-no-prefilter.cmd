for n in $(seq 60); do cat testdata/exports/sysmon-winlogbeat.ndjson; done >"$tmp/many.ndjson"
firstseen hunt -f ndjson -o "ndjson=$tmp/with" --summary-json - "$tmp/many.ndjson" 2>/dev/null | grep -o "\"texts\":{[^}]*}"
firstseen hunt -f ndjson -o "ndjson=$tmp/without" --no-prefilter --summary-json - "$tmp/many.ndjson" 2>/dev/null | grep -o "\"texts\":{[^}]*}"
cmp "$tmp/with" "$tmp/without" && echo the same findings
