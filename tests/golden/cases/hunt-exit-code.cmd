# exit: 1
firstseen hunt --quiet --exit-code testdata/exports/endgame-raw.ndjson
