-- AlterTable
ALTER TABLE "message" ADD COLUMN     "topic" TEXT;

-- The sender asks for one brand's waiting deliveries many times a second; only these rows are in the index.
create index delivery_queued on delivery (brand_id, priority, id) where state = 'queued';
create index delivery_sending on delivery (brand_id) where state = 'sending';
create index telegram_update_open on telegram_update (brand_id, update_id) where handled_at is null;
create index telegram_update_handled on telegram_update (handled_at) where handled_at is not null;
create index event_age on event (occurred_at);
create index event_handled_age on event_handled (handled_at);
