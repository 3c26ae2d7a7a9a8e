# Times of commands, and the table made of them. Bash, to be sourced.

# Appends "wall cpu rss" of a command or exported function to a file: seconds, seconds, KiB.
# CPU and memory come from the kernel's account of the whole process tree below it. The memory
# is that of its largest process.
measure() {
    local rows=$1 rss=0 log=$scratch/measured
    shift
    local TIMEFORMAT='%3R %3U %3S'
    local call=("$@")
    # A function is run by a shell of its own, so that it can be measured like a program.
    if declare -F "$1" >/dev/null; then call=(bash -c '"$@"' measured "$@"); fi
    if [[ -x /usr/bin/time ]]; then
        call=(/usr/bin/time -q -f %M -o "$scratch/rss" "${call[@]}")
    fi
    if ! { time "${call[@]}" >"$scratch/out" 2>"$scratch/err"; } 2>"$log"; then
        cat "$scratch/err" >&2
        fail "it failed: $*"
    fi
    if [[ -x /usr/bin/time ]]; then rss=$(tail -n 1 "$scratch/rss"); fi
    awk -v rss="$rss" 'END { print $1, $2 + $3, rss }' "$log" >>"$rows"
}

# Appends the wall time alone, with microseconds.
measure_wall() {
    local rows=$1 start end
    shift
    start=${EPOCHREALTIME/./}
    "$@" >/dev/null 2>&1 || fail "it failed: $*"
    end=${EPOCHREALTIME/./}
    awk -v us="$((end - start))" 'BEGIN { print us / 1e6, 0, 0 }' >>"$rows"
}

# The median of the numbers on standard input.
median() {
    sort -n | awk '{ a[NR] = $1 } END {
        if (NR % 2) print a[(NR + 1) / 2]; else print (a[NR / 2] + a[NR / 2 + 1]) / 2 }'
}

# The median of one column (1 wall, 2 CPU, 3 memory) of a measured thing.
column() {
    awk -v c="$2" '{ print $c }' "$scratch/$1" | median
}

# The median of the pairs' ratios of one column, the second thing's over the first's.
ratio() {
    paste -d ' ' "$scratch/$1" "$scratch/$2" |
        awk -v c="$3" '{ n = $(c + 3); d = $c; print (d > 0 ? n / d : 0) }' | median
}

# The same of medians, for what did not run in turn.
ratio_of_medians() {
    awk -v d="$(column "$1" "$3")" -v n="$(column "$2" "$3")" 'BEGIN {
        print (d > 0 ? n / d : 0) }'
}

# True if there are runs of a thing.
measured() {
    [[ -s $scratch/$1 ]]
}

# CPU of a thing for each byte, over that of a smaller one: name, folder, name, folder.
growth() {
    awk -v small="$(column "$1" 2)" -v small_bytes="$(log_bytes_of "$2")" \
        -v large="$(column "$3" 2)" -v large_bytes="$(log_bytes_of "$4")" 'BEGIN {
        print (large / large_bytes) / (small / small_bytes) }'
}

# How far the yardstick's slowest run lies above its fastest, in percent.
spread() {
    awk '{ if (NR == 1 || $1 < low) low = $1; if ($1 > high) high = $1 }
        END { printf "%.0f", (high / low - 1) * 100 }' "$scratch/$1"
}

# One row: number, goal, measured, floor, target, and the unit behind all three.
row() {
    awk -v number="$1" -v goal="$2" -v value="$3" -v floor="$4" -v target="$5" -v unit="$6" \
        -v valid="$valid" 'BEGIN {
        verdict = value <= target ? "target met" : value <= floor ? "floor met" : "missed"
        if (value == 0) verdict = "not measured"
        if (!valid) verdict = "INVALID"
        printf "| %s | %s | %.2f%s | <= %s%s | <= %s%s | %s |\n", number, goal, value, unit,
            floor, unit, target, unit, verdict }'
}

absolute() {
    awk -v name="$1" -v wall="$2" -v cpu="$3" -v rss="$4" 'BEGIN {
        printf "| %s | %.3f | %.3f | %.0f |\n", name, wall, cpu, rss / 1024 }'
}

print_table() {
    local spread_percent rss_mib
    spread_percent=$(spread large.y)
    rss_mib=$(column large.s 3 | awk '{ print $1 / 1024 }')
    printf '\n%s of log (%s), %s pairs, %s, %s cores\n' "$size" "$kind" "$pairs" \
        "$(date -u +%Y-%m-%d)" "$(nproc)"
    printf '\n| # | goal | measured | first release | target | |\n|---|---|---|---|---|---|\n'
    row 1 'ingest, wall / Y wall' "$(ratio large.y large.s 1)" 9 6 ''
    row 2 'ingest, CPU / Y CPU' "$(ratio large.y large.s 2)" 9 6.5 ''
    if measured lnav.s; then
        row 3 'ingest and rules / lnav counting levels, wall' \
            "$(ratio_of_medians lnav.s large.s 1)" 1.0 0.8 ''
    fi
    if measured searchkit.s; then
        row 4 'ingest and all rules / searchkit with 30 patterns, wall' \
            "$(ratio_of_medians searchkit.s large.s 1)" 0.20 0.12 ''
    fi
    if measured python.s; then
        row 5 'ingest / Python re + executemany, wall' \
            "$(ratio_of_medians python.s large.s 1)" 0.30 0.20 ''
    fi
    if measured parse.s; then
        row 6 'parsing without storing, wall / Y wall' "$(ratio large.y parse.s 1)" 1.5 1.15 ''
    fi
    if ((with_zip)); then
        row 7 'zip / tar.gz, wall' "$(ratio large.s zip.s 1)" 1.2 1.1 ''
    fi
    row 8 'peak memory' "$rss_mib" 256 160 ' MiB'
    if measured lnav.s; then
        row 9 "peak memory / lnav's" "$(ratio_of_medians lnav.s large.s 3)" 0.6 0.4 ''
    fi
    row 10 'case file / log' \
        "$(awk -v c="$case_bytes" -v l="$log_bytes" 'BEGIN { print c / l }')" 1.1 0.95 ''
    row 11 'rules (second run without hashing) / ingest, wall' \
        "$(awk -v a="$(column again.s 1)" -v h="$(column hash.s 1)" -v s="$(column large.s 1)" \
            'BEGIN { print (a - h) / (s - a + h) }')" 0.5 0.15 ''
    row 13 'second run with the same case file / first, wall' \
        "$(ratio large.s again.s 1)" 0.25 0.10 ''
    row 14 '`--help` / `bsdtar --version`, wall' "$(ratio start.y start.s 1)" 4 2 ''
    if measured middle.s; then
        row 15 'CPU per MB, 1G / 100M' "$(growth middle.s "$middle" large.s "$large")" \
            1.2 1.05 ''
    elif [[ $size != 10M ]]; then
        row 15 "CPU per MB, $size / 10M" "$(growth small.s "$small" large.s "$large")" 1.2 1.05 ''
    fi
    row 16 '10 MB end to end / Y on it, wall' "$(ratio small.y small.s 1)" 8 5 ''
    printf '\n| medians | wall s | CPU s | peak MiB |\n|---|---|---|---|\n'
    absolute "Y, $size" "$(column large.y 1)" "$(column large.y 2)" "$(column large.y 3)"
    absolute "scanwhy, $size" "$(column large.s 1)" "$(column large.s 2)" "$(column large.s 3)"
    local name
    for name in again parse python lnav searchkit; do
        measured "$name.s" || continue
        absolute "$name, $size" "$(column "$name.s" 1)" "$(column "$name.s" 2)" \
            "$(column "$name.s" 3)"
    done
    absolute 'Y, 10M' "$(column small.y 1)" "$(column small.y 2)" "$(column small.y 3)"
    absolute 'scanwhy, 10M' "$(column small.s 1)" "$(column small.s 2)" "$(column small.s 3)"
    printf '\nlog %s bytes, case file %s bytes' "$log_bytes" "$case_bytes"
    printf '; `--help` %.1f ms, `bsdtar --version` %.1f ms\n' \
        "$(column start.s 1 | awk '{ print $1 * 1e3 }')" \
        "$(column start.y 1 | awk '{ print $1 * 1e3 }')"
    if ((spread_percent > 10)); then
        printf '\nNoisy: the runs of Y lie %s %% apart. Measure again.\n' "$spread_percent"
    fi
    if ((valid)); then
        printf '\nTotals equal the manifest.\n'
    else
        printf '\nINVALID: the totals differ from the manifest, so no time counts.\n'
    fi
}
