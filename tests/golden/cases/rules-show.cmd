firstseen rules show rare-smb-to-internet testdata/rules
