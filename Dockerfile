# The service in a container: Node 24, no root, a root file system that may be read-only.
# Records are in /data, which must be a volume; nothing else is written.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# The image's own Node is the right one: the Node that comes with the packages is left out.
RUN npm ci --omit=optional
COPY nest-cli.json bundle.mjs tsconfig.json tsconfig.build.json ./
COPY events events
COPY projections projections
COPY simulate simulate
COPY src src
RUN npm run build

FROM ${NODE_IMAGE} AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    PLUMBLINE_DATA=/data
WORKDIR /app
COPY --from=packages /build/node_modules node_modules
COPY --from=build /build/dist dist
# The parts of verify.mjs are read as they are.
COPY src/packages/verifier src/packages/verifier
# So are the descriptions of what a server of EventStoreDB says.
COPY src/stores/eventstore/proto src/stores/eventstore/proto
# So are what pages look like and what little they run.
COPY src/web/assets src/web/assets
COPY package.json ./
# A new volume takes its owner from the folder that it is mounted on.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 1257
STOPSIGNAL SIGTERM
# With TLS or without: a probe of the container itself needs no name, and nobody vouches for a certificate to it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "const ask = (by, more) => new Promise((done) => require(by).get({ host: '127.0.0.1', port: 1257, path: '/healthz/ready', ...more }, ({ statusCode }) => done(statusCode === 200)).on('error', () => done(false))); ask('http', {}).then((isReady) => isReady || ask('https', { rejectUnauthorized: false })).then((isReady) => process.exit(isReady ? 0 : 1))"]
ENTRYPOINT ["node", "dist/src/main.js"]
# Listens inside the container only. Whoever wants it to be reached says so, as docker-compose.yml does.
CMD ["serve"]
