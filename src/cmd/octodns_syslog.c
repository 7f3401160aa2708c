/* Sending the log to the system's: as Python's SysLogHandler does. */
#include "cmd/octodns_log.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct facility {
	const char *name;
	unsigned number;
};

/* RFC 5424, table 1, by Python's names. */
static const struct facility facilities[] = {{"kern", 0}, {"user", 1}, {"mail", 2}, {"daemon", 3},
    {"auth", 4}, {"security", 4}, {"syslog", 5}, {"lpr", 6}, {"news", 7}, {"uucp", 8}, {"cron", 9},
    {"authpriv", 10}, {"ftp", 11}, {"ntp", 12}, {"console", 14}, {"solaris-cron", 15},
    {"local0", 16}, {"local1", 17}, {"local2", 18}, {"local3", 19}, {"local4", 20}, {"local5", 21},
    {"local6", 22}, {"local7", 23}, {NULL, 0}};

static int
connect_to(const char *device, int type)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	memcpy(address.sun_path, device, strlen(device) + 1);
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

int
log_open_syslog(struct log_handler *handler, const char *device, const char *facility,
    struct buf *why)
{
	const struct facility *row = facilities;
	struct sockaddr_un address;

	while (row->name != NULL && strcmp(row->name, facility) != 0)
		row++;
	if (row->name == NULL) {
		buf_printf(why, "there is no syslog facility %s", facility);
		return -1;
	}
	if (strlen(device) >= sizeof(address.sun_path)) {
		buf_printf(why, "the path of the syslog device is too long");
		return -1;
	}
	handler->fd = connect_to(device, SOCK_DGRAM);
	if (handler->fd < 0)
		handler->fd = connect_to(device, SOCK_STREAM);
	if (handler->fd < 0) {
		buf_printf(why, "cannot send to syslog device %s: %s", device, strerror(errno));
		return -1;
	}
	handler->owned = true;
	handler->syslog = true;
	handler->facility = row->number;
	return 0;
}
