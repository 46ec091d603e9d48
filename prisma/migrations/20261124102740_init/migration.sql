-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "brand" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "logo_file" TEXT,
    "accent_color" TEXT NOT NULL,
    "card_from" TEXT NOT NULL,
    "card_to" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "languages" TEXT[],
    "points_name" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brand_bot" (
    "brand_id" UUID NOT NULL,
    "telegram_bot_id" BIGINT NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "photo_file" TEXT,
    "token_encrypted" TEXT NOT NULL,
    "webhook_secret" TEXT NOT NULL,
    "checks" JSONB NOT NULL DEFAULT '[]',
    "token_revoked_at" TIMESTAMPTZ(3),
    "last_update_at" TIMESTAMPTZ(3),
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brand_bot_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "brand_document" (
    "brand_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text_ru" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_by" TEXT,

    CONSTRAINT "brand_document_pkey" PRIMARY KEY ("brand_id","kind","version")
);

-- CreateTable
CREATE TABLE "shop" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "brand_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("brand_id","name")
);

-- CreateTable
CREATE TABLE "customer" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "telegram_id" BIGINT,
    "username" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "photo_url" TEXT,
    "language" TEXT NOT NULL DEFAULT 'ru',
    "zone" TEXT,
    "phone_encrypted" TEXT,
    "phone_hash" TEXT,
    "phone_tail" TEXT,
    "phone_verified_at" TIMESTAMPTZ(3),
    "email_encrypted" TEXT,
    "email_hash" TEXT,
    "birthday_encrypted" TEXT,
    "birthday_month_day" INTEGER,
    "external_id" TEXT,
    "topics" TEXT[] DEFAULT ARRAY['offers', 'news', 'games']::TEXT[],
    "marketing_consent" BOOLEAN NOT NULL DEFAULT false,
    "reachability" TEXT NOT NULL DEFAULT 'unknown',
    "source" TEXT,
    "joined_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "consent" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "granted" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "card" (
    "brand_id" UUID NOT NULL,
    "card_hash" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_pkey" PRIMARY KEY ("brand_id","card_hash")
);

-- CreateTable
CREATE TABLE "customer_stats" (
    "brand_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "purchases_count" INTEGER NOT NULL DEFAULT 0,
    "spent_minor" BIGINT NOT NULL DEFAULT 0,
    "earned_points" BIGINT NOT NULL DEFAULT 0,
    "redeemed_points" BIGINT NOT NULL DEFAULT 0,
    "refunds_count" INTEGER NOT NULL DEFAULT 0,
    "first_purchase_at" TIMESTAMPTZ(3),
    "last_purchase_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_stats_pkey" PRIMARY KEY ("brand_id","customer_id")
);

-- CreateTable
CREATE TABLE "wallet" (
    "brand_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "available" BIGINT NOT NULL DEFAULT 0,
    "pending" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "allows_debt" BOOLEAN NOT NULL DEFAULT false,
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "wallet_pkey" PRIMARY KEY ("brand_id","customer_id")
);

-- CreateTable
CREATE TABLE "lot" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "purchase_id" UUID,
    "rule_version_id" UUID,
    "points" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "active_from" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lot_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "entry" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "available_delta" BIGINT NOT NULL,
    "pending_delta" BIGINT NOT NULL,
    "available_after" BIGINT NOT NULL,
    "pending_after" BIGINT NOT NULL,
    "source_kind" TEXT NOT NULL,
    "source_id" TEXT,
    "purchase_id" UUID,
    "refund_id" UUID,
    "rule_version_id" UUID,
    "reason" TEXT,
    "posting_key" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "active_from" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "entry_lot" (
    "brand_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "points" BIGINT NOT NULL,

    CONSTRAINT "entry_lot_pkey" PRIMARY KEY ("brand_id","entry_id","lot_id")
);

-- CreateTable
CREATE TABLE "hold" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "points" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "hold_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "hold_lot" (
    "brand_id" UUID NOT NULL,
    "hold_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "points" BIGINT NOT NULL,

    CONSTRAINT "hold_lot_pkey" PRIMARY KEY ("brand_id","hold_id","lot_id")
);

-- CreateTable
CREATE TABLE "message" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "class" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'telegram',
    "dedupe_key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "skip_reason" TEXT,
    "priority" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "buttons" JSONB NOT NULL DEFAULT '[]',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "telegram_message_id" BIGINT,
    "error" TEXT,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "clicked_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "telegram_update" (
    "brand_id" UUID NOT NULL,
    "telegram_bot_id" BIGINT NOT NULL,
    "update_id" BIGINT NOT NULL,
    "order_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "telegram_update_pkey" PRIMARY KEY ("brand_id","telegram_bot_id","update_id")
);

-- CreateTable
CREATE TABLE "event" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "customer_id" UUID,
    "payload" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "brand_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("brand_id","event_id")
);

-- CreateTable
CREATE TABLE "event_handled" (
    "brand_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "subscriber" TEXT NOT NULL,
    "handled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_handled_pkey" PRIMARY KEY ("brand_id","event_id","subscriber")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "brand_id" UUID NOT NULL,
    "caller" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" JSONB,
    "result_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("brand_id","caller","route","key")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "error" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retried_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "programme_version" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rule_version_id" UUID NOT NULL,
    "point_value_minor" BIGINT NOT NULL,
    "redeem_cap_percent" INTEGER NOT NULL,
    "min_paid_minor" BIGINT NOT NULL,
    "refund_short_policy" TEXT NOT NULL,
    "refund_grace_days" INTEGER NOT NULL,
    "welcome_bonus_points" BIGINT NOT NULL,
    "expiry_reminder_days" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,

    CONSTRAINT "programme_version_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "earning_rule" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "earning_rule_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "earning_rule_version" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "conditions" JSONB NOT NULL DEFAULT '{}',
    "effect" JSONB NOT NULL,
    "limits" JSONB NOT NULL DEFAULT '{}',
    "activation_delay_days" INTEGER NOT NULL,
    "expiry" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,

    CONSTRAINT "earning_rule_version_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "purchase" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "shop_id" UUID,
    "programme_version_id" UUID NOT NULL,
    "rule_version_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "earning_minor" BIGINT NOT NULL,
    "redeemed_points" BIGINT NOT NULL,
    "redeemed_minor" BIGINT NOT NULL,
    "paid_minor" BIGINT NOT NULL,
    "earned_points" BIGINT NOT NULL,
    "max_redeem_points" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "reversed_points" BIGINT NOT NULL DEFAULT 0,
    "returned_points" BIGINT NOT NULL DEFAULT 0,
    "has_lines" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL,
    "actor_id" TEXT,
    "input_hash" TEXT NOT NULL,
    "available_after" BIGINT NOT NULL,
    "pending_after" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "purchase_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "purchase_line" (
    "brand_id" UUID NOT NULL,
    "purchase_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "sku" TEXT,
    "name" TEXT,
    "category" TEXT,
    "quantity" BIGINT NOT NULL,
    "unit_price_minor" BIGINT NOT NULL,
    "discount_minor" BIGINT NOT NULL,
    "earns" BOOLEAN NOT NULL,
    "payable_with_points" BOOLEAN NOT NULL,
    "refunded_quantity" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "purchase_line_pkey" PRIMARY KEY ("brand_id","purchase_id","id")
);

-- CreateTable
CREATE TABLE "refund" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "purchase_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "money_minor" BIGINT NOT NULL,
    "reversed_points" BIGINT NOT NULL,
    "returned_points" BIGINT NOT NULL,
    "lines" JSONB,
    "refundable_minor" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "actor_id" TEXT,
    "input_hash" TEXT NOT NULL,
    "available_after" BIGINT NOT NULL,
    "pending_after" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "staff_user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "language" TEXT NOT NULL DEFAULT 'ru',
    "is_operator" BOOLEAN NOT NULL DEFAULT false,
    "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_two_factor" (
    "id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "staff_two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_used_totp" (
    "user_id" TEXT NOT NULL,
    "step" BIGINT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_used_totp_pkey" PRIMARY KEY ("user_id","step")
);

-- CreateTable
CREATE TABLE "staff_passkey" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "public_key" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "counter" INTEGER NOT NULL,
    "device_type" TEXT NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "transports" TEXT,
    "aaguid" TEXT,
    "created_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_membership" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_membership_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "staff_invitation" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "email" TEXT,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_invitation_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "shop_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "brand_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT,
    "target_id" TEXT,
    "target_name" TEXT,
    "changes" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("brand_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "brand_slug_key" ON "brand"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "brand_bot_telegram_bot_id_key" ON "brand_bot"("telegram_bot_id");

-- CreateIndex
CREATE INDEX "customer_brand_id_created_at_id_idx" ON "customer"("brand_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_brand_id_joined_at_idx" ON "customer"("brand_id", "joined_at");

-- CreateIndex
CREATE UNIQUE INDEX "customer_brand_id_telegram_id_key" ON "customer"("brand_id", "telegram_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_brand_id_phone_hash_key" ON "customer"("brand_id", "phone_hash");

-- CreateIndex
CREATE UNIQUE INDEX "customer_brand_id_email_hash_key" ON "customer"("brand_id", "email_hash");

-- CreateIndex
CREATE UNIQUE INDEX "customer_brand_id_external_id_key" ON "customer"("brand_id", "external_id");

-- CreateIndex
CREATE INDEX "consent_brand_id_customer_id_at_idx" ON "consent"("brand_id", "customer_id", "at");

-- CreateIndex
CREATE INDEX "card_brand_id_customer_id_idx" ON "card"("brand_id", "customer_id");

-- CreateIndex
CREATE INDEX "card_brand_id_expires_at_idx" ON "card"("brand_id", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "card_brand_id_code_key" ON "card"("brand_id", "code");

-- CreateIndex
CREATE INDEX "customer_stats_brand_id_last_purchase_at_idx" ON "customer_stats"("brand_id", "last_purchase_at");

-- CreateIndex
CREATE INDEX "customer_stats_brand_id_spent_minor_idx" ON "customer_stats"("brand_id", "spent_minor");

-- CreateIndex
CREATE INDEX "entry_brand_id_customer_id_id_idx" ON "entry"("brand_id", "customer_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "entry_brand_id_posting_key_key" ON "entry"("brand_id", "posting_key");

-- CreateIndex
CREATE INDEX "entry_lot_brand_id_lot_id_idx" ON "entry_lot"("brand_id", "lot_id");

-- CreateIndex
CREATE INDEX "delivery_brand_id_customer_id_queued_at_idx" ON "delivery"("brand_id", "customer_id", "queued_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "delivery_brand_id_dedupe_key_key" ON "delivery"("brand_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "event_brand_id_customer_id_occurred_at_idx" ON "event"("brand_id", "customer_id", "occurred_at");

-- CreateIndex
CREATE INDEX "outbox_created_at_idx" ON "outbox"("created_at");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "programme_version_brand_id_version_key" ON "programme_version"("brand_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "earning_rule_version_brand_id_rule_id_version_key" ON "earning_rule_version"("brand_id", "rule_id", "version");

-- CreateIndex
CREATE INDEX "purchase_brand_id_customer_id_occurred_at_idx" ON "purchase"("brand_id", "customer_id", "occurred_at" DESC);

-- CreateIndex
CREATE INDEX "purchase_brand_id_occurred_at_id_idx" ON "purchase"("brand_id", "occurred_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "purchase_brand_id_external_id_key" ON "purchase"("brand_id", "external_id");

-- CreateIndex
CREATE INDEX "refund_brand_id_purchase_id_idx" ON "refund"("brand_id", "purchase_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_brand_id_external_id_key" ON "refund"("brand_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_user_email_key" ON "staff_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_session_token_key" ON "staff_session"("token");

-- CreateIndex
CREATE INDEX "staff_session_user_id_idx" ON "staff_session"("user_id");

-- CreateIndex
CREATE INDEX "staff_account_user_id_idx" ON "staff_account"("user_id");

-- CreateIndex
CREATE INDEX "staff_verification_identifier_idx" ON "staff_verification"("identifier");

-- CreateIndex
CREATE INDEX "staff_two_factor_user_id_idx" ON "staff_two_factor"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_passkey_credential_id_key" ON "staff_passkey"("credential_id");

-- CreateIndex
CREATE INDEX "staff_passkey_user_id_idx" ON "staff_passkey"("user_id");

-- CreateIndex
CREATE INDEX "staff_membership_user_id_idx" ON "staff_membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_membership_brand_id_user_id_key" ON "staff_membership"("brand_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_token_hash_key" ON "staff_invitation"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "setup_link_token_hash_key" ON "setup_link"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE INDEX "audit_entry_brand_id_at_idx" ON "audit_entry"("brand_id", "at" DESC);

-- AddForeignKey
ALTER TABLE "brand_bot" ADD CONSTRAINT "brand_bot_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brand_document" ADD CONSTRAINT "brand_document_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop" ADD CONSTRAINT "shop_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_stats" ADD CONSTRAINT "customer_stats_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet" ADD CONSTRAINT "wallet_brand_id_customer_id_fkey" FOREIGN KEY ("brand_id", "customer_id") REFERENCES "customer"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold_lot" ADD CONSTRAINT "hold_lot_brand_id_hold_id_fkey" FOREIGN KEY ("brand_id", "hold_id") REFERENCES "hold"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_brand_id_message_id_fkey" FOREIGN KEY ("brand_id", "message_id") REFERENCES "message"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme_version" ADD CONSTRAINT "programme_version_brand_id_rule_version_id_fkey" FOREIGN KEY ("brand_id", "rule_version_id") REFERENCES "earning_rule_version"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "earning_rule_version" ADD CONSTRAINT "earning_rule_version_brand_id_rule_id_fkey" FOREIGN KEY ("brand_id", "rule_id") REFERENCES "earning_rule"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_line" ADD CONSTRAINT "purchase_line_brand_id_purchase_id_fkey" FOREIGN KEY ("brand_id", "purchase_id") REFERENCES "purchase"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_brand_id_purchase_id_fkey" FOREIGN KEY ("brand_id", "purchase_id") REFERENCES "purchase"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_account" ADD CONSTRAINT "staff_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_two_factor" ADD CONSTRAINT "staff_two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_passkey" ADD CONSTRAINT "staff_passkey_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_membership" ADD CONSTRAINT "staff_membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
