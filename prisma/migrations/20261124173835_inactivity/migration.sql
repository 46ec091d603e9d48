-- AlterTable
ALTER TABLE "programme_version" ADD COLUMN     "inactivity_months" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "redemptions_per_day" INTEGER NOT NULL DEFAULT 0;

alter table programme_version
  add constraint programme_version_inactivity_months_range check (inactivity_months between 0 and 120),
  add constraint programme_version_redemptions_per_day_range check (redemptions_per_day between 0 and 1000);

-- When points lapse that nothing has kept alive since `since`: the midnight after the same day `months` later, in the
-- brand's zone (31 January and one month: the end of 28 February). Null where the programme has no such rule.
create function lapse_at(since timestamptz, months integer, zone text) returns timestamptz language sql stable as $$
  select case when months > 0
    then ((since at time zone zone)::date + make_interval(months => months) + interval '1 day') at time zone zone end
$$;
