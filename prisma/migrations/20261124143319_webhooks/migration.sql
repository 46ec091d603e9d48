-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "events" TEXT[],
    "secret_encrypted" TEXT NOT NULL,
    "previous_secret_encrypted" TEXT,
    "previous_secret_until" TIMESTAMPTZ(3),
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),
    "last_delivered_at" TIMESTAMPTZ(3),
    "dropped_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "schedule_step" INTEGER NOT NULL DEFAULT 0,
    "last_status" INTEGER,
    "last_problem" TEXT,
    "last_attempt_at" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "brand_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_milliseconds" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "status" INTEGER,
    "problem" TEXT,
    "request_headers" JSONB NOT NULL,
    "response_headers" JSONB NOT NULL,
    "response_body" TEXT NOT NULL,
    "is_body_cut" BOOLEAN NOT NULL,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("brand_id","delivery_id","number")
);

-- CreateIndex
CREATE INDEX "webhook_delivery_brand_id_endpoint_id_id_idx" ON "webhook_delivery"("brand_id", "endpoint_id", "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_delivery_brand_id_endpoint_id_state_next_attempt_at_idx" ON "webhook_delivery"("brand_id", "endpoint_id", "state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_brand_id_endpoint_id_message_id_key" ON "webhook_delivery"("brand_id", "endpoint_id", "message_id");

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_brand_id_endpoint_id_fkey" FOREIGN KEY ("brand_id", "endpoint_id") REFERENCES "webhook_endpoint"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_brand_id_delivery_id_fkey" FOREIGN KEY ("brand_id", "delivery_id") REFERENCES "webhook_delivery"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
