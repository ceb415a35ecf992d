firstseen rules check testdata/rules
