firstseen inspect -f json --quiet testdata/exports/other.ndjson testdata/exports/sentinelone.ndjson
