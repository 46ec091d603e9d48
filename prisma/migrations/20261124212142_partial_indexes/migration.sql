-- Indexes of what only some rows have hold those rows alone: they are smaller, a till's writes mostly pass them by, and no
-- look-up by another key can be led through them while statistics are young.
drop index "purchase_brand_id_shop_id_occurred_at_id_idx";
create index "purchase_by_shop" on "purchase" ("brand_id", "shop_id", "occurred_at" desc, "id" desc)
  where "shop_id" is not null;

drop index "customer_tier_brand_id_drops_at_idx";
create index "customer_tier_by_drop" on "customer_tier" ("brand_id", "drops_at") where "drops_at" is not null;
