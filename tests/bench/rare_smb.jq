# All clauses of rare-smb-to-internet but those on addresses, over Elastic Defend's documents: time, source, destination.
select(.process.pid == 4
       and (.destination.port == 139 or .destination.port == 445)
       and .network.transport == "tcp"
       and .host.os.type == "windows"
       and (.event.category | index("network")))
| [.["@timestamp"], .source.ip, .destination.ip]
| @tsv
