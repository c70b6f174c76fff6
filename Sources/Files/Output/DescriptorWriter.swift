import Foundation

/// Writes to an open file, pipe or terminal.
package enum DescriptorWriter {
    /// Writes all bytes, however many calls that takes.
    /// - Returns: 0, or the system's code for what went wrong.
    package static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Foundation.write(
                descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written > 0 {
                rest = rest.dropFirst(written)
                continue
            }
            switch written == 0 ? EIO : errno {
            case EINTR: continue
            case EAGAIN:
                // Whoever shares the pipe or terminal has made it not wait.
                var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&state, 1, -1)
            case let code: return code
            }
        }
        return 0
    }
}
