firstseen hunt --quiet --windows 30d,1d,7d --sort new-for --top 8 -f csv testdata/exports
