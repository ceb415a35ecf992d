# exit: 2
echo notes >$tmp/notes.csv
cp testdata/exports/endgame-raw.ndjson $tmp/a.ndjson && cd $tmp
firstseen hunt --quiet -o notes.csv a.ndjson; echo $?; cat notes.csv
firstseen hunt --quiet -o notes.csv --overwrite a.ndjson; echo $?; cut -d, -f1,2 notes.csv
firstseen hunt --quiet -o notes.csv a.ndjson; echo $?
firstseen hunt --quiet -o ndjson=notes.csv a.ndjson; echo $?
firstseen hunt --quiet -o x.csv --summary-json x.csv a.ndjson
