sed 's/InitiatingProcessAccountSid/x/' testdata/exports/m365-defender-rows.ndjson | firstseen hunt --quiet -
