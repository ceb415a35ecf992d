firstseen rules show --prefilter rare-smb-to-internet | sed -n "/^prefilter/,\$p"
firstseen rules show --prefilter testdata/rules/smb-by-port.toml | sed -n "/^prefilter/,\$p"
