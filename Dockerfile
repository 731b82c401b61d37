# syntax=docker/dockerfile:1
# The standalone aws-sim: docker run --rm -p 127.0.0.1:4566:4566 aws-sim
FROM node:22-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json README.md LICENSE CHANGELOG.md ./
COPY tools/build.mjs tools/declarations.mjs tools/inspector.mjs tools/
COPY tools/bundle tools/bundle
COPY inspector inspector
COPY lib lib
RUN npm pack --pack-destination /tmp && mv /tmp/aws-sim-*.tgz /tmp/aws-sim.tgz

FROM node:22-slim AS install
RUN --mount=from=build,source=/tmp,target=/packed \
    npm install --global --omit=dev --omit=peer --no-audit --no-fund /packed/aws-sim.tgz

FROM node:22-slim
COPY --from=install /usr/local/lib/node_modules/aws-sim /usr/local/lib/node_modules/aws-sim
RUN ln -s ../lib/node_modules/aws-sim/dist/cjs/cli/main.js /usr/local/bin/aws-sim
# Inside a container 127.0.0.1 is the container alone. /_sim/ still answers only to localhost, which a published
# port is; in a network of containers give --control-host with the name of this one.
ENV NODE_ENV=production SIM_HOST=0.0.0.0 SIM_PORT=4566 SIM_URL_FILE=/tmp/aws-sim.url
USER node
EXPOSE 4566
# The program writes its URL when it is ready: --port and --tls-key change it. The certificate is its own.
HEALTHCHECK --interval=2s --timeout=2s --start-period=10s \
    CMD ["node", "-e", "const url = require('fs').readFileSync(process.env.SIM_URL_FILE, 'utf8'); require(url.split(':')[0]).get(`${url}/_sim/health`, { rejectUnauthorized: false }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
ENTRYPOINT ["aws-sim"]
