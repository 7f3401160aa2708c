# An estate whose target is the fake of Google Cloud DNS; read after lib_fake.sh.
# shellcheck shell=sh

# google_settings JSON: how the fake behaves, see its file.
google_settings() {
  fake_tell settings "$1"
}

# google_config [LINE…]: a configuration with zone unit.example., and these options of the provider.
google_config() {
  {
    cat <<'EOF'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  live:
    class: octodns_googlecloud.GoogleCloudProvider
EOF
    printf '    %s\n' "endpoint: $FAKE_URL" "$@"
    cat <<'EOF'
zones:
  unit.example.:
    sources: [config]
    targets: [live]
EOF
  } >octodns.yaml
}

# No file of credentials and no project but those of the test.
google_start() {
  command -v openssl >/dev/null || skip 'there is no openssl'
  unset GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CLOUD_PROJECT GCLOUD_PROJECT CLOUDSDK_CONFIG \
    GOOGLE_CLOUD_QUOTA_PROJECT GCE_METADATA_HOST GCE_METADATA_IP
  NO_GCE_CHECK=true
  export NO_GCE_CHECK
  start_fake googlecloud
  mkdir "${work:?}/e"
  cd "$work/e" || exit 1
  mkdir zones
  google_config "credentials_file: $work/fake/credentials.json"
  fake_has '{"unit.example.": [["www.unit.example.", "A", 300, "192.0.2.1"]]}'
}

# no_secrets: what the last command printed has none.
no_secrets() {
  says_not must-not-be-seen
  says_not 'PRIVATE KEY'
}
