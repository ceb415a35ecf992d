# exit: 2
firstseen hunt --quiet --from 2026-01-01 --to 2026-03-10 testdata/exports
