#ifndef CNETTLE_SHIM_H
#define CNETTLE_SHIM_H

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

// Nettle 4 took the length from the functions that give a digest.

static inline void cnettle_sha256_digest(struct sha256_ctx *context, unsigned char *digest) {
#if NETTLE_VERSION_MAJOR >= 4
    nettle_sha256_digest(context, digest);
#else
    nettle_sha256_digest(context, SHA256_DIGEST_SIZE, digest);
#endif
}

static inline void cnettle_sha1_digest(struct sha1_ctx *context, unsigned char *digest) {
#if NETTLE_VERSION_MAJOR >= 4
    nettle_sha1_digest(context, digest);
#else
    nettle_sha1_digest(context, SHA1_DIGEST_SIZE, digest);
#endif
}

static inline void cnettle_md5_digest(struct md5_ctx *context, unsigned char *digest) {
#if NETTLE_VERSION_MAJOR >= 4
    nettle_md5_digest(context, digest);
#else
    nettle_md5_digest(context, MD5_DIGEST_SIZE, digest);
#endif
}

#endif
