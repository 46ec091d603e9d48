-- CreateTable
CREATE TABLE "staff_reset_link" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "made_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_reset_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_reset_link_token_hash_key" ON "staff_reset_link"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "staff_reset_link_user_id_key" ON "staff_reset_link"("user_id");

-- AddForeignKey
ALTER TABLE "staff_reset_link" ADD CONSTRAINT "staff_reset_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
