firstseen hunt --quiet -q '*' -t event.action testdata/exports/endgame-raw.ndjson
