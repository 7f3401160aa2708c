/* Memory for secrets: a mapping each, so that nothing else shares its pages. */
#include "http/secret.h"

#include "core/mem.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t
whole_pages(size_t len)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (len / page + 1) * page;
}

void
secret_keep(struct secret *secret, const struct slice *parts, size_t count)
{
	char *to;

	*secret = (struct secret){0};
	for (size_t i = 0; i < count; i++)
		secret->len += parts[i].len;
	secret->size = whole_pages(secret->len + 1);
	to = mmap(NULL, secret->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (to == MAP_FAILED)
		/* Says that there is no memory, and ends. */
		to = mem_resize(NULL, (size_t)-1, 2);
	secret->data = to;
	/* Both are best effort: a container may forbid locking, and the secret is needed. */
	(void)mlock(to, secret->size);
	(void)madvise(to, secret->size, MADV_DONTDUMP);
	(void)madvise(to, secret->size, MADV_WIPEONFORK);
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len > 0)
			memcpy(to, parts[i].data, parts[i].len);
		to += parts[i].len;
	}
}

void
secret_wipe(struct secret *secret)
{
	if (secret->data != NULL) {
		explicit_bzero(secret->data, secret->size);
		(void)munmap(secret->data, secret->size);
	}
	*secret = (struct secret){0};
}
