# exit: 2
cp testdata/exports/endgame-raw.ndjson $tmp/a.ndjson && cd $tmp
firstseen hunt --overwrite -o ./a.ndjson .; status=$?
cmp a.ndjson $OLDPWD/testdata/exports/endgame-raw.ndjson && ls && exit $status
