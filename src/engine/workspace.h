/*
 * The workspace: a configuration and its zones at one or two snapshots, with the
 * providers that it names.  What every command works on.
 */
#ifndef ZW_ENGINE_WORKSPACE_H
#define ZW_ENGINE_WORKSPACE_H

#include "config/config.h"
#include "core/map.h"
#include "engine/ahead.h"
#include "git/repo.h"
#include "process/process.h"
#include "provider/provider.h"

#include <pthread.h>

enum workspace_kind {
	WORKSPACE_WORKTREE, /* the files on disk */
	WORKSPACE_DISK,     /* the same, paths as octoDNS has them: from the current directory */
	WORKSPACE_STAGED,   /* the index */
	WORKSPACE_REVISION, /* one commit: every zone */
	WORKSPACE_RANGE,    /* BASE..HEAD: what changed between them */
};

/* Of a range: whose word counts for what zones come from, pass and go to. */
enum workspace_trust {
	WORKSPACE_TRUST_RULES, /* the head's, but nobody is contacted whom the base does not know,
				* and zones are judged by the base's validators: validate */
	WORKSPACE_TRUST_BASE,  /* the base's; zones and their files are the head's: plan, diff */
	WORKSPACE_TRUST_HEAD,  /* the head's: it is on the protected branch already */
};

struct workspace_options {
	const char *dir;    /* -C: where the repository or directory is */
	const char *config; /* path of the configuration from the root */
	const char *root;   /* folder that its relative paths start from, "" for the root */
	enum workspace_kind kind;
	const char *revision; /* of WORKSPACE_REVISION */
	const char *branch;   /* whose tip is meant without one, when of_branch; NULL: the usual */
	bool of_branch;       /* the revision is the tip of the protected branch */
	const char *base,
	    *head;       /* of WORKSPACE_RANGE; NULL is HEAD; "" of base is the empty tree; base
	                  * may be of WORKSPACE_STAGED, too */
	bool merge_base; /* BASE...HEAD: from their merge base */
	bool merge;      /* the head is what merging it into the base gives */
	enum workspace_trust trust;
	enum repo_mode mode;
	bool strict;
	bool lenient;     /* of validate: faults of records are warnings */
	unsigned workers; /* 0: as many as the configuration or the machine says */
};

struct workspace {
	struct workspace_options options;
	struct arena arena;
	struct repo *repo;                   /* NULL for a directory that is none */
	struct snapshot *base, *head;        /* base is NULL unless there is a range */
	struct config *base_config, *config; /* the same when the file did not change */
	struct config *written; /* the head's own, when config is joined from both; or NULL */
	struct diags waiting;   /* what of the head counts after the merge only */
	struct oid base_id, head_id;
	struct ahead ahead; /* what a range changes */
	const char *disk_root;
	struct provider_context head_context, base_context;
	struct map providers, base_providers;   /* id -> struct opened */
	struct map processors, base_processors; /* the same; see engine/processors.h */
	struct process_run run;
	pthread_mutex_t lock;
	struct diags *diags; /* of opening, and of providers */
};

/**
 * workspace_open(workspace, options, diags):
 * Open repository, snapshots and configurations.  ${options}' texts and ${diags}
 * outlive it.  Return 0 (diags tells whether the configuration is right), or -1
 * when there is nothing to work on.  Close in both cases.
 */
int workspace_open(struct workspace *workspace, const struct workspace_options *options,
    struct diags *diags);

/** workspace_close(workspace): Close everything. */
void workspace_close(struct workspace *workspace);

enum workspace_side { WORKSPACE_HEAD, WORKSPACE_BASE };

/**
 * workspace_provider(workspace, side, id, diags):
 * Return provider ${id}, opened when it is first asked for; NULL when it cannot
 * be, with an error the first time.  May be called from several threads.
 */
struct provider *workspace_provider(struct workspace *workspace, enum workspace_side side,
    const char *id, struct diags *diags);

/** workspace_config(workspace, side), workspace_snapshot(workspace, side): Return that side's. */
const struct config *workspace_config(const struct workspace *workspace, enum workspace_side side);
struct snapshot *workspace_snapshot(const struct workspace *workspace, enum workspace_side side);

/** workspace_limit(workspace): Return how much may go on at once, as it was asked for; or 0. */
unsigned workspace_limit(const struct workspace *workspace);

/** workspace_workers(workspace): Return how many threads to use where nobody is waited for. */
unsigned workspace_workers(const struct workspace *workspace);

/**
 * snapshot_line(snapshot, file, line, out), workspace_line(workspace, …):
 * Append a source line, for reports.  Return 0, or -1 when there is none.
 */
int snapshot_line(struct snapshot *snapshot, const char *file, uint32_t line, struct buf *out);
int workspace_line(void *workspace, const char *file, uint32_t line, struct buf *out);

#endif
