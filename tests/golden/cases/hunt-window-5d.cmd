firstseen hunt --quiet -w 5d testdata/exports/elastic-defend.ndjson
