# The vendor's own client library, which the tests hold the live server against, in a Python of
# its own outside of the tree. POSIX sh, to be sourced after dependencies.sh.

sdk_version=1.0.1

# Where its Python lies, whether it is there or not; the tests look there too.
sdk_python() {
    printf '%s/scanwhy/mcl-platform-sdk-%s/bin/python3\n' \
        "${XDG_CACHE_HOME:-$HOME/.cache}" "$sdk_version"
}

has_sdk() {
    "$(sdk_python)" -c 'import mcl_platform_sdk' >/dev/null 2>&1
}

# Installs it once; what pip fetches stays in that folder.
install_sdk() {
    has_sdk && return 0
    if ! python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then
        install_packages python3 python3-venv
    fi
    folder=$(dirname "$(dirname "$(sdk_python)")")
    say "installing mcl-platform-sdk $sdk_version"
    python3 -m venv --clear "$folder" </dev/null >&2 || fail "python3 -m venv failed"
    "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check \
        "mcl-platform-sdk==$sdk_version" </dev/null >&2 || fail "pip could not install the SDK"
}
