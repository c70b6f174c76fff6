#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The numbers of libcurl's binary interface that are used here (curl/curl.h).
enum {
    option_write_data = 10001,
    option_url = 10002,
    option_error_buffer = 10010,
    option_low_speed_limit = 19,
    option_low_speed_time = 20,
    option_headers = 10023,
    option_header_data = 10029,
    option_no_body = 44,
    option_ca_file = 10065,
    option_no_signal = 99,
    option_connect_timeout_ms = 156,
    option_protocols = 181,
    option_write_function = 20011,
    option_header_function = 20079,

    protocol_http = 1,
    protocol_https = 2,
    global_default = 3,

    code_unsupported_protocol = 1,
    code_malformed_url = 3,
    code_unresolved_proxy = 5,
    code_unresolved_host = 6,
    code_write_error = 23,
    code_out_of_memory = 27,
    code_peer_verification = 60,
    code_ca_file = 77,
};

static struct {
    void *library;
    int (*global_init)(long flags);
    void *(*easy_init)(void);
    void (*easy_cleanup)(void *handle);
    void (*easy_reset)(void *handle);
    int (*easy_setopt)(void *handle, int option, ...);
    int (*easy_perform)(void *handle);
    const char *(*easy_strerror)(int code);
    void *(*slist_append)(void *list, const char *line);
    void (*slist_free_all)(void *list);
} curl;

static int loaded = 0;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    const char *names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
    void *library = NULL;
    for (int i = 0; i < 2 && !library; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    curl.library = library;
    const struct { const char *name; void *slot; } symbols[] = {
        {"curl_global_init", &curl.global_init},
        {"curl_easy_init", &curl.easy_init},
        {"curl_easy_cleanup", &curl.easy_cleanup},
        {"curl_easy_reset", &curl.easy_reset},
        {"curl_easy_setopt", &curl.easy_setopt},
        {"curl_easy_perform", &curl.easy_perform},
        {"curl_easy_strerror", &curl.easy_strerror},
        {"curl_slist_append", &curl.slist_append},
        {"curl_slist_free_all", &curl.slist_free_all},
    };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *symbol = dlsym(library, symbols[i].name);
        if (!symbol) return;
        memcpy(symbols[i].slot, &symbol, sizeof symbol);
    }
    loaded = curl.global_init(global_default) == 0;
}

struct ccurl_session {
    void *handle;
    void *headers;
    int header_lost;
};

ccurl_session *ccurl_open(void) {
    pthread_once(&once, load);
    if (!loaded) return NULL;
    ccurl_session *session = calloc(1, sizeof *session);
    if (!session) return NULL;
    session->handle = curl.easy_init();
    if (session->handle) return session;
    free(session);
    return NULL;
}

void ccurl_close(ccurl_session *session) {
    curl.easy_cleanup(session->handle);
    curl.slist_free_all(session->headers);
    free(session);
}

void ccurl_add_header(ccurl_session *session, const char *line) {
    void *longer = curl.slist_append(session->headers, line);
    if (longer) session->headers = longer; else session->header_lost = 1;
}

int ccurl_perform(ccurl_session *session, const ccurl_request *request, char *message) {
    void *handle = session->handle;
    int code = session->header_lost ? code_out_of_memory : 0;
    message[0] = 0;
    // Connections outlive the reset.
    curl.easy_reset(handle);
#define SET(option, value) if (!code) code = curl.easy_setopt(handle, option, value)
    SET(option_error_buffer, message);
    SET(option_url, request->url);
    SET(option_protocols, (long)(protocol_http | protocol_https));
    SET(option_headers, session->headers);
    SET(option_no_body, (long)request->head);
    SET(option_no_signal, 1L);
    SET(option_connect_timeout_ms, request->connect_timeout_ms);
    SET(option_low_speed_limit, 1L);
    SET(option_low_speed_time, request->stall_timeout_s);
    if (request->certificates) { SET(option_ca_file, request->certificates); }
    SET(option_header_function, request->on_header);
    SET(option_header_data, request->context);
    SET(option_write_function, request->on_body);
    SET(option_write_data, request->context);
#undef SET
    if (!code) code = curl.easy_perform(handle);
    // What these point to ends with this call; the handle does not.
    curl.easy_setopt(handle, option_error_buffer, (char *)NULL);
    curl.easy_setopt(handle, option_headers, (void *)NULL);
    curl.slist_free_all(session->headers);
    session->headers = NULL;
    session->header_lost = 0;
    if (code && !message[0]) strncat(message, curl.easy_strerror(code), 255);
    switch (code) {
    case 0: return ccurl_ok;
    case code_write_error: return ccurl_aborted;
    case code_unresolved_proxy:
    case code_unresolved_host: return ccurl_unresolved;
    case code_unsupported_protocol:
    case code_malformed_url:
    case code_out_of_memory:
    case code_peer_verification:
    case code_ca_file: return ccurl_refused;
    default: return ccurl_failed;
    }
}

const ccurl_number *ccurl_options(void) {
    static const ccurl_number options[] = {
        {"WRITEDATA", option_write_data},
        {"URL", option_url},
        {"ERRORBUFFER", option_error_buffer},
        {"LOW_SPEED_LIMIT", option_low_speed_limit},
        {"LOW_SPEED_TIME", option_low_speed_time},
        {"HTTPHEADER", option_headers},
        {"HEADERDATA", option_header_data},
        {"NOBODY", option_no_body},
        {"CAINFO", option_ca_file},
        {"NOSIGNAL", option_no_signal},
        {"CONNECTTIMEOUT_MS", option_connect_timeout_ms},
        {"PROTOCOLS", option_protocols},
        {"WRITEFUNCTION", option_write_function},
        {"HEADERFUNCTION", option_header_function},
        {0},
    };
    return options;
}

const ccurl_number *ccurl_codes(void) {
    static const ccurl_number codes[] = {
        {"Unsupported protocol", code_unsupported_protocol},
        {"bad/illegal format", code_malformed_url},
        {"resolve proxy", code_unresolved_proxy},
        {"resolve host", code_unresolved_host},
        {"writing", code_write_error},
        {"memory", code_out_of_memory},
        {"peer certificate", code_peer_verification},
        {"CA cert", code_ca_file},
        {0},
    };
    return codes;
}

const char *ccurl_name_of_option(int number) {
    // Since libcurl 7.73 (2020); not needed for transfers, and so not among the symbols above.
    struct easy_option { const char *name; int id; int type; unsigned int flags; };
    pthread_once(&once, load);
    if (!loaded) return NULL;
    const struct easy_option *(*by_id)(int);
    void *symbol = dlsym(curl.library, "curl_easy_option_by_id");
    if (!symbol) return NULL;
    memcpy(&by_id, &symbol, sizeof symbol);
    const struct easy_option *option = by_id(number);
    return option ? option->name : NULL;
}

const char *ccurl_text_of_code(int code) {
    pthread_once(&once, load);
    return loaded ? curl.easy_strerror(code) : NULL;
}
