/* What Git tells a hook: lines on standard input, options of the push, and time. */
#include "cmd/hook.h"
#include "core/text.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define MAX_LINE 8192
#define MAX_PUSH_OPTIONS 100

static const char prefix[] = "zoneward.";

int
read_lines(int (*each)(void *ctx, struct slice line, struct diags *diags), void *ctx,
    struct diags *diags)
{
	char line[MAX_LINE];
	size_t count = 0;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		size_t len = strcspn(line, "\n");

		if (line[len] != '\n' || ++count > HOOK_MAX_UPDATES) {
			return diag_error(diags, "hook-input", NULL, place_none,
			    "push fewer references at once",
			    "standard input is not what Git gives to a hook");
		}
		if (each(ctx, slice_make(line, len), diags) != 0)
			return -1;
	}
	return 0;
}

static int
read_option(struct push_options *options, const char *word, struct diags *diags)
{
	struct buf safe = {0};
	int rc = 0;

	if (strncmp(word, prefix, sizeof(prefix) - 1) != 0)
		return 0;
	word += sizeof(prefix) - 1;
	if (strcmp(word, "lenient") == 0) {
		options->lenient = true;
	} else if (strncmp(word, "allow=", 6) == 0) {
		options->allow = word + 6;
	} else {
		text_safe(&safe, slice_of(word));
		rc = diag_error(diags, "push-option", NULL, place_none,
		    "there are zoneward.lenient and zoneward.allow=DIGEST",
		    "zoneward.%s is no option of a push", safe.data != NULL ? safe.data : "");
		buf_free(&safe);
	}
	return rc;
}

int
read_push_options(struct push_options *options, struct diags *diags)
{
	const char *text = getenv("GIT_PUSH_OPTION_COUNT"), *word;
	unsigned long count = text != NULL ? strtoul(text, NULL, 10) : 0, i;
	char name[64];
	int rc = 0;

	if (count > MAX_PUSH_OPTIONS)
		return diag_error(diags, "push-option", NULL, place_none, NULL,
		    "there are more than %d options of the push", MAX_PUSH_OPTIONS);
	for (i = 0; i < count; i++) {
		(void)snprintf(name, sizeof(name), "GIT_PUSH_OPTION_%lu", i);
		word = getenv(name);
		if (word != NULL && read_option(options, word, diags) != 0)
			rc = -1;
	}
	return rc;
}

/* Nothing that another thread holds is waited for: whatever happens, it is a refusal. */
static void
too_late(int signal_number)
{
	static const char text[] = "error: zoneward took longer than zoneward.deadline; refused\n"
				   "hint: try again, or change less at once\n";

	(void)signal_number;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0) {
		/* Nobody reads it; it is refused nevertheless. */
	}
	_exit(OUTCOME_INVALID);
}

int
deadline_start(double seconds, struct diags *diags)
{
	struct itimerval timer = {0};
	struct sigaction action = {0};

	action.sa_handler = too_late;
	(void)sigemptyset(&action.sa_mask);
	timer.it_value.tv_sec = (time_t)seconds;
	timer.it_value.tv_usec = (suseconds_t)((seconds - (double)(time_t)seconds) * 1e6);
	if (timer.it_value.tv_sec == 0 && timer.it_value.tv_usec == 0)
		timer.it_value.tv_usec = 1;
	if (sigaction(SIGALRM, &action, NULL) == 0 && setitimer(ITIMER_REAL, &timer, NULL) == 0)
		return 0;
	return diag_error(diags, "hook-deadline", NULL, place_none, NULL, "no deadline can be set");
}
