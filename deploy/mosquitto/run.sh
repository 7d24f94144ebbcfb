#!/bin/sh
# run.sh CONFIGURATION FOLDER: starts Mosquitto once the platform has written both files, has it read them again within about
# a second of each change, ends with it.
set -u
configuration=$1
passwords=$2/passwords
access=$2/access

until [ -s "$passwords" ] && [ -s "$access" ]; do sleep 1; done
state() { ls -il "$passwords" "$access" 2>/dev/null; }

known=$(state)
mosquitto -c "$configuration" &
broker=$!
trap 'kill -TERM "$broker"' TERM INT
while kill -0 "$broker" 2>/dev/null; do
  # A signal ends the wait, not the sleep.
  sleep 1 & wait $!
  present=$(state)
  if [ "$present" != "$known" ]; then
    known=$present
    kill -HUP "$broker"
  fi
done
wait "$broker"
