/*
 * What the benchmark needs in C: the floor that reading YAML stands on, and a
 * stop-watch so small that it is no part of what it measures.
 *     floor scan FILE... | floor scan < NAMES     libyaml's events, all thrown away
 *     floor time COMMAND...                       "seconds kilobytes status"
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaml.h>

static void
die(const char *what)
{
	perror(what);
	exit(2);
}

/* Read a file whole, as whoever parses it must. */
static unsigned char *
read_file(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char *text;
	struct stat st;
	ssize_t got;

	if (fd < 0 || fstat(fd, &st) != 0)
		die(path);
	text = malloc((size_t)st.st_size + 1);
	if (text == NULL)
		die(path);
	for (*len = 0; *len < (size_t)st.st_size; *len += (size_t)got) {
		got = read(fd, text + *len, (size_t)st.st_size - *len);
		if (got <= 0)
			die(path);
	}
	(void)close(fd);
	return text;
}

static void
scan(const char *path)
{
	yaml_parser_t parser;
	yaml_event_t event;
	size_t len;
	unsigned char *text = read_file(path, &len);
	int more = 1;

	if (!yaml_parser_initialize(&parser))
		die("libyaml");
	yaml_parser_set_input_string(&parser, text, len);
	while (more) {
		if (!yaml_parser_parse(&parser, &event)) {
			(void)fprintf(stderr, "%s: %s\n", path, parser.problem);
			exit(2);
		}
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	free(text);
}

static int
scan_all(char **paths)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	for (; *paths != NULL; paths++)
		scan(*paths);
	if (isatty(STDIN_FILENO))
		return 0;
	while ((len = getline(&line, &room, stdin)) > 0) {
		line[strcspn(line, "\n")] = '\0';
		scan(line);
	}
	free(line);
	return 0;
}

static double
now(void)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void
become(char **command)
{
	int quiet = open("/dev/null", O_WRONLY);

	if (quiet < 0 || dup2(quiet, STDOUT_FILENO) < 0)
		die("/dev/null");
	(void)execvp(command[0], command);
	die(command[0]);
}

static int
time_one(char **command)
{
	double start = now(), took;
	struct rusage used;
	int status = 0;
	pid_t child = fork();

	if (child < 0)
		die("fork");
	if (child == 0)
		become(command);
	if (wait4(child, &status, 0, &used) != child)
		die("wait4");
	took = now() - start;
	(void)printf("%.6f %ld %d\n", took, used.ru_maxrss,
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc >= 2 && strcmp(argv[1], "scan") == 0)
		return scan_all(argv + 2);
	if (argc >= 3 && strcmp(argv[1], "time") == 0)
		return time_one(argv + 2);
	(void)fprintf(stderr, "usage: floor scan [FILE...] | floor time COMMAND...\n");
	return 2;
}
