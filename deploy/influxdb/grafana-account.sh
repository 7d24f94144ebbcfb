#!/bin/bash
# Grafana's operators get an account that reads the platform's own figures and nothing else. Runs when InfluxDB is set up, and
# by hand after another INFLUX_BUCKET was set and the platform has made its bucket:
# docker compose exec influxdb bash /docker-entrypoint-initdb.d/grafana-account.sh
set -euo pipefail
account=grafana-platform
bucket=${DOCKER_INFLUXDB_INIT_BUCKET_ID:-}
if [ -z "$bucket" ]; then
  found=$(influx bucket list --org "$DOCKER_INFLUXDB_INIT_ORG" --name "$DOCKER_INFLUXDB_INIT_BUCKET" --hide-headers)
  bucket=${found%%[[:space:]]*}
  if [ -z "$bucket" ]; then
    echo "没有桶 there is no bucket ${DOCKER_INFLUXDB_INIT_BUCKET}：先启动平台 start the platform first" >&2
    exit 1
  fi
  # The one that reads the former bucket.
  influx v1 auth delete --username "$account" > /dev/null || true
fi
influx v1 auth create --org "$DOCKER_INFLUXDB_INIT_ORG" --username "$account" --password "$(cat /run/secrets/grafana-influx-password)" \
  --read-bucket "$bucket" --description "Grafana, operators: read only" > /dev/null
