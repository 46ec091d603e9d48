# The server with both web apps: one image for every role (api, bot, worker) and for migrations.
FROM node:24-slim AS base
RUN npm install --global pnpm@12.21.0
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY prisma/package.json prisma/
COPY bench/package.json bench/
COPY packages/client/package.json packages/client/
COPY packages/config/package.json packages/config/
COPY packages/contracts/package.json packages/contracts/
COPY packages/ui/package.json packages/ui/
COPY apps/admin/package.json apps/admin/
COPY apps/e2e/package.json apps/e2e/
COPY apps/miniapp/package.json apps/miniapp/
COPY apps/sandbox/package.json apps/sandbox/
COPY apps/server/package.json apps/server/

FROM base AS build
RUN pnpm install --frozen-lockfile
COPY . .
RUN node prisma/scripts/generate.ts \
  && pnpm --filter @regulars/miniapp --filter @regulars/admin run build

FROM base
ENV NODE_ENV=production FILES_DIR=/data/files
RUN pnpm install --frozen-lockfile --prod --filter @regulars/server... \
  && pnpm store prune \
  && install -d -o node -g node /data /data/files
COPY packages/contracts/src packages/contracts/src
COPY prisma prisma
COPY apps/server/src apps/server/src
COPY --from=build /app/prisma/generated prisma/generated
COPY --from=build /app/apps/miniapp/dist apps/miniapp/dist
COPY --from=build /app/apps/admin/dist apps/admin/dist
USER node
EXPOSE 3000
VOLUME /data
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Room for young objects: they die before V8 has to move them, and the slowest requests get faster.
CMD ["node", "--max-semi-space-size=64", "apps/server/src/main.ts"]
