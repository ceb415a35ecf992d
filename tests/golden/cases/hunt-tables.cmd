firstseen hunt --quiet -f csv testdata/tables
