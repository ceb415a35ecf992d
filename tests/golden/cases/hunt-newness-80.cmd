# labels: parallel
COLUMNS=80 firstseen hunt --quiet --color always --sort new-for --top 12 testdata/exports
