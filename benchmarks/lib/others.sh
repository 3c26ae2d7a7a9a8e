# What is measured beside the yardstick: parsing alone, a second run, and other programs. Bash, to
# be sourced.

# Reading without storing, in turn with the yardstick's runs that are there already.
measure_parsing() {
    local package=$1 count=$2 run
    if [[ ! -x $parse_bench ]]; then
        say "parsing alone is not measured: there is no ParseBench beside the program"
        return
    fi
    for ((run = 1; run <= count; run++)); do
        say "parsing: run $run of $count"
        measure "$scratch/parse.s" "$parse_bench" "$package"
    done
}

# Analyses again what the case file was made of.
measure_again() {
    local package=$1 case_file=$2 count=$3 run
    for ((run = 1; run <= count; run++)); do
        say "second run: $run of $count"
        measure "$scratch/again.s" analyze "$package" "$case_file"
        # It hashes the package, and runs the rules.
        measure "$scratch/hash.s" sha256sum "$package"
    done
}

# The script that one writes first; slow, so that one run must do.
measure_python() {
    local package=$1
    if ! command -v python3 >/dev/null; then
        say "Python is not measured: there is no python3"
        return
    fi
    say "Python: one run"
    measure "$scratch/python.s" python3 "$root/benchmarks/baseline.py" "$package" \
        "$scratch/python.db"
    rm -f "$scratch/python.db"
}

# Unpacks the logs into $scratch/plain, once.
unpack_plain() {
    [[ -d $scratch/plain ]] && return
    mkdir -p "$scratch/plain"
    bsdtar -xf "$1" -C "$scratch/plain"
}

# Thirty patterns over the plain files; slow, so that one run must do.
measure_searchkit() {
    local python=${PYTHON:-python3}
    if ! "$python" -c 'import searchkit' 2>/dev/null; then
        say "searchkit is not measured: \$PYTHON has no such module"
        return
    fi
    unpack_plain "$1"
    say "searchkit: one run"
    measure "$scratch/searchkit.s" "$python" "$root/benchmarks/searchkit_patterns.py" \
        "$scratch/plain"
}

count_levels_in_lnav() {
    lnav -n -I "$1" -c ';SELECT log_level, count(*) FROM core_log GROUP BY 1' "${@:2}"
}
export -f count_levels_in_lnav

# lnav has no rules: it loads the plain files and counts their levels.
measure_lnav() {
    local package=$1 count=$2 run files
    if ! command -v lnav >/dev/null; then
        say "lnav is not measured: it is not installed"
        return
    fi
    unpack_plain "$package"
    # It writes into its folder of formats.
    cp -R "$root/benchmarks/lib/lnav" "$scratch/lnav"
    mapfile -t files < <(find "$scratch/plain" -name '*.log*' -type f | sort)
    for ((run = 1; run <= count; run++)); do
        say "lnav: run $run of $count"
        measure "$scratch/lnav.s" count_levels_in_lnav "$scratch/lnav" "${files[@]}"
    done
    grep -qi 'warning' "$scratch/out" || fail "lnav did not count the levels"
}
