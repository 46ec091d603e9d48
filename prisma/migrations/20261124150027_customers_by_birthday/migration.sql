-- CreateIndex
CREATE INDEX "customer_brand_id_birthday_month_day_idx" ON "customer"("brand_id", "birthday_month_day");
