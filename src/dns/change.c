/* One change of one RRset. */
#include "dns/change.h"

const char *
change_word(enum change_action action)
{
	static const char *const words[] = {"delete", "create", "update"};

	return words[action];
}
