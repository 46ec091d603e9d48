-- Points spent on a reward, and given back when its coupon is cancelled.
alter table entry drop constraint entry_kind_known;
alter table entry add constraint entry_kind_known check (kind in ('accrual', 'welcome', 'redemption', 'reversal',
  'redemption_return', 'reward', 'reward_return', 'activation', 'expiry', 'adjustment', 'import', 'merge_out',
  'merge_in'));
