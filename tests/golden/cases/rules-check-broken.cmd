# exit: 2
printf "%s\n" "[rule]" "rule_id = \"x\"" "name = \"n\"" "type = \"query\"" "query = '''destination.prot: 445 and destination.port: smb'''" >$tmp/a.toml; cd $tmp; firstseen rules check a.toml
