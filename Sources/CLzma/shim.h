#pragma once
#include <lzma.h>

/// `LZMA_CONCATENATED` and the start value of a stream are macros that Swift cannot import.
/// Streams that follow each other are one; zeros between them are padding.
static inline lzma_ret scanwhy_xz_start(lzma_stream *stream, uint64_t memory_bytes) {
    lzma_stream start = LZMA_STREAM_INIT;
    *stream = start;
    return lzma_stream_decoder(stream, memory_bytes, LZMA_CONCATENATED);
}
