firstseen hunt --quiet --from 2026-03-08 --to 2026-03-10 testdata/exports
