firstseen hunt --quiet --covered-from 2026-01-01 testdata/exports/elastic-defend.ndjson
