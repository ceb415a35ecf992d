firstseen hunt --quiet -o ndjson=$tmp/f.json -o csv=$tmp/f.csv testdata/exports/endgame-raw.ndjson && ls $tmp && cat $tmp/f.json $tmp/f.csv
