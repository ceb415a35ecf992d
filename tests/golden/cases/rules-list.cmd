firstseen rules list; firstseen rules list testdata/rules
