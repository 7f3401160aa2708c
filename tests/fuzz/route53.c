/* Sets of records as Route 53 answers with them: read, and made again from what was read. */
#include "../../providers/route53/health.h"
#include "../../providers/route53/sets.h"
#include "fuzz.h"

#include <pthread.h>

static struct route53 state;
static struct provider provider;

extern const struct provider_class route53_provider_class;

static void
start(void)
{
	struct http_options options = {.base_url = "http://127.0.0.1:1", .retries = HTTP_NO_RETRY};
	struct http_client *client;
	struct diags diags = {0};

	if (provider.class != NULL)
		return;
	fuzz_require(http_open(&client, &options, &diags) == 0, "there is no client");
	http_secret(client, slice_of("a-key-to-hide"));
	provider.state = &state;
	route53_talk(&provider);
	state.talk.client = client;
	provider.class = &route53_provider_class;
	provider.flags = route53_provider_class.flags;
	provider.id = "r53";
	(void)pthread_mutex_init(&state.lock, NULL);
	(void)pthread_mutex_init(&state.listing, NULL);
	(void)pthread_mutex_init(&state.asking, NULL);
	(void)pthread_mutex_init(&state.signer.lock, NULL);
	/* There are credentials: nobody is asked for any. */
	aws_credentials_set(&state.signer.credentials, slice_of("AKID"), slice_of("a-key-to-hide"),
	    slice_of(""));
	/* No health check of the account: it is not asked. */
	state.health = mem_zero(1, sizeof(*state.health));
}

static void
must_hide(const struct diags *diags)
{
	size_t i;

	for (i = 0; i < diags->count; i++)
		fuzz_require(strstr(diags->items[i].message, "a-key-to-hide") == NULL,
		    "a message has the key in it");
}

static void
read_answer(const struct xml *answer, const struct read_request *request, struct zone *zone)
{
	struct diags diags = {0};
	struct talk_fault fault = {0};

	zone_init(zone, request->zone);
	(void)route53_read_answer(&provider, request, answer, zone, &diags, &fault);
	zone_sort(zone);
	must_hide(&diags);
	talk_fault_free(&fault);
	diags_free(&diags);
}

static bool
is_dynamic(const struct rrset *rrset)
{
	return rrset->extra != NULL && rrset->extra->dynamic != NULL;
}

static void
must_equal(const struct rrset *read, const struct rrset *sent)
{
	struct buf one = {0}, two = {0};

	if (rrset_equal(read, sent))
		return;
	rrset_octodns(&one, read);
	rrset_octodns(&two, sent);
	fuzz_same(&one, &two, "a record that is sent differs");
	fuzz_require(false, "a record that is sent differs");
}

/* What would be written is what was read; health checks and subnets aside. */
static void
write_again(const struct read_request *request, const struct zone *zone)
{
	struct arena arena = {0};
	struct talk_fault fault = {0};
	struct set_maker maker = {&provider, &arena, request->zone, "Z1", &fault, NULL, 0, 0};
	struct sets sets = {0};
	struct buf text = {0};
	struct zone again;
	const struct xml *answer;
	const char *why = "";
	size_t i, count = 0;

	buf_text(&text, "<a><ResourceRecordSets>");
	for (i = 0; i < zone->count; i++) {
		if (is_dynamic(&zone->rrsets[i]))
			continue;
		(void)sets_make(&maker, &zone->rrsets[i], &sets);
		count++;
	}
	for (i = 0; i < sets.count; i++) {
		struct buf name = {0};

		route53_print(&name, sets.items[i].name);
		buf_text(&text, "<ResourceRecordSet>");
		xml_add(&text, "Name", buf_view(&name));
		buf_slice(&text, sets.items[i].body);
		buf_text(&text, "</ResourceRecordSet>");
		buf_free(&name);
	}
	buf_text(&text, "</ResourceRecordSets></a>");
	answer = xml_parse(&arena, buf_view(&text), &why);
	fuzz_require(answer != NULL, "what is sent is no XML");
	read_answer(answer, request, &again);
	fuzz_require(again.count == count, "what is sent has other records");
	for (i = 0, count = 0; i < zone->count; i++) {
		if (!is_dynamic(&zone->rrsets[i]))
			must_equal(&zone->rrsets[i], &again.rrsets[count++]);
	}
	zone_free(&again);
	free(sets.items);
	buf_free(&text);
	talk_fault_free(&fault);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct read_request request = {.zone = slice_of("unit.tests."),
	    .as_target = true,
	    .lenient = true};
	struct arena arena = {0};
	struct zone zone;
	const char *why;
	const struct xml *answer = xml_parse(&arena, slice_make((const char *)data, size), &why);

	start();
	if (answer != NULL) {
		read_answer(answer, &request, &zone);
		write_again(&request, &zone);
		zone_free(&zone);
		request.lenient = false;
		read_answer(answer, &request, &zone);
		zone_free(&zone);
	}
	arena_free(&arena);
	return 0;
}
