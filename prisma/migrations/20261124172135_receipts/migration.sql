-- CreateTable
CREATE TABLE "receipt_settings" (
    "brand_id" UUID NOT NULL,
    "settings" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipt_settings_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "fiscal_drive" TEXT,
    "document_number" TEXT,
    "fiscal_sign" TEXT,
    "total_minor" BIGINT,
    "purchased_at" TIMESTAMPTZ(3),
    "picture_file" TEXT,
    "picture_hash" TEXT,
    "doubt" TEXT,
    "refusal" TEXT,
    "note" TEXT,
    "points" BIGINT NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateIndex
CREATE INDEX "receipt_brand_id_customer_id_sent_at_idx" ON "receipt"("brand_id", "customer_id", "sent_at" DESC);

-- CreateIndex
CREATE INDEX "receipt_brand_id_state_id_idx" ON "receipt"("brand_id", "state", "id");

-- A receipt counts once in a brand for ever; one that was refused may be sent again.
CREATE UNIQUE INDEX "receipt_brand_id_code_key" ON "receipt"("brand_id", "fiscal_drive", "document_number", "fiscal_sign")
    WHERE "state" <> 'refused' AND "fiscal_sign" IS NOT NULL;

-- So does a photo without a code.
CREATE UNIQUE INDEX "receipt_brand_id_picture_hash_key" ON "receipt"("brand_id", "picture_hash")
    WHERE "state" <> 'refused' AND "picture_hash" IS NOT NULL;

-- Pictures that have had their days.
CREATE INDEX "receipt_brand_id_decided_at_idx" ON "receipt"("brand_id", "decided_at") WHERE "picture_file" IS NOT NULL;

-- What is approved has a sum, what is decided a moment, and a code is whole or none.
ALTER TABLE "receipt"
    ADD CONSTRAINT "receipt_state_check" CHECK ("state" IN ('checking', 'waiting', 'approved', 'refused')),
    ADD CONSTRAINT "receipt_approved_check" CHECK ("state" <> 'approved' OR "total_minor" IS NOT NULL),
    ADD CONSTRAINT "receipt_decided_check" CHECK (("state" IN ('approved', 'refused')) = ("decided_at" IS NOT NULL)),
    ADD CONSTRAINT "receipt_refused_check" CHECK (("state" = 'refused') = ("refusal" IS NOT NULL)),
    ADD CONSTRAINT "receipt_points_check" CHECK ("points" >= 0 AND ("state" = 'approved' OR "points" = 0)),
    ADD CONSTRAINT "receipt_code_check" CHECK (
        num_nonnulls("fiscal_drive", "document_number", "fiscal_sign", "purchased_at") IN (0, 4));
