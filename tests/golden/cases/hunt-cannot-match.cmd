sed 's/LocalIP/x/' testdata/exports/m365-defender-rows.ndjson | firstseen hunt --quiet -
