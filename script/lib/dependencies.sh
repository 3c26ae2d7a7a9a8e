# What the build needs besides the toolchain, installed when missing. POSIX sh, to be sourced.

# Says something to the person in front, and leaves standard output to the report.
say() {
    printf '%s\n' "$*" >&2
}

# Ends the script the way the tool itself says "could not".
fail() {
    say "$(basename "$0"): $*"
    exit 2
}

# Whether a library's headers are here. dpkg is asked where pkg-config itself is missing.
has_library() {
    if command -v pkg-config >/dev/null 2>&1; then
        pkg-config --exists "$1"
    else
        dpkg -s "$2" >/dev/null 2>&1
    fi
}

# The missing Debian packages, one word each.
missing_libraries() {
    command -v pkg-config >/dev/null 2>&1 || printf 'pkg-config '
    has_library libarchive libarchive-dev || printf 'libarchive-dev '
    has_library libxml-2.0 libxml2-dev || printf 'libxml2-dev '
    has_library sqlite3 libsqlite3-dev || printf 'libsqlite3-dev '
    has_library liblzma liblzma-dev || printf 'liblzma-dev '
    has_library zlib zlib1g-dev || printf 'zlib1g-dev '
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Installs the named Debian packages. Nothing is asked and nothing is read from standard input.
install_packages() {
    command -v apt-get >/dev/null 2>&1 ||
        fail "please install by hand, as there is no apt-get here: $*"
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
        fail "please run as root: apt-get install $*"
    fi
    say "installing $*"
    as_root apt-get -qq update </dev/null >&2 || fail "apt-get update failed"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends "$@" </dev/null >&2 ||
        fail "apt-get could not install $*"
}

# Makes sure that the build can start: the toolchain is there and the libraries are.
install_dependencies() {
    command -v swift >/dev/null 2>&1 ||
        fail "swift is not on the PATH; get Swift 6.2 or later from https://swift.org/install"
    missing=$(missing_libraries)
    # Unquoted on purpose: each word is one package.
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_packages $missing
}
