-- AlterTable
ALTER TABLE "hold" ADD COLUMN     "coupons" JSONB;

-- AlterTable
ALTER TABLE "purchase" ADD COLUMN     "coupons" JSONB;

-- CreateTable
CREATE TABLE "reward" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title_ru" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "description_ru" TEXT NOT NULL,
    "description_en" TEXT NOT NULL,
    "picture_file" TEXT,
    "price_points" BIGINT NOT NULL,
    "quantity_step" INTEGER NOT NULL DEFAULT 1,
    "max_quantity" INTEGER NOT NULL DEFAULT 1,
    "stock" INTEGER,
    "sold_count" INTEGER NOT NULL DEFAULT 0,
    "per_person_limit" INTEGER,
    "tier_ids" UUID[],
    "shop_ids" UUID[],
    "category" TEXT,
    "partner" TEXT,
    "from_date" TEXT,
    "until_date" TEXT,
    "terms" JSONB NOT NULL,
    "validity" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reward_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "coupon_pool" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title_ru" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "description_ru" TEXT NOT NULL,
    "description_en" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "validity" JSONB NOT NULL,
    "shop_ids" UUID[],
    "per_person_limit" INTEGER,
    "use_limit" INTEGER,
    "use_count" INTEGER NOT NULL DEFAULT 0,
    "shared_code" TEXT,
    "shared_code_key" TEXT,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "wanted_count" INTEGER NOT NULL DEFAULT 0,
    "made_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "coupon_pool_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "coupon" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "shown_code" TEXT,
    "pool_id" UUID,
    "reward_id" UUID,
    "customer_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'issued',
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "promise" JSONB,
    "price_points" BIGINT NOT NULL DEFAULT 0,
    "entry_id" UUID,
    "hold_id" UUID,
    "purchase_id" UUID,
    "discount_minor" BIGINT NOT NULL DEFAULT 0,
    "issue_key" TEXT,
    "valid_from" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "redeemed_at" TIMESTAMPTZ(3),
    "redeemed_by_kind" TEXT,
    "redeemed_by_id" TEXT,
    "redeemed_shop_id" UUID,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "coupon_allowance" (
    "brand_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "taken" INTEGER NOT NULL,

    CONSTRAINT "coupon_allowance_pkey" PRIMARY KEY ("brand_id","source_id","customer_id")
);

-- CreateIndex
CREATE INDEX "reward_brand_id_position_id_idx" ON "reward"("brand_id", "position", "id");

-- CreateIndex
CREATE INDEX "coupon_pool_brand_id_id_idx" ON "coupon_pool"("brand_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "coupon_pool_brand_id_shared_code_key_key" ON "coupon_pool"("brand_id", "shared_code_key");

-- CreateIndex
CREATE INDEX "coupon_brand_id_customer_id_id_idx" ON "coupon"("brand_id", "customer_id", "id" DESC);

-- CreateIndex
CREATE INDEX "coupon_brand_id_pool_id_state_id_idx" ON "coupon"("brand_id", "pool_id", "state", "id");

-- CreateIndex
CREATE INDEX "coupon_brand_id_reward_id_id_idx" ON "coupon"("brand_id", "reward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "coupon_brand_id_code_key" ON "coupon"("brand_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "coupon_brand_id_issue_key_key" ON "coupon"("brand_id", "issue_key");

-- CreateIndex
CREATE INDEX "coupon_allowance_brand_id_customer_id_idx" ON "coupon_allowance"("brand_id", "customer_id");

-- What must always hold of rewards and coupons, whoever writes them.
ALTER TABLE "reward"
  ADD CONSTRAINT "reward_price_positive" CHECK ("price_points" > 0),
  ADD CONSTRAINT "reward_sold_not_negative" CHECK ("sold_count" >= 0),
  ADD CONSTRAINT "reward_steps" CHECK ("quantity_step" > 0 AND "max_quantity" >= "quantity_step");
ALTER TABLE "coupon_pool"
  ADD CONSTRAINT "coupon_pool_shared_code" CHECK (("kind" = 'shared') = ("shared_code_key" IS NOT NULL)),
  ADD CONSTRAINT "coupon_pool_uses_within" CHECK ("use_count" >= 0 AND ("use_limit" IS NULL OR "use_count" <= "use_limit")),
  ADD CONSTRAINT "coupon_pool_made_within" CHECK ("made_count" BETWEEN 0 AND "wanted_count");
ALTER TABLE "coupon"
  ADD CONSTRAINT "coupon_of_one_source" CHECK (("pool_id" IS NULL) <> ("reward_id" IS NULL)),
  ADD CONSTRAINT "coupon_state_known" CHECK ("state" IN ('issued', 'redeemed', 'cancelled', 'expired')),
  ADD CONSTRAINT "coupon_redeemed_at" CHECK (("state" = 'redeemed') = ("redeemed_at" IS NOT NULL)),
  ADD CONSTRAINT "coupon_cancelled_at" CHECK (("state" = 'cancelled') = ("cancelled_at" IS NOT NULL)),
  ADD CONSTRAINT "coupon_quantity_positive" CHECK ("quantity" > 0),
  ADD CONSTRAINT "coupon_bought_by_somebody" CHECK ("reward_id" IS NULL OR "customer_id" IS NOT NULL);
ALTER TABLE "coupon_allowance" ADD CONSTRAINT "coupon_allowance_not_negative" CHECK ("taken" >= 0);

-- Open coupons by their end, whoever has them: for the job that ends them and the one that reminds.
CREATE INDEX "coupon_open_by_end" ON "coupon" ("brand_id", "expires_at") WHERE "state" = 'issued' AND "expires_at" IS NOT NULL;
-- What a hold reserves; few at any time.
CREATE INDEX "coupon_by_hold" ON "coupon" ("brand_id", "hold_id") WHERE "hold_id" IS NOT NULL;
-- Codes of a pool that nobody has yet.
CREATE INDEX "coupon_free" ON "coupon" ("brand_id", "pool_id", "id") WHERE "state" = 'issued' AND "customer_id" IS NULL;
