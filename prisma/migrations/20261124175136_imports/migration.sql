-- CreateTable
CREATE TABLE "import" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "encoding" TEXT NOT NULL,
    "separator" TEXT NOT NULL,
    "headers" TEXT[],
    "mapping" JSONB,
    "pool_id" UUID,
    "row_count" INTEGER,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "check" JSONB,
    "result" JSONB,
    "failure" TEXT,
    "failure_row" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "started_rows" INTEGER NOT NULL DEFAULT 0,
    "moved_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "file_until" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "import_chunk" (
    "brand_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("brand_id","import_id","position")
);

-- CreateTable
CREATE TABLE "import_problem" (
    "brand_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "field" TEXT,
    "code" TEXT NOT NULL,

    CONSTRAINT "import_problem_pkey" PRIMARY KEY ("brand_id","import_id","phase","row")
);

-- CreateIndex
CREATE INDEX "import_brand_id_id_idx" ON "import"("brand_id", "id" DESC);

-- CreateIndex
CREATE INDEX "import_brand_id_file_until_idx" ON "import"("brand_id", "file_until");

-- AddForeignKey
ALTER TABLE "import_chunk" ADD CONSTRAINT "import_chunk_brand_id_import_id_fkey" FOREIGN KEY ("brand_id", "import_id") REFERENCES "import"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_problem" ADD CONSTRAINT "import_problem_brand_id_import_id_fkey" FOREIGN KEY ("brand_id", "import_id") REFERENCES "import"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must always hold of an import, whoever writes.
alter table import
  add constraint import_kind_known check (kind in ('members', 'purchases', 'rewards', 'coupons')),
  add constraint import_state_known check (state in ('uploading', 'uploaded', 'checking', 'checked', 'running',
    'done', 'cancelled', 'failed')),
  add constraint import_rows_within check (rows_done >= 0 and (row_count is null or row_count >= 0));
alter table import_problem
  add constraint import_problem_phase_known check (phase in ('check', 'run'));
-- Encrypted bytes do not get smaller by being compressed.
alter table import_chunk alter column sealed set storage external;
