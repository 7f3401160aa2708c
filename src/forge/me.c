/* Whose token it is, and so which comments and statuses are ours. */
#include "forge/internal.h"

#include <string.h>

/* Who we are for the forge: by id where the token may ask, else the usual robot. */
int
forge_ask_me(struct forge *forge, struct diags *diags)
{
	struct forge_call call = {.route = ROUTE_ME, .quiet = true};
	cJSON *json = NULL;
	int rc;

	if (forge->asked_me)
		return 0;
	forge->asked_me = true;
	if (forge->run->account != NULL) {
		forge->my_login = forge->run->account;
		return 0;
	}
	rc = forge_ask(forge, &call, &json, diags);
	if (rc == 0)
		forge->my_id = forge_id(json, "id", &forge->arena);
	if (rc == 1)
		forge->my_login = forge->run->class->words->robot;
	cJSON_Delete(json);
	return rc < 0 ? -1 : 0;
}

bool
forge_is_me(struct forge *forge, const cJSON *author)
{
	const char *id = forge_id(author, "id", &forge->arena);
	const char *login = forge_field(author, forge->run->class->words->login, NULL);

	if (forge->my_id != NULL)
		return id != NULL && strcmp(id, forge->my_id) == 0;
	return forge->my_login != NULL && login != NULL && strcmp(login, forge->my_login) == 0;
}
