/* The table of classes that are built in. */
#include "provider/registry.h"

#include <criterion/criterion.h>
#include <string.h>

Test(registry, finds_a_class_by_each_of_its_names)
{
	size_t i, k;

	cr_assert_not_null(provider_table[0]);
	for (i = 0; provider_table[i] != NULL; i++) {
		cr_assert_not_null(provider_table[i]->names[0]);
		for (k = 0; provider_table[i]->names[k] != NULL; k++) {
			cr_expect_eq(provider_class_find(slice_of(provider_table[i]->names[k])),
			    provider_table[i], "%s: two classes have that name",
			    provider_table[i]->names[k]);
		}
	}
}

Test(registry, knows_no_part_of_a_name_and_no_path)
{
	cr_expect_null(provider_class_find(slice_of("")));
	cr_expect_null(provider_class_find(slice_of("Yaml")));
	cr_expect_null(provider_class_find(slice_of("YamlProvider ")));
	cr_expect_null(provider_class_find(slice_of("yamlprovider")));
	cr_expect_null(provider_class_find(slice_of("octodns.provider.yaml.YamlProvider")));
}

static void
check_types(const struct provider_class *class)
{
	const char *at = class->types;

	while (strcmp(class->types, "*") != 0 && *at != '\0') {
		size_t len = strcspn(at, " ");

		cr_expect_not_null(rtype_find(slice_make(at, len)), "%s: %.*s is no type",
		    class->names[0], (int)len, at);
		at += len + strspn(at + len, " ");
	}
}

Test(registry, has_complete_classes)
{
	static const char *const common[] = {"apply_disabled", "update_pcent_threshold",
	    "delete_pcent_threshold", "strict_supports", "root_ns_warnings", "class"};
	size_t i, k;

	for (i = 0; provider_table[i] != NULL; i++) {
		const struct provider_class *class = provider_table[i];
		const struct option_spec *spec;

		cr_expect_not_null(class->open);
		cr_expect_not_null(class->close);
		cr_expect_not_null(class->read);
		cr_expect_eq(class->apply == NULL, (class->flags & PROVIDER_SOURCE_ONLY) != 0);
		check_types(class);
		for (spec = class->options; spec->name != NULL; spec++) {
			for (k = 0; k < sizeof(common) / sizeof(common[0]); k++)
				cr_expect_str_neq(spec->name, common[k]);
		}
	}
}
