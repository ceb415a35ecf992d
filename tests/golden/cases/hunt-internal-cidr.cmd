firstseen hunt --quiet --internal-cidr 203.0.114.0/28 testdata/exports
