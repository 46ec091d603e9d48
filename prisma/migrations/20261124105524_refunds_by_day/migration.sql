-- CreateIndex
CREATE INDEX "refund_brand_id_created_at_idx" ON "refund"("brand_id", "created_at");
