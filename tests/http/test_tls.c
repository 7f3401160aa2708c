/* Certificates: what is not trusted is not talked to. */
#include "http/http.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct tls {
	char folder[32];
	char cert[64], key[64], config[64];
	char base[64];
	pid_t pid;
	FILE *output;
};

static pid_t
start(char *const argv[], int output)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (output >= 0)
		(void)dup2(output, STDOUT_FILENO);
	(void)freopen("/dev/null", "w", stderr);
	(void)execvp(argv[0], argv);
	_exit(127);
}

static void
make_certificate(struct tls *tls)
{
	char *const argv[] = {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
	    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test", "-addext",
	    "subjectAltName=IP:127.0.0.1", "-keyout", tls->key, "-out", tls->cert, NULL};
	int status;

	cr_assert_eq(waitpid(start(argv, -1), &status, 0) > 0 && status == 0, true);
}

static void
serve(struct tls *tls, char *version)
{
	char *const argv[] = {"openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert",
	    tls->cert, "-key", tls->key, version, "-cipher", "DEFAULT@SECLEVEL=0", NULL};
	char line[256];
	unsigned port = 0;
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	tls->pid = start(argv, ends[1]);
	(void)close(ends[1]);
	tls->output = fdopen(ends[0], "r");
	while (port == 0 && fgets(line, sizeof(line), tls->output) != NULL)
		(void)sscanf(line, "ACCEPT 127.0.0.1:%u", &port);
	cr_assert_neq(port, 0);
	(void)snprintf(tls->base, sizeof(tls->base), "https://127.0.0.1:%u", port);
}

/* What is refused shall be refused by the client, not by the system's policy. */
static void
allow_everything(const char *config)
{
	FILE *file = fopen(config, "w");

	cr_assert_not_null(file);
	(void)fputs("openssl_conf = a\n[req]\ndistinguished_name = d\n[d]\n[a]\nssl_conf = b\n"
		    "[b]\nsystem_default = c\n[c]\nMinProtocol = TLSv1\n"
		    "CipherString = DEFAULT@SECLEVEL=0\n",
	    file);
	(void)fclose(file);
	(void)setenv("OPENSSL_CONF", config, 1);
}

static void
begin(struct tls *tls, char *version)
{
	(void)unsetenv("REQUESTS_CA_BUNDLE");
	(void)unsetenv("CURL_CA_BUNDLE");
	(void)unsetenv("SSL_CERT_FILE");
	*tls = (struct tls){.folder = "/tmp/zoneward-tls-XXXXXX"};
	cr_assert_not_null(mkdtemp(tls->folder));
	(void)snprintf(tls->cert, sizeof(tls->cert), "%s/cert.pem", tls->folder);
	(void)snprintf(tls->key, sizeof(tls->key), "%s/key.pem", tls->folder);
	(void)snprintf(tls->config, sizeof(tls->config), "%s/openssl.cnf", tls->folder);
	allow_everything(tls->config);
	make_certificate(tls);
	serve(tls, version);
}

static void
end(struct tls *tls)
{
	(void)kill(tls->pid, SIGKILL);
	(void)waitpid(tls->pid, NULL, 0);
	(void)fclose(tls->output);
	(void)unlink(tls->cert);
	(void)unlink(tls->key);
	(void)unlink(tls->config);
	(void)rmdir(tls->folder);
}

static int
ask(const struct http_options *options, struct http_response *response, struct buf *why)
{
	struct http_request request = {.method = "GET", .path = "/"};
	struct http_client *client;
	struct diags diags = {0};
	int sent;

	cr_assert_eq(http_open(&client, options, &diags), 0);
	sent = http_send(client, &request, response, why);
	http_close(client);
	diags_free(&diags);
	return sent;
}

Test(tls, refuses_a_certificate_that_nobody_vouches_for)
{
	struct tls tls;
	struct http_response response = {0};
	struct buf why = {0};
	struct http_options options;

	begin(&tls, "-tls1_3");
	options = (struct http_options){.base_url = tls.base};
	cr_assert_eq(ask(&options, &response, &why), -1);
	cr_assert_eq(response.status, HTTP_NOT_SENT);
	cr_assert_eq(response.attempts, 1);
	cr_assert_not_null(strstr(why.data, "the certificate of 127.0.0.1:"), "%s", why.data);
	cr_assert_not_null(strstr(why.data, "is not trusted: "), "%s", why.data);
	cr_assert_not_null(strstr(why.data, "SSL_CERT_FILE"), "%s", why.data);

	options.ca_file = tls.cert;
	cr_assert_eq(ask(&options, &response, &why), 0, "%s", why.data);
	cr_assert_eq(response.status, 200);

	options.ca_file = NULL;
	(void)setenv("SSL_CERT_FILE", tls.cert, 1);
	cr_assert_eq(ask(&options, &response, &why), 0, "%s", why.data);
	(void)unsetenv("SSL_CERT_FILE");

	options.insecure = true;
	cr_assert_eq(ask(&options, &response, &why), 0, "%s", why.data);
	http_response_free(&response);
	buf_free(&why);
	end(&tls);
}

Test(tls, refuses_a_certificate_of_another_name)
{
	struct tls tls;
	struct http_response response = {0};
	struct buf why = {0};
	char base[64];

	begin(&tls, "-tls1_2");
	(void)snprintf(base, sizeof(base), "https://localhost%s", strrchr(tls.base, ':'));
	cr_assert_eq(ask(&(struct http_options){.base_url = base, .ca_file = tls.cert}, &response,
			 &why),
	    -1);
	cr_assert_not_null(strstr(why.data, "the certificate of localhost:"), "%s", why.data);
	cr_assert_null(strstr(why.data, "SSL_CERT_FILE"), "%s", why.data);
	cr_assert_not_null(strstr(why.data, "target host name 'localhost'"), "%s", why.data);
	http_response_free(&response);
	buf_free(&why);
	end(&tls);
}

Test(tls, refuses_old_versions)
{
	struct tls tls;
	struct http_response response = {0};
	struct buf why = {0};

	begin(&tls, "-tls1_1");
	cr_assert_eq(ask(&(struct http_options){.base_url = tls.base,
			     .ca_file = tls.cert,
			     .retries = HTTP_NO_RETRY},
			 &response, &why),
	    -1);
	cr_assert_eq(response.status, HTTP_NOT_SENT);
	cr_assert_not_null(strstr(why.data, "cannot agree on TLS with 127.0.0.1:"), "%s", why.data);
	http_response_free(&response);
	buf_free(&why);
	end(&tls);
}

Test(tls, says_that_a_ca_file_is_not_there)
{
	struct http_options options = {.base_url = "https://dns.example.com",
	    .ca_file = "/nonexistent/ca.pem"};
	struct http_client *client;
	struct diags diags = {0};

	cr_assert_eq(http_open(&client, &options, &diags), -1);
	cr_assert_str_eq(diags.items[0].message, "cannot read the CA file /nonexistent/ca.pem");
	diags_free(&diags);
}
