/* Runs a fuzzer's function once on each file of a folder: its seeds must run clean. */
#include "../fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

/* Run one file from a copy without a byte to spare, so that reading past it is seen. */
static int
run_file(const char *folder, const char *name)
{
	char path[4096];
	struct stat st;
	uint8_t *data;
	FILE *file;
	size_t size;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "rb");
	if (file == NULL || fstat(fileno(file), &st) != 0) {
		perror(path);
		exit(1);
	}
	if (!S_ISREG(st.st_mode)) {
		(void)fclose(file);
		return 0;
	}
	data = mem_alloc((size_t)st.st_size);
	size = fread(data, 1, (size_t)st.st_size, file);
	(void)fclose(file);
	(void)printf("%s\n", path);
	(void)fflush(stdout);
	(void)LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 1;
}

int
main(int argc, char **argv)
{
	DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
	const struct dirent *entry;
	int count = 0;

	if (folder == NULL) {
		(void)fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	while ((entry = readdir(folder)) != NULL)
		count += run_file(argv[1], entry->d_name);
	(void)closedir(folder);
	if (count == 0)
		(void)fprintf(stderr, "%s has no seeds\n", argv[1]);
	return count > 0 ? 0 : 1;
}
