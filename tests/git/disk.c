/* The snapshot of a whole disk. */
#include "fixture.h"

TestSuite(disk, .init = fixture_set_up, .fini = fixture_tear_down);

Test(disk, reads_anywhere_and_follows_links)
{
	struct snapshot *disk;
	struct listing listing;
	enum entry_kind kind;
	char path[4096];

	shell("mkdir -p here/inner out; echo a >out/a; ln -s ../out here/link; ln -s nosuch dead");
	snapshot_disk(&disk);
	must_read(disk, "out/a", "a\n");
	must_read(disk, "./here/../out//a", "a\n");
	must_read(disk, "here/link/a", "a\n");
	shell_line(path, sizeof(path), "echo $PWD/out/a");
	must_read(disk, path, "a\n");
	cr_assert_eq(snapshot_kind(disk, slice_of("here/link"), &kind), 0);
	cr_assert_eq(kind, ENTRY_DIR);
	cr_assert_eq(snapshot_kind(disk, slice_of("dead"), &kind), 1);
	cr_assert_eq(snapshot_kind(disk, slice_of(""), &kind), 0);
	cr_assert_eq(kind, ENTRY_DIR);
	cr_assert_eq(snapshot_list(disk, slice_of("here/link"), &listing), 0);
	cr_assert_eq(listing.count, 1);
	cr_assert_eq(snapshot_list(disk, slice_of("nosuch"), &listing), 1);
	must_refuse(disk, "here", "cannot be read");
	must_refuse(disk, "/dev/null", "cannot be read");
	snapshot_close(disk);
}

Test(disk, keeps_two_dots_for_the_system_to_follow)
{
	static const struct {
		const char *dir, *path, *joined;
	} cases[] = {
	    {"", "a", "a"},
	    {"", "./a//b/", "a/b"},
	    {"a/b", "../c", "a/b/../c"},
	    {"..", "a", "../a"},
	    {"a", "/b/./c", "/b/c"},
	    {"/a", "b", "/a/b"},
	    {"", "/", "/"},
	    {"", "", ""},
	    {".", ".", ""},
	};
	struct arena arena = {.block = NULL};
	struct snapshot *disk, *inside;
	size_t i;

	snapshot_disk(&disk);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_assert_str_eq(snapshot_path(disk, &arena, slice_of(cases[i].dir),
				     slice_of(cases[i].path)),
		    cases[i].joined);
	cr_assert_null(snapshot_path(disk, &arena, slice_of(""), slice_make("a\0b", 3)));
	/* Of a directory a path stays inside. */
	inside = must_dir(".");
	cr_assert_null(snapshot_path(inside, &arena, slice_of(""), slice_of("../a")));
	cr_assert_str_eq(snapshot_path(inside, &arena, slice_of("a"), slice_of("../b")), "b");
	snapshot_close(inside);
	snapshot_close(disk);
	arena_free(&arena);
}
