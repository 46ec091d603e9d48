-- AlterTable
ALTER TABLE "lot" DROP COLUMN "entry_id";

-- AlterTable
ALTER TABLE "purchase" ADD COLUMN     "base_minor" BIGINT NOT NULL,
ADD COLUMN     "entry_ids" UUID[],
ADD COLUMN     "refunded_base_minor" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "purchase_line" ADD COLUMN     "base_minor" BIGINT NOT NULL;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "base_minor" BIGINT NOT NULL,
ADD COLUMN     "entry_ids" UUID[];
