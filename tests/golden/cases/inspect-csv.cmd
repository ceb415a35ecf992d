firstseen inspect --quiet testdata/tables
