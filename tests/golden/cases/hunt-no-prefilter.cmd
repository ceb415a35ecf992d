for n in 1 2 3 4 5; do cat testdata/exports/excluded-blocks.ndjson; done >"$tmp/many.ndjson"
firstseen hunt -f ndjson -o "ndjson=$tmp/with" --summary-json - "$tmp/many.ndjson" 2>/dev/null | grep -o "\"texts\":{[^}]*}"
firstseen hunt -f ndjson -o "ndjson=$tmp/without" --no-prefilter --summary-json - "$tmp/many.ndjson" 2>/dev/null | grep -o "\"texts\":{[^}]*}"
cmp "$tmp/with" "$tmp/without" && echo the same findings
