firstseen hunt --quiet -q 'event.category: network and host.os.type: linux' -t host.name,destination.port testdata/exports
