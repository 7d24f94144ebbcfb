# The platform. Build and production packages are stages of their own, so that no compiler and no source is in the image.
FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app
ENV NX_DAEMON=false NX_NO_CLOUD=true CI=true
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npm run build -- --projects=platform,console --outputStyle=static
# What is left is what runs: its own code is packed into dist, packages come from the next stage. Readable for its user, also where the checkout was not for others.
RUN find apps -depth -type d \( -name node_modules -o -name src \) -exec rm -rf {} + \
 && chmod -R a+rX apps package.json

FROM node:22.23.2-bookworm-slim AS production
WORKDIR /app
COPY . .
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace apps/platform

FROM node:22.23.2-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production YANSHOU_DATA_DIR=/data YANSHOU_HTTP_HOST=0.0.0.0 YANSHOU_MQTT_HOST=0.0.0.0
# A new volume takes owner and mode of the folder that it is mounted on; Grafana's group goes through /readers, and Mosquitto's is that of the last one.
RUN install -d -o node -g node -m 0750 /data /shared /backups \
 && install -d -o node -g node -m 0710 /readers \
 && install -d -o node -g node -m 2750 /var/lib/yanshou-mosquitto
COPY --from=production /app/node_modules node_modules
COPY --from=build /app/package.json package.json
COPY --from=build /app/apps/platform apps/platform
COPY --from=build /app/apps/console/dist apps/console/dist
USER node
VOLUME ["/data"]
EXPOSE 3000 1883
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.YANSHOU_HTTP_PORT || 3000) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The process itself, not npm: SIGTERM has to arrive.
ENTRYPOINT ["node", "--enable-source-maps", "apps/platform/dist/main.js"]
