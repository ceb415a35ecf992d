firstseen hunt --quiet --strict-ecs testdata/exports
