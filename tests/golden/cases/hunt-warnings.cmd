# exit: 3
firstseen hunt --quiet testdata/exports/other.ndjson testdata/exports/sentinelone.ndjson testdata/missing.ndjson
