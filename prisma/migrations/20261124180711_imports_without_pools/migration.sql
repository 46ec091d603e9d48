-- AlterTable
ALTER TABLE "import" DROP COLUMN "pool_id";

-- Codes come into their pool by the pool's own import.
alter table import drop constraint import_kind_known;
alter table import add constraint import_kind_known check (kind in ('members', 'purchases', 'rewards'));
