# axe, which looks for what keeps people out of a page, outside of the tree. It is under the Mozilla
# Public License and is not part of this project. POSIX sh, to be sourced after dependencies.sh.

# The Python package that carries it; this one brings axe 4.12.1.
axe_version=0.1.8

# Where it lies, whether it is there or not; the tests look there too.
axe_file() {
    printf '%s/scanwhy/axe-%s/axe_playwright_python/axe.min.js\n' \
        "${XDG_CACHE_HOME:-$HOME/.cache}" "$axe_version"
}

has_axe() {
    [ -s "$(axe_file)" ]
}

# Fetches it once, without what the package would need to run.
install_axe() {
    has_axe && return 0
    if ! python3 -m pip --version >/dev/null 2>&1; then
        install_packages python3 python3-pip
    fi
    folder=$(dirname "$(dirname "$(axe_file)")")
    say "installing axe from axe-playwright-python $axe_version"
    PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$folder" \
        "axe-playwright-python==$axe_version" </dev/null >&2 || fail "pip could not install axe"
}
