-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "birthday_set_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "programme_version" ADD COLUMN     "refund_method" TEXT NOT NULL DEFAULT 'recompute';

-- AlterTable
ALTER TABLE "earning_rule" DROP COLUMN "name",
DROP COLUMN "trigger",
ADD COLUMN     "created_by" TEXT,
ADD COLUMN     "is_base" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'active',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "earning_rule_version" DROP COLUMN "state",
ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "name" TEXT NOT NULL DEFAULT 'Покупки',
ADD COLUMN     "starts_at" TIMESTAMPTZ(3),
ADD COLUMN     "trigger" JSONB NOT NULL DEFAULT '{"kind":"purchase"}',
ALTER COLUMN "conditions" DROP DEFAULT;

-- AlterTable
ALTER TABLE "purchase" ADD COLUMN     "channel" TEXT,
ADD COLUMN     "discount_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "facts" JSONB,
ADD COLUMN     "verdicts" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "purchase_line" ADD COLUMN     "order_discount_minor" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "earning_ruleset" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "budget_points" BIGINT,
    "budget_period" TEXT NOT NULL DEFAULT 'ever',
    "rule_version_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,

    CONSTRAINT "earning_ruleset_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "earning_total" (
    "brand_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "points" BIGINT NOT NULL,
    "times" INTEGER NOT NULL,

    CONSTRAINT "earning_total_pkey" PRIMARY KEY ("brand_id","scope_id","starts_on")
);

-- CreateTable
CREATE TABLE "earning_use" (
    "brand_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "points" BIGINT NOT NULL,
    "times" INTEGER NOT NULL,

    CONSTRAINT "earning_use_pkey" PRIMARY KEY ("brand_id","customer_id","rule_id","period","starts_on")
);

-- CreateTable
CREATE TABLE "customer_event" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "input_hash" TEXT NOT NULL,
    "entry_ids" UUID[],
    "verdicts" JSONB NOT NULL DEFAULT '[]',
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_event_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "earning_ruleset_brand_id_version_key" ON "earning_ruleset"("brand_id", "version");

-- CreateIndex
CREATE INDEX "customer_event_brand_id_customer_id_type_occurred_at_idx" ON "customer_event"("brand_id", "customer_id", "type", "occurred_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "customer_event_brand_id_external_id_key" ON "customer_event"("brand_id", "external_id");

-- CreateIndex
CREATE INDEX "earning_rule_brand_id_position_idx" ON "earning_rule"("brand_id", "position");

-- The one rule that each brand had becomes the first of its list.
update earning_rule r set is_base = true,
  version = coalesce((select max(v.version) from earning_rule_version v
    where v.brand_id = r.brand_id and v.rule_id = r.id), 1);
update earning_rule_version set conditions = '{"kind":"all","of":[]}' where conditions = '{}';
insert into earning_ruleset (brand_id, id, version, policy, rule_version_ids, created_at, created_by)
  select brand_id, gen_random_uuid(), version, 'best', array[id], created_at, created_by from earning_rule_version;
-- Points that rules have paid so far, for the list.
insert into earning_total (brand_id, scope_id, starts_on, points, times)
  select e.brand_id, v.rule_id, '1970-01-01', sum(e.available_delta + e.pending_delta), count(*)
  from entry e join earning_rule_version v on v.brand_id = e.brand_id and v.id = e.rule_version_id
  where e.kind = 'accrual' group by 1, 2;

alter table earning_rule alter column position drop default, alter column state drop default,
  alter column version drop default;
alter table earning_rule_version alter column name drop default, alter column trigger drop default;

alter table earning_rule
  add constraint earning_rule_state_known check (state in ('draft', 'active', 'paused', 'ended'));
create unique index earning_rule_base on earning_rule (brand_id) where is_base;
alter table earning_ruleset
  add constraint earning_ruleset_policy_known check (policy in ('best', 'first', 'all')),
  add constraint earning_ruleset_budget_known check (budget_period in ('month', 'ever') and budget_points > 0);
alter table earning_use
  add constraint earning_use_period_known check (period in ('day', 'week', 'month', 'year', 'ever'));
alter table programme_version
  add constraint programme_version_refund_method_known check (refund_method in ('recompute', 'proportional'));
