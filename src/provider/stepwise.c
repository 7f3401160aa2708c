/* Carrying out changes where a service writes one record at a time, without transactions. */
#include "provider/stepwise.h"

#include "core/log.h"
#include "core/mem.h"
#include "core/pool.h"
#include "provider/settle.h"

#include <stdatomic.h>
#include <stdlib.h>

/* How often the zone is read again after answers that were lost. */
#define ROUNDS 3

/* The steps of one owner name. */
struct task {
	size_t from, to;
	enum talk_result result;
	struct talk_fault fault;
	size_t failed; /* the step that did */
	bool begun;
};

struct work {
	const struct stepwise *service;
	const struct apply_request *request;
	enum apply_status *statuses;
	struct diags *diags;
	struct held_zone *zone;
	struct step_list steps;
	struct task *tasks;
	size_t ntasks;
	struct arena arena;
	atomic_bool stop;
};

static enum talk_result
send(const struct work *work, const struct step *step, struct talk_fault *fault)
{
	const struct stepwise *service = work->service;
	struct slice zone = work->request->zone;
	enum talk_result result;

	switch (step->kind) {
	case STEP_CREATE:
		result = service->create(service->provider, zone, step->rrset, step->value, fault);
		return result == TALK_EXISTS ? TALK_OK : result;
	case STEP_UPDATE:
		return service->update(service->provider, zone, step->record, step->rrset,
		    step->value, fault);
	case STEP_DELETE:
		break;
	}
	result = service->remove(service->provider, zone, step->record, fault);
	return result == TALK_MISSING ? TALK_OK : result;
}

/* A name must not be left without what it had because something new is refused. */
static void
put_back(struct work *work, struct task *task)
{
	const struct stepwise *service = work->service;
	struct talk_fault fault = {0};
	size_t i, lost = 0, back = 0;

	for (i = task->from; i < task->failed; i++) {
		const struct step *step = &work->steps.items[i];

		if (step->kind != STEP_DELETE)
			continue;
		if (service->create(service->provider, work->request->zone, step->rrset,
			step->value, &fault) == TALK_OK)
			back++;
		else
			lost++;
	}
	if (lost > 0)
		buf_text(&task->fault.message,
		    "; what was deleted to make place for it could not be put back");
	else if (back > 0)
		buf_text(&task->fault.message,
		    "; what was deleted to make place for it was put back");
	talk_fault_free(&fault);
}

static void
run_task(void *ctx, size_t index)
{
	struct work *work = ctx;
	struct task *task = &work->tasks[index];
	size_t i;

	if (atomic_load(&work->stop))
		return;
	task->begun = true;
	for (i = task->from; i < task->to && task->result == TALK_OK; i++) {
		task->result = send(work, &work->steps.items[i], &task->fault);
		task->failed = i;
	}
	if (task->result == TALK_OK)
		return;
	atomic_store(&work->stop, true);
	if (task->result != TALK_UNSURE && work->steps.items[task->failed].kind != STEP_DELETE)
		put_back(work, task);
}

/* List what is still to be done, by owner name. */
static void
make_tasks(struct work *work)
{
	size_t i, end;

	for (i = 0; i < work->request->count; i++) {
		if (work->statuses[i] != APPLY_DONE)
			steps_add(&work->steps, work->request, i, work->zone, work->service->fits,
			    &work->arena);
	}
	steps_sort(&work->steps, work->request);
	work->tasks = mem_zero(work->steps.count + 1, sizeof(*work->tasks));
	for (i = 0; i < work->steps.count; i = end) {
		struct task *task = &work->tasks[work->ntasks++];

		end = steps_end(&work->steps, work->request, i);
		task->from = i;
		task->to = end;
	}
}

static void
forget_tasks(struct work *work)
{
	size_t i;

	for (i = 0; i < work->ntasks; i++)
		talk_fault_free(&work->tasks[i].fault);
	free(work->tasks);
	free(work->steps.items);
	arena_free(&work->arena);
	held_zone_free(work->zone);
	work->tasks = NULL;
	work->ntasks = 0;
	work->steps = (struct step_list){0};
	work->zone = NULL;
}

/* Do all that is to be done.  Return the worst that became of it. */
static enum talk_result
run_round(struct work *work, struct stepwise_end *end)
{
	enum talk_result worst = TALK_OK;
	size_t i, k;

	make_tasks(work);
	atomic_store(&work->stop, false);
	pool_run(work->service->at_once, work->ntasks, run_task, work);
	for (i = 0; i < work->request->count; i++)
		work->statuses[i] = APPLY_DONE;
	for (i = 0; i < work->ntasks; i++) {
		const struct task *task = &work->tasks[i];

		end->wrote = end->wrote || task->begun;
		if (task->result > worst)
			worst = task->result;
		for (k = task->from; k < task->to; k++) {
			if (task->result != TALK_OK || !task->begun)
				work->statuses[work->steps.items[k].change] = APPLY_FAILED;
		}
	}
	return worst;
}

static void
report_task(const struct work *work, const struct task *task)
{
	const struct provider *provider = work->service->provider;
	const struct rrset *rrset = work->steps.items[task->failed].rrset;
	struct subject subject = {work->request->zone, rrset->name, rrset_type(rrset)->name};

	(void)diag_error(work->diags, "provider-answer", &subject, place_none, task->fault.hint,
	    "provider %s: %.*s", provider->id, (int)task->fault.message.len,
	    task->fault.message.data);
}

/* What all requests fail of is said once. */
static void
report(const struct work *work)
{
	size_t i, k;

	for (i = 0; i < work->ntasks; i++) {
		const struct task *task = &work->tasks[i];
		bool said = task->result == TALK_OK;

		for (k = 0; k < i && !said; k++)
			said = work->tasks[k].result != TALK_OK &&
			    slice_equal(buf_view(&work->tasks[k].fault.message),
				buf_view(&task->fault.message));
		if (!said)
			report_task(work, task);
	}
}

static const char again[] = "run apply again: it goes on from what is there";

static int
refuse(const struct work *work, const char *hint, const char *what)
{
	struct subject subject = {work->request->zone, {"", 0}, NULL};

	return diag_error(work->diags, "provider-answer", &subject, place_none, hint,
	    "provider %s: %s", work->service->provider->id, what);
}

/* What is held is known from the reading that the plan was made of, or from a new one. */
static int
take_zone(struct work *work)
{
	work->zone = held_take(work->service->held, work->request->zone);
	if (work->zone == NULL &&
	    settle_by_reading(work->service->provider, work->request, work->statuses) >= 0)
		work->zone = held_take(work->service->held, work->request->zone);
	return work->zone != NULL ? 0 : -1;
}

int
stepwise_apply(const struct stepwise *service, const struct apply_request *request,
    enum apply_status *statuses, struct stepwise_end *end, struct diags *diags)
{
	static const char missing[] = "the zone is not there, and cannot be created from here";
	static const char unread[] = "the zone could not be read again, so nothing was written";
	static const char unknown[] =
	    "the zone could not be read again, so it is not known what was written";
	struct work work = {.service = service,
	    .request = request,
	    .statuses = statuses,
	    .diags = diags};
	enum talk_result worst;
	unsigned round = 1;
	int rc = 0;

	*end = (struct stepwise_end){.known = true};
	settle_all(request, statuses, APPLY_FAILED);
	if (!request->exists)
		return refuse(&work, "add the zone there, then plan again", missing);
	if (take_zone(&work) != 0)
		return refuse(&work, again, unread);
	while ((worst = run_round(&work, end)) != TALK_OK) {
		end->known = settle_by_reading(service->provider, request, statuses) >= 0;
		if (worst != TALK_UNSURE || !end->known || round++ == ROUNDS)
			break;
		log_info("provider %s: an answer was lost: going on from what the zone has",
		    service->provider->id);
		forget_tasks(&work);
		if (take_zone(&work) != 0)
			return refuse(&work, again, unknown);
	}
	if (worst != TALK_OK) {
		report(&work);
		rc = end->known ? -1 : refuse(&work, again, unknown);
	}
	forget_tasks(&work);
	return rc;
}
