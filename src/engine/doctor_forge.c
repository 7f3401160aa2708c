/* In a job of a forge: what its token may do, and how the branch is guarded there. */
#include "engine/doctor.h"

#include "forge/forge.h"

void
doctor_forge(struct doctor *doctor)
{
	struct forge_options options = {.dry_run = false};
	struct forge *forge = NULL;
	struct forge_run run;

	if (forge_detect(&run, doctor->diags) == 0 &&
	    forge_open(&forge, &run, &options, doctor->diags) == 0)
		forge_look(forge, doctor->diags);
	forge_close(forge);
	forge_run_free(&run);
}
