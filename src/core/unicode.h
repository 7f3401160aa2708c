/* Properties of code points, from libunistring. */
#ifndef ZW_CORE_UNICODE_H
#define ZW_CORE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** unicode_lower(code): Return the simple lower-case form of ${code}. */
uint32_t unicode_lower(uint32_t code);

/** unicode_printable(code): Return whether Python's str.isprintable() holds for ${code}. */
bool unicode_printable(uint32_t code);

/**
 * unicode_decimal(code), unicode_digit(code):
 * Return the value of a digit that numbers are written with; of any digit (²,
 * ① too); -1 for what is none.
 */
int unicode_decimal(uint32_t code);
int unicode_digit(uint32_t code);

/**
 * unicode_nfd(points, len, nfd_len):
 * Return the canonical decomposition (UAX #15), which the caller frees, or NULL.
 */
uint32_t *unicode_nfd(const uint32_t *points, size_t len, size_t *nfd_len);

#endif
