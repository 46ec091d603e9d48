-- AlterTable
ALTER TABLE "shop" RENAME COLUMN "closed_at" TO "archived_at";

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "closed_dates" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "fiscal_numbers" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "hours" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "latitude" DOUBLE PRECISION,
ADD COLUMN     "longitude" DOUBLE PRECISION,
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "tax_numbers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "staff_membership" ADD COLUMN     "shop_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "staff_invitation" ADD COLUMN     "shop_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateIndex
CREATE INDEX "purchase_brand_id_shop_id_occurred_at_id_idx" ON "purchase"("brand_id", "shop_id", "occurred_at" DESC, "id" DESC);

-- A place is whole or absent, and on the globe.
ALTER TABLE "shop" ADD CONSTRAINT "shop_place" CHECK (
  ("latitude" IS NULL) = ("longitude" IS NULL)
  AND "latitude" BETWEEN -90 AND 90 AND "longitude" BETWEEN -180 AND 180
);
