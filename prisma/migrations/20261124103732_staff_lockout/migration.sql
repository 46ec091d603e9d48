-- AlterTable
ALTER TABLE "staff_two_factor" ADD COLUMN     "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "locked_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "audit_entry_brand_id_actor_id_id_idx" ON "audit_entry"("brand_id", "actor_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_brand_id_target_id_id_idx" ON "audit_entry"("brand_id", "target_id", "id" DESC);
