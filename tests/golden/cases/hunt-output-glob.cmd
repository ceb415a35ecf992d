# exit: 2
# The shell puts the first export where the name of the output belongs.
cp testdata/exports/endgame-raw.ndjson $tmp/a.ndjson && cp testdata/exports/other.ndjson $tmp/b.ndjson && cd $tmp
firstseen hunt -o *.ndjson; status=$?
cmp a.ndjson $OLDPWD/testdata/exports/endgame-raw.ndjson && ls && exit $status
