firstseen hunt --since 2026-03-07 --windows 1d,7d --top 3 testdata/exports 2>&1 | grep -E '^(hidden|known|covered|holes|windows|  )|^2026'
