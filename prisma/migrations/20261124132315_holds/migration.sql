-- AlterTable
ALTER TABLE "hold" ADD COLUMN     "actor_id" TEXT,
ADD COLUMN     "earned_points" BIGINT NOT NULL,
ADD COLUMN     "external_id" TEXT NOT NULL,
ADD COLUMN     "input_hash" TEXT NOT NULL,
ADD COLUMN     "lines" JSONB,
ADD COLUMN     "max_redeem_points" BIGINT NOT NULL,
ADD COLUMN     "paid_minor" BIGINT NOT NULL,
ADD COLUMN     "programme_version_id" UUID NOT NULL,
ADD COLUMN     "purchase_id" UUID,
ADD COLUMN     "shop_id" UUID,
ADD COLUMN     "source" TEXT NOT NULL,
ADD COLUMN     "total_minor" BIGINT NOT NULL;

-- AlterTable
ALTER TABLE "hold_lot" ADD COLUMN     "debt_points" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "purchase" ADD COLUMN     "receipt_number" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "hold_brand_id_external_id_key" ON "hold"("brand_id", "external_id");

-- CreateIndex
CREATE INDEX "hold_lot_brand_id_lot_id_idx" ON "hold_lot"("brand_id", "lot_id");

-- What must always hold of reserved points. A hold without points is a sale in two steps that only earns.
ALTER TABLE "hold" DROP CONSTRAINT "hold_points_positive";
ALTER TABLE "hold"
  ADD CONSTRAINT "hold_points_not_negative" CHECK ("points" >= 0),
  ADD CONSTRAINT "hold_ended_unless_held" CHECK (("state" = 'held') = ("ended_at" IS NULL)),
  ADD CONSTRAINT "hold_confirmed_by_purchase" CHECK (("state" = 'confirmed') = ("purchase_id" IS NOT NULL));
ALTER TABLE "hold_lot"
  ADD CONSTRAINT "hold_lot_points_positive" CHECK ("points" > 0),
  ADD CONSTRAINT "hold_lot_debt_within" CHECK ("debt_points" BETWEEN 0 AND "points");

-- The open ones by their deadline; ended ones stay out, so it is small for ever.
CREATE INDEX "hold_open" ON "hold" ("brand_id", "expires_at") WHERE "state" = 'held';
