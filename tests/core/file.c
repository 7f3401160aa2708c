/* Files that are replaced whole or not at all, and read. */
#include "core/file.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char before[4096], folder[] = "/tmp/zoneward-file-XXXXXX";

static void
enter_folder(void)
{
	cr_assert_not_null(getcwd(before, sizeof(before)));
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

static void
leave_folder(void)
{
	char command[64];

	cr_assert_eq(chdir(before), 0);
	(void)snprintf(command, sizeof(command), "rm -rf %s", folder);
	cr_assert_eq(system(command), 0);
}

TestSuite(file, .init = enter_folder, .fini = leave_folder);

static void
expect_content(const char *path, const char *want)
{
	char data[64] = "";
	FILE *file = fopen(path, "r");

	cr_assert_not_null(file);
	(void)fread(data, 1, sizeof(data) - 1, file);
	(void)fclose(file);
	cr_assert_str_eq(data, want);
}

static int
count_entries(const char *path)
{
	DIR *dir = opendir(path);
	int count = 0;

	cr_assert_not_null(dir);
	while (readdir(dir) != NULL)
		count++;
	(void)closedir(dir);
	return count - 2;
}

static mode_t
mode_of(const char *path)
{
	struct stat info;

	cr_assert_eq(lstat(path, &info), 0);
	return info.st_mode;
}

Test(file, replaces_and_keeps_the_mode)
{
	struct buf why = {0};

	cr_assert_eq(file_replace("zone.yaml", slice_of("one"), &why), 0);
	cr_assert_eq(mode_of("zone.yaml") & 0777, 0644);
	cr_assert_eq(chmod("zone.yaml", 0600), 0);
	cr_assert_eq(file_replace("zone.yaml", slice_of("second"), &why), 0);
	expect_content("zone.yaml", "second");
	cr_assert_eq(mode_of("zone.yaml") & 0777, 0600);
	cr_assert_eq(count_entries("."), 1, "no temporary file is left");
	cr_assert_eq(why.len, 0);
}

Test(file, replaces_a_link_and_not_what_it_points_to)
{
	struct buf why = {0};

	cr_assert_eq(file_replace("real", slice_of("real"), &why), 0);
	cr_assert_eq(symlink("real", "link"), 0);
	cr_assert_eq(file_replace("link", slice_of("new"), &why), 0);
	expect_content("real", "real");
	expect_content("link", "new");
	cr_assert(S_ISREG(mode_of("link")));
}

Test(file, a_failure_leaves_nothing_behind)
{
	struct buf why = {0};

	cr_assert_eq(mkdir("taken", 0777), 0);
	cr_assert_eq(file_replace("taken", slice_of("x"), &why), -1);
	cr_assert_not_null(strstr(why.data, "cannot replace taken: "));
	cr_assert_eq(count_entries("."), 1);
	buf_clear(&why);
	cr_assert_eq(file_replace("missing/zone.yaml", slice_of("x"), &why), -1);
	cr_assert_str_eq(why.data,
	    "cannot write beside missing/zone.yaml: No such file or directory");
	buf_free(&why);
}

Test(file, reads_a_regular_file_up_to_a_size)
{
	struct buf text = {0}, why = {0};

	cr_assert_eq(file_replace("a", slice_of("12345"), &why), 0);
	cr_expect_eq(file_read("a", 5, &text, &why), 0);
	cr_expect_str_eq(text.data, "12345");
	cr_expect_eq(file_read("a", 4, &text, &why), -1);
	cr_expect_str_eq(why.data, "cannot read a: File too large");
	buf_clear(&why);
	cr_expect_eq(file_read("b", 4, &text, &why), -1);
	cr_expect_str_eq(why.data, "cannot read b: No such file or directory");
	buf_clear(&why);
	cr_expect_eq(file_read(".", 4, &text, &why), -1);
	cr_expect_str_eq(why.data, "cannot read .: Is a directory");
	buf_clear(&why);
	cr_assert_eq(mkfifo("pipe", 0600), 0);
	cr_expect_eq(file_read("pipe", 4, &text, &why), -1, "nobody waits for a pipe");
	buf_free(&text);
	buf_free(&why);
}

Test(file, makes_folders_and_takes_those_that_are_there)
{
	struct buf why = {0};

	cr_assert_eq(file_make_dirs("a/b/c", &why), 0);
	cr_assert_eq(file_make_dirs("a/b/c", &why), 0);
	cr_assert_eq(file_make_dirs("a//d/", &why), 0);
	cr_assert_eq(file_make_dirs("", &why), 0);
	cr_assert_eq(file_make_dirs("/tmp", &why), 0);
	cr_assert(S_ISDIR(mode_of("a/b/c")));
	cr_assert(S_ISDIR(mode_of("a/d")));
}

Test(file, a_file_is_no_folder)
{
	struct buf why = {0};

	cr_assert_eq(file_replace("a", slice_of("x"), &why), 0);
	cr_assert_eq(file_make_dirs("a", &why), -1);
	cr_assert_str_eq(why.data, "cannot make folder a: Not a directory");
	cr_assert_eq(file_make_dirs("a/b", &why), -1);
	buf_free(&why);
}
