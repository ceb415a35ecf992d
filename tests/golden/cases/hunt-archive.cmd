# exit: 3
# labels: parallel valgrind
firstseen hunt --quiet -f ndjson --summary-json $tmp/s testdata/archives || status=$?; grep -o '"files":[^]]*],"passed_over":[^]]*]' $tmp/s; exit $status
