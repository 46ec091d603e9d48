-- AlterTable
ALTER TABLE "hold" ADD COLUMN     "channel" TEXT,
ADD COLUMN     "discount_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "ruleset_id" UUID;
