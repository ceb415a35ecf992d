firstseen --version
