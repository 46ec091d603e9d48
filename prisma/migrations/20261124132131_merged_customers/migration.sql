-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "merged_into" UUID;

-- Only few records are ever merged: history asks for those of one survivor.
create index customer_merged_into on customer (brand_id, merged_into) where merged_into is not null;

-- A merged record is closed, and no chain of them has to be followed.
alter table customer add constraint customer_merged_is_closed
  check (merged_into is null or (deleted_at is not null and merged_into <> id));

alter table entry drop constraint entry_kind_known;
alter table entry add constraint entry_kind_known check (kind in ('accrual', 'welcome', 'redemption', 'reversal',
  'redemption_return', 'activation', 'expiry', 'adjustment', 'import', 'merge_out', 'merge_in'));
