/* Help, from the tables of commands and options. */
#include "cmd/cmd.h"

#include <stdio.h>
#include <string.h>

static void
print_options(const struct option *const *options)
{
	size_t i;

	for (i = 0; options[i] != NULL; i++) {
		const struct option *o = options[i];
		char left[64], letter[8] = "";

		if (o->letter != 0)
			(void)snprintf(letter, sizeof(letter), "-%c, ", o->letter);
		(void)snprintf(left, sizeof(left), "%s%s%s%s", letter, o->name,
		    o->value != NULL ? " " : "", o->value != NULL ? o->value : "");
		(void)printf("  %-24s %s\n", left, o->help);
	}
}

void
print_command_help(const struct command *command)
{
	(void)printf("usage: zoneward %s %s\n\n%s.\n\n%s", command->name, command->synopsis,
	    command->summary, command->details);
	if (command->options[0] != NULL) {
		(void)printf("\noptions:\n");
		print_options(command->options);
	}
	(void)printf("\noptions of every command:\n");
	print_options(global_options);
}

void
print_help(void)
{
	size_t i;

	(void)printf("usage: zoneward [-C DIR] [--config FILE] COMMAND [ARGUMENT...]\n\n"
		     "DNS as code for zones that are kept in Git, in octoDNS's files.\n\n"
		     "commands:\n");
	for (i = 0; commands[i] != NULL; i++)
		(void)printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
	(void)printf("\noptions of every command:\n");
	print_options(global_options);
	(void)printf("  %-24s %s\n", "--version", "print the version (before a command)");
	(void)printf(
	    "\nREV is any commit, BASE..HEAD a range of them; ZONE is a name with its final dot.\n"
	    "exit status: 0 done, 1 invalid input, 2 wrong usage, 3 refused, 4 provider failed and\n"
	    "nothing written, 5 written in part, 10 there are changes (--detailed-exitcode)\n"
	    "zoneward COMMAND --help tells more of one.\n");
}
