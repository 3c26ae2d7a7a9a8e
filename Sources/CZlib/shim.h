#pragma once
#include <zlib.h>

/// `inflateInit2` is a macro, which Swift cannot import. 15 + 32: window of 32 KiB, gzip or zlib header.
static inline int scanwhy_inflate_init(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}
