# exit: 3
firstseen hunt --quiet --strict --rejects "$tmp/rejects" -o "$tmp/findings" testdata/exports/other.ndjson; status=$?
cat "$tmp/rejects"
exit $status
