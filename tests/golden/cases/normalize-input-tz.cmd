firstseen normalize --quiet -q '*' --input-tz Europe/Berlin testdata/time-zones/local.ndjson
