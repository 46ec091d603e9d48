-- CreateTable
CREATE TABLE "tier_programme" (
    "brand_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "basis" TEXT NOT NULL,
    "period" JSONB NOT NULL,
    "at_period_end" TEXT NOT NULL,
    "grace_days" INTEGER NOT NULL,
    "warning_days" INTEGER NOT NULL,
    "applied_version" INTEGER NOT NULL DEFAULT 0,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT,

    CONSTRAINT "tier_programme_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "tier" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    "picture_file" TEXT,
    "threshold" BIGINT NOT NULL,
    "multiplier_percent" INTEGER NOT NULL,
    "gift_points" BIGINT NOT NULL,
    "benefits_ru" TEXT NOT NULL,
    "benefits_en" TEXT NOT NULL,
    "is_lifetime" BOOLEAN NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "tier_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "customer_tier" (
    "brand_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "tier_id" UUID,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "drops_at" TIMESTAMPTZ(3),
    "drops_to" UUID,
    "drop_reason" TEXT,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_tier_pkey" PRIMARY KEY ("brand_id","customer_id")
);

-- CreateTable
CREATE TABLE "tier_change" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "from_tier_id" UUID,
    "to_tier_id" UUID,
    "reason" TEXT NOT NULL,
    "gift_points" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tier_change_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "tier_grant" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "tier_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "granted_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "tier_grant_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateIndex
CREATE INDEX "customer_tier_brand_id_tier_id_customer_id_idx" ON "customer_tier"("brand_id", "tier_id", "customer_id");

-- CreateIndex
CREATE INDEX "customer_tier_brand_id_drops_at_idx" ON "customer_tier"("brand_id", "drops_at");

-- CreateIndex
CREATE INDEX "tier_change_brand_id_customer_id_id_idx" ON "tier_change"("brand_id", "customer_id", "id" DESC);

-- CreateIndex
CREATE INDEX "tier_grant_brand_id_customer_id_idx" ON "tier_grant"("brand_id", "customer_id");

alter table tier_programme
  add constraint tier_programme_basis_known check (basis in ('money', 'points')),
  add constraint tier_programme_period_end_known check (at_period_end in ('keep', 'stepDown', 'earned')),
  add constraint tier_programme_days_whole check (grace_days >= 0 and warning_days >= 0);
alter table tier
  add constraint tier_gives_no_less check (threshold >= 0 and multiplier_percent >= 100 and gift_points >= 0);
alter table tier_grant add constraint tier_grant_kind_known check (kind in ('staff', 'programme'));
alter table tier_change add constraint tier_change_changes check (from_tier_id is distinct from to_tier_id);

-- A level stands on one threshold.
create unique index tier_threshold on tier (brand_id, threshold) where retired_at is null;
