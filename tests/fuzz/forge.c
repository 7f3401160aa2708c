/*
 * What a forge answers: the text of a comment, a Link header, and the JSON of a request,
 * in files of their own.
 */
#include "forge/internal.h"
#include "forge/shown.h"
#include "fuzz.h"
#include "provider/talk.h"
#include "report/marker.h"

#define BASE "https://forge.example/api"

/* What is read out of a marker is printed as it was. */
static void
check_marker(struct slice body)
{
	struct marker marker, again;
	struct arena arena = {0};
	struct buf line = {0};

	if (marker_read(body, &marker, &arena) == 0) {
		marker_print(&line, &marker);
		fuzz_require(slice_find(buf_view(&line), '\n') == line.len - 1,
		    "a marker is one line");
		fuzz_require(marker_read(buf_view(&line), &again, &arena) == 0 &&
			strcmp(marker.kind, again.kind) == 0,
		    "a marker reads as it was printed");
	}
	buf_free(&line);
	arena_free(&arena);
}

static void
check_shown(struct slice body)
{
	struct plan plan = {0};
	struct shown shown = {0};

	shown_add(&shown, body, "1", "2");
	fuzz_require(shown_compare(&shown, &plan), "nothing is not what was shown");
	shown_free(&shown);
}

/* The token goes where the API is, and nowhere else. */
static void
check_link(struct slice link)
{
	struct buf path = {0};

	if (forge_next(link, BASE, &path) == 0)
		fuzz_require(path.len > 0 && (path.data[0] == '/' || path.data[0] == '?'),
		    "the next page is below the API");
	buf_free(&path);
}

static void
check_request(struct slice text)
{
	static const struct forge_class *const classes[] = {&forge_github, &forge_gitlab,
	    &forge_forgejo};
	struct arena arena = {0};
	cJSON *json = talk_decode(text);
	size_t i, j;

	for (i = 0; json != NULL && i < sizeof(classes) / sizeof(classes[0]); i++) {
		struct forge_request request = {0};

		classes[i]->read_request(json, &request, &arena);
		(void)classes[i]->read_tip(json);
		fuzz_require(request.head == NULL || forge_is_commit(request.head),
		    "a head is a commit");
		for (j = 0; j < sizeof(request.commits) / sizeof(request.commits[0]); j++) {
			fuzz_require(request.commits[j] == NULL ||
				forge_is_commit(request.commits[j]),
			    "what a merge made is a commit");
		}
	}
	cJSON_Delete(json);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_files files;

	fuzz_cut(&files, data, size);
	check_marker(files.texts[0]);
	check_shown(files.texts[0]);
	if (files.count > 1)
		check_link(files.texts[1]);
	if (files.count > 2)
		check_request(files.texts[2]);
	return 0;
}
