/* What a newcomer begins with: a configuration and a zone that are valid as they are. */
#include "core/buf.h"
#include "core/file.h"
#include "core/node.h"
#include "dns/name.h"
#include "engine/installing.h"

#include <string.h>

#define RULE "init"
#define CONFIG_MODE 0666 /* as the umask lets it */

static const char config_head[] =
    "# Where records come from and go to.  Check with: zoneward validate\n"
    "providers:\n"
    "  config:\n"
    "    class: octodns.provider.yaml.YamlProvider\n"
    "    directory: ./zones\n"
    "  # What is served: for a beginning, files in live/.  For a real service take\n"
    "  # another class, such as PowerDNS:\n"
    "  #   class: octodns_powerdns.PowerDnsProvider\n"
    "  #   host: 127.0.0.1\n"
    "  #   port: 8081\n"
    "  #   api_key: env/PDNS_API_KEY\n"
    "  live:\n"
    "    class: octodns.provider.yaml.YamlProvider\n"
    "    directory: ./live\n"
    "\n"
    "zones:\n";

static const char config_foot[] =
    "\n"
    "# Settings that octoDNS takes no notice of.\n"
    "zoneward:\n"
    "  safety:\n"
    "    # More than this is only applied when somebody allows that very plan.\n"
    "    deletes: {most: 10}\n";

static const char zone_text[] = "---\n"
				"# Records by name; '' is the zone itself.\n"
				"'':\n"
				"  type: TXT\n"
				"  value: v=spf1 -all\n"
				"www:\n"
				"  type: A\n"
				"  value: 192.0.2.1\n";

static int
create(const char *path, struct slice text, struct diags *diags)
{
	struct place at = {path, 0, 0};
	struct buf why = {0};
	int rc = file_create(path, text, CONFIG_MODE, &why);

	if (rc > 0)
		rc = diag_error(diags, RULE, NULL, at, "it stays as it is",
		    "is there already, and is not written");
	else if (rc < 0)
		rc = diag_error(diags, RULE, NULL, place_none, NULL, "%s", why.data);
	buf_free(&why);
	return rc;
}

static int
parse(const char *word, struct arena *arena, struct slice *name, struct diags *diags)
{
	const char *why = "a slash does not go into the name of a file";

	if (strchr(word, '/') == NULL && zone_name_parse(arena, slice_of(word), name, &why) == 0)
		return 0;
	return diag_error(diags, RULE, NULL, place_none, "write it like example.com.",
	    "a zone cannot be called that: %s", why);
}

static int
write_zone(const char *folder, struct slice name, struct diags *diags)
{
	struct buf path = {0};
	int rc;

	buf_printf(&path, "%s/%.*syaml", folder, SLICE_ARGS(name));
	rc = create(path.data, slice_make(zone_text, sizeof(zone_text) - 1), diags);
	buf_free(&path);
	return rc;
}

static int
write_all(const char *dir, const char *config, const struct slice *names, size_t count,
    struct arena *arena, struct diags *diags)
{
	const char *path = arena_printf(arena, "%s/%s", dir, config);
	const char *folder = arena_printf(arena, "%s/zones", dir);
	struct buf text = {0}, why = {0};
	size_t i;
	int rc;

	buf_text(&text, config_head);
	for (i = 0; i < count; i++) {
		buf_text(&text, "  ");
		json_text(&text, names[i], true);
		buf_text(&text, ":\n    sources: [config]\n    targets: [live]\n");
	}
	buf_text(&text, config_foot);
	rc = file_make_dirs(folder, &why);
	if (rc != 0)
		(void)diag_error(diags, RULE, NULL, place_none, NULL, "%s", why.data);
	else
		rc = create(path, buf_view(&text), diags);
	for (i = 0; rc == 0 && i < count; i++)
		rc = write_zone(folder, names[i], diags);
	buf_free(&text);
	buf_free(&why);
	return rc;
}

int
write_start(const char *dir, const char *config, const char *const *zones, size_t nzones,
    struct diags *diags)
{
	static const char *const example = "example.com.";
	size_t count = nzones > 0 ? nzones : 1, i;
	struct arena arena = {0};
	struct slice *names = arena_array(&arena, count, sizeof(*names));
	int rc = 0;

	for (i = 0; i < count; i++) {
		if (parse(nzones > 0 ? zones[i] : example, &arena, &names[i], diags) != 0)
			rc = -1;
	}
	if (rc == 0)
		rc = write_all(dir, config, names, count, &arena, diags);
	arena_free(&arena);
	return rc;
}
