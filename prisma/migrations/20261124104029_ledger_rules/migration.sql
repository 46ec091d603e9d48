-- What must always hold of points, whoever writes: these are the last line behind the ledger's one door.

alter table wallet
  add constraint wallet_available_or_debt check (available >= 0 or allows_debt),
  add constraint wallet_pending_not_negative check (pending >= 0),
  add constraint wallet_held_not_negative check (held >= 0);
-- Room on the page keeps updates of the same wallet off the indexes.
alter table wallet set (fillfactor = 70);

alter table lot
  add constraint lot_points_positive check (points > 0),
  add constraint lot_remaining_within check (remaining between 0 and points),
  add constraint lot_state_known check (state in ('pending', 'active', 'closed')),
  add constraint lot_closed_when_empty check ((state = 'closed') = (remaining = 0)),
  add constraint lot_expires_after_activation check (expires_at is null or expires_at > active_from);

-- A wallet's lots in the order they are spent, and what the jobs look for.
create index lot_live on lot (brand_id, customer_id, expires_at, id) where remaining > 0;
create index lot_expiring on lot (brand_id, expires_at) where state = 'active';
create index lot_activating on lot (brand_id, active_from) where state = 'pending';

alter table entry
  add constraint entry_kind_known check (kind in ('accrual', 'welcome', 'redemption', 'reversal',
    'redemption_return', 'activation', 'expiry', 'adjustment', 'import')),
  add constraint entry_moves_points check (available_delta <> 0 or pending_delta <> 0);

alter table hold
  add constraint hold_points_positive check (points > 0),
  add constraint hold_state_known check (state in ('held', 'confirmed', 'released', 'timed_out'));

alter table purchase
  add constraint purchase_money_adds_up check (total_minor = paid_minor + redeemed_minor and paid_minor >= 0),
  add constraint purchase_base_within check (base_minor between 0 and earning_minor),
  add constraint purchase_refunds_within check (refunded_minor between 0 and total_minor
    and refunded_base_minor between 0 and base_minor and returned_points between 0 and redeemed_points);
alter table purchase_line
  add constraint purchase_line_refunds_within check (refunded_quantity between 0 and quantity);
alter table refund
  add constraint refund_amounts_positive check (amount_minor > 0 and money_minor >= 0
    and reversed_points >= 0 and returned_points >= 0);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;
create trigger entry_append_only before update or delete or truncate on entry
  for each statement execute function refuse_change();
create trigger entry_lot_append_only before update or delete or truncate on entry_lot
  for each statement execute function refuse_change();
