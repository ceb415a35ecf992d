firstseen hunt --quiet -f ndjson -q 'network.transport: udp and destination.port: 445' testdata/exports
