/// The same bytes in blocks of one size, to prove that no decoder depends on how they are split.
func blocks(of bytes: [UInt8], size: Int) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: size).map { start in
        Array(bytes[start..<min(start + size, bytes.count)])
    }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
