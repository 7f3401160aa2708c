/* Lines of tinydns data, as read for a forward zone and for one of addresses. */
#include "../../providers/tinydns/tinydns.h"
#include "fuzz.h"

extern const struct provider_class tinydns_provider_class;

static void
read_lines(struct slice zone_name, struct slice text, bool as_target)
{
	static const struct provider provider = {.class = &tinydns_provider_class, .id = "tiny"};
	struct read_request request = {.zone = zone_name, .as_target = as_target};
	struct diags diags = {.limit = 100};
	struct gather gather;
	struct zone zone;
	uint32_t number = 0;
	int rc;

	zone_init(&zone, zone_name);
	gather_begin(&gather, &provider, &request, &zone, &diags);
	gather.ttl = GATHER_FIRST;
	gather.default_ttl = 3600;
	while (text.len > 0) {
		size_t end = slice_find(text, '\n');
		struct tiny_line line = {slice_sub(text, 0, end), 0, ++number};

		if (line.text.len > 0)
			tinydns_line(&gather, &line, "data");
		text = slice_sub(text, end + 1, text.len);
	}
	rc = gather_end(&gather);
	fuzz_require((rc == 0) == (diags.errors == 0), "an error is not said, or is none");
	zone_sort(&zone);
	zone_free(&zone);
	diags_free(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_make((const char *)data, size);

	/* Such a file is refused whole. */
	if (memchr(data, '\0', size) != NULL)
		return 0;
	read_lines(slice_of("unit.tests."), text, false);
	read_lines(slice_of("unit.tests."), text, true);
	read_lines(slice_of("2.0.192.in-addr.arpa."), text, false);
	return 0;
}
