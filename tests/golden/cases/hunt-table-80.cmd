COLUMNS=80 firstseen hunt --quiet testdata/exports/elastic-defend.ndjson testdata/exports/m365-defender.ndjson
