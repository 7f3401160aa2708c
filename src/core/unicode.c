/* Properties of code points, from libunistring. */
#include "core/unicode.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

uint32_t
unicode_lower(uint32_t code)
{
	return uc_tolower(code);
}

bool
unicode_printable(uint32_t code)
{
	return code == ' ' ||
	    !uc_is_general_category_withtable(code, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z);
}

int
unicode_decimal(uint32_t code)
{
	return uc_decimal_value(code);
}

int
unicode_digit(uint32_t code)
{
	return uc_digit_value(code);
}

uint32_t *
unicode_nfd(const uint32_t *points, size_t len, size_t *nfd_len)
{
	return u32_normalize(UNINORM_NFD, points, len, NULL, nfd_len);
}
