#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>

/// One HTTP exchange over libcurl, which is loaded when the first session opens.
///
/// libcurl is not linked: it and its thirty libraries would add 20 ms to every start of a program
/// that hardly ever downloads. What is used of it has been part of its binary interface, that of
/// `libcurl.so.4`, since version 7.16 (2006), so that no header of it is needed either.

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/// Open connections and the headers of the next request; for one thread at a time.
typedef struct ccurl_session ccurl_session;

/// Receives bytes and returns how many of them it took; another number than `count` ends the
/// transfer with `ccurl_aborted`.
typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *context);

typedef struct {
    /// An `http:` or `https:` URL.
    const char *url;
    /// 1 for HEAD, 0 for GET.
    int head;
    /// Certificates to trust, a PEM file, in place of the system's.
    const char *_Nullable certificates;
    long connect_timeout_ms;
    /// A transfer ends when no byte came for so many seconds.
    long stall_timeout_s;
    /// Called once for each header line, redirects not followed.
    ccurl_receiver on_header;
    ccurl_receiver on_body;
    void *context;
} ccurl_request;

enum {
    ccurl_ok = 0,
    /// The URL, the certificate file, or the server's certificate: trying again is no use.
    ccurl_refused = 1,
    /// A receiver ended the transfer.
    ccurl_aborted = 2,
    /// No connection, or one that was cut or timed out.
    ccurl_failed = 3,
    /// The host's name, or the proxy's, is not known.
    ccurl_unresolved = 4,
};

/// Opens a session.
/// - Returns: NULL when libcurl is missing.
ccurl_session *_Nullable ccurl_open(void);

void ccurl_close(ccurl_session *session);

/// Adds a header line to the next request.
void ccurl_add_header(ccurl_session *session, const char *line);

/// Sends a request and receives the answer, whatever its status.
/// - Parameter message: 256 bytes, for the reason of a failure.
/// - Returns: one of the numbers above.
int ccurl_perform(ccurl_session *session, const ccurl_request *request, char *message);

/// A number of libcurl's binary interface, and what the library itself calls it. For tests.
typedef struct {
    const char *_Nullable name;
    int number;
} ccurl_number;

/// The options that are set; ends with a NULL name.
const ccurl_number *ccurl_options(void);

/// The result codes that are told apart, with a word of what libcurl says of each.
const ccurl_number *ccurl_codes(void);

/// What the library says of an option or a code; NULL where libcurl is missing or says nothing.
const char *_Nullable ccurl_name_of_option(int number);
const char *_Nullable ccurl_text_of_code(int code);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
