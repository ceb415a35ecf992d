# Every file of testdata/broken by itself, as it is and with --validate: how it ends, and that its ledger adds up (else 4).
cd testdata/broken
for file in *; do
  for option in "" --validate; do
    status=0
    firstseen hunt $option -f csv --progress never "$file" >$tmp/findings 2>$tmp/said || status=$?
    grep -v '^read: ' $tmp/said >$tmp/shown
    if [[ $option ]] && cmp -s $tmp/shown $tmp/plain; then continue; fi
    cp $tmp/shown $tmp/plain
    printf '== %s\nexit status %s, %s findings\n' "$file${option:+ }$option" "$status" "$(($(wc -l <$tmp/findings) - 1))"
    cat $tmp/shown
  done
done
