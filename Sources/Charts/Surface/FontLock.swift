internal import Glibc

/// Lets one thread at a time into what cairo shares between threads: its fonts.
///
/// Pango keeps a font map for each thread, but below them cairo keeps every font once for the whole
/// process, and its own locks leave gaps:
///
/// - Cairo 1.16.0 counts a scaled font down to zero outside its lock; another thread that finds the font
///   just then ends the process with a failed assertion (`cairo_scaled_font_destroy`). Mended in 1.17.4.
/// - Cairo 1.16.0 and 1.18.4 keep ten font files open and close the oldest while another thread may be
///   reading it (`_cairo_ft_unscaled_font_lock_face`): a crash, or an error from FreeType. Text in many scripts
///   opens more than ten.
/// - Cairo 1.16.0 takes two of its locks in either order when it drops glyphs, above some 16,000 of them: the
///   threads wait for each other for ever.
///
/// So whatever may look up, draw with, or drop one of cairo's fonts happens in here: setting a text, drawing
/// it, taking outlines, finishing a file, and freeing any of these. What is left outside is most of the time:
/// areas and lines, pixels, and the packing of files.
enum FontLock {
    /// Runs a body alone. It may call this again.
    static func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex.pointer)
        defer { pthread_mutex_unlock(mutex.pointer) }
        return try body()
    }

    private static let mutex = Mutex()

    private struct Mutex: @unchecked Sendable {
        let pointer = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

        init() {
            var attributes = pthread_mutexattr_t()
            pthread_mutexattr_init(&attributes)
            // A surface may be the last to hold a text setter.
            pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
            pthread_mutex_init(pointer, &attributes)
            pthread_mutexattr_destroy(&attributes)
        }
    }
}
