firstseen normalize --quiet testdata/exports >"$tmp/once"; firstseen normalize --quiet "$tmp/once" | cmp - "$tmp/once" && echo the same
