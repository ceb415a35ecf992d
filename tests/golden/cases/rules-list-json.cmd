firstseen rules list -f json; firstseen rules list -f json testdata/rules
