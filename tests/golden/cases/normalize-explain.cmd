firstseen normalize --quiet --explain-mapping testdata/exports/sysmon-flat.ndjson testdata/exports/m365-defender-rows.ndjson testdata/exports/sentinelone.ndjson
