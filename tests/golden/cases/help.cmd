for command in "" rules "rules show"; do COLUMNS=80 firstseen $command -h; done; COLUMNS=80 firstseen rules list --help
