#!/bin/bash
# Runs once, when InfluxDB is set up: Grafana's operators get an account that reads the platform's own figures and nothing else.
set -euo pipefail
influx v1 auth create --org "$DOCKER_INFLUXDB_INIT_ORG" --username grafana-platform --password "$(cat /run/secrets/grafana-influx-password)" \
  --read-bucket "$DOCKER_INFLUXDB_INIT_BUCKET_ID" --description "Grafana, operators: read only" > /dev/null
