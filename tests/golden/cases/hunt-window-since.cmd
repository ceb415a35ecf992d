firstseen hunt --quiet -f ndjson -w 30d --since 2026-03-10 testdata/exports
