CREATE TABLE "chain_blocks" (
	"number" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"parent_hash" text NOT NULL,
	"time" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_global" (
	"id" integer PRIMARY KEY NOT NULL,
	"treasury" numeric(78, 0) DEFAULT 0 NOT NULL,
	"pool" numeric(78, 0) DEFAULT 0 NOT NULL,
	"spark_outstanding" numeric(78, 0) DEFAULT 0 NOT NULL,
	"promo_outstanding" numeric(78, 0) DEFAULT 0 NOT NULL,
	"spark_held" numeric(78, 0) DEFAULT 0 NOT NULL,
	"promo_held" numeric(78, 0) DEFAULT 0 NOT NULL,
	"spark_rate" numeric(78, 0) DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_ledger_models" (
	"id" bigint PRIMARY KEY NOT NULL,
	"royalty_bps" integer NOT NULL,
	"listed" boolean NOT NULL,
	"royalty" numeric(78, 0) DEFAULT 0 NOT NULL,
	"images" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_lines" (
	"tx" text NOT NULL,
	"log_index" integer NOT NULL,
	"position" integer NOT NULL,
	"session" text NOT NULL,
	"seq" bigint NOT NULL,
	"count" integer NOT NULL,
	"model" bigint NOT NULL,
	"operator" text NOT NULL,
	"images" integer NOT NULL,
	"steps" bigint NOT NULL,
	"base_ms" bigint NOT NULL,
	"rating" integer NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"debit" numeric(78, 0) NOT NULL,
	"gross" numeric(78, 0) NOT NULL,
	"royalty" numeric(78, 0) NOT NULL,
	"skipped" text,
	"block" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_lines_tx_log_index_position_pk" PRIMARY KEY("tx","log_index","position")
);
--> statement-breakpoint
CREATE TABLE "chain_models" (
	"id" bigint PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"account" text NOT NULL,
	"name" text NOT NULL,
	"uri" text NOT NULL,
	"content_root" text NOT NULL,
	"class_id" text NOT NULL,
	"render_table" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_no_shows" (
	"session" text NOT NULL,
	"seq" bigint NOT NULL,
	"operator" text NOT NULL,
	"ticket" text NOT NULL,
	"block" bigint NOT NULL,
	CONSTRAINT "chain_no_shows_session_seq_pk" PRIMARY KEY("session","seq")
);
--> statement-breakpoint
CREATE TABLE "chain_operators" (
	"operator" text PRIMARY KEY NOT NULL,
	"fast" boolean NOT NULL,
	"jailed" boolean NOT NULL,
	"take_bps" integer NOT NULL,
	"retire_at" bigint DEFAULT 0 NOT NULL,
	"accrued" numeric(78, 0) DEFAULT 0 NOT NULL,
	"jobs" bigint DEFAULT 0 NOT NULL,
	"base_ms" bigint DEFAULT 0 NOT NULL,
	"failures" bigint DEFAULT 0 NOT NULL,
	"good" bigint DEFAULT 0 NOT NULL,
	"rated" bigint DEFAULT 0 NOT NULL,
	"pending0" numeric(78, 0) DEFAULT 0 NOT NULL,
	"unlock_at0" bigint DEFAULT 0 NOT NULL,
	"pending1" numeric(78, 0) DEFAULT 0 NOT NULL,
	"unlock_at1" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_price" (
	"id" integer PRIMARY KEY NOT NULL,
	"price_e18" numeric(78, 0) NOT NULL,
	"valid_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_sessions" (
	"key" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"currency" text NOT NULL,
	"balance" numeric(78, 0) DEFAULT 0 NOT NULL,
	"base" bigint DEFAULT 0 NOT NULL,
	"window" numeric(78, 0) DEFAULT 0 NOT NULL,
	"discount_bps" integer DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"expiry" bigint NOT NULL,
	"requested" numeric(78, 0) DEFAULT 0 NOT NULL,
	"unlock_at" bigint DEFAULT 0 NOT NULL,
	"block" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_settlements" (
	"tx" text NOT NULL,
	"log_index" integer NOT NULL,
	"lines" integer NOT NULL,
	"applied" integer NOT NULL,
	"skipped" integer NOT NULL,
	"images" bigint DEFAULT 0 NOT NULL,
	"spark_rate" numeric(78, 0) NOT NULL,
	"block" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_settlements_tx_log_index_pk" PRIMARY KEY("tx","log_index")
);
--> statement-breakpoint
CREATE TABLE "chain_workers" (
	"worker_id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"operator" text,
	"payout" text,
	"fast" boolean NOT NULL,
	"min_seq" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blobs" (
	"sha256" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"operator" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"job_id" text NOT NULL,
	"n" integer NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "events_job_id_n_pk" PRIMARY KEY("job_id","n")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"job_id" text PRIMARY KEY NOT NULL,
	"session" text NOT NULL,
	"order" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"last_event" integer DEFAULT 0 NOT NULL,
	"cancelled" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "manifests" (
	"model" bigint PRIMARY KEY NOT NULL,
	"manifest" jsonb NOT NULL,
	"vocabulary" jsonb
);
--> statement-breakpoint
CREATE TABLE "presence" (
	"operator" text PRIMARY KEY NOT NULL,
	"worker_id" text NOT NULL,
	"replica" text NOT NULL,
	"certificate" jsonb NOT NULL,
	"models" jsonb NOT NULL,
	"tiers" jsonb NOT NULL,
	"capacity" integer NOT NULL,
	"token_hash" text NOT NULL,
	"online" boolean NOT NULL,
	"last_seen" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"job_id" text NOT NULL,
	"operator" text NOT NULL,
	"images" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reservations_job_id_operator_pk" PRIMARY KEY("job_id","operator")
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"ticket" text NOT NULL,
	"share" integer NOT NULL,
	"job_id" text NOT NULL,
	"session" text NOT NULL,
	"seq" bigint NOT NULL,
	"attempt" integer NOT NULL,
	"operator" text NOT NULL,
	"worker_id" text NOT NULL,
	"first_image" integer NOT NULL,
	"images" integer NOT NULL,
	"state" text NOT NULL,
	"phase" text,
	"image" integer,
	"step" integer,
	"replaced_by" bigint,
	"deliver_by" bigint NOT NULL,
	"redeem_by" bigint NOT NULL,
	"sealed" jsonb,
	"accepted_at" bigint,
	"accept_signature" text,
	"receipt" jsonb,
	"blobs" jsonb NOT NULL,
	"cancel" jsonb,
	"line" jsonb,
	"code" text,
	"settled_tx" text,
	"settled_block" bigint,
	"delivered_at" timestamp with time zone,
	"tabbed_at" timestamp with time zone,
	"stranded_rounds" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	CONSTRAINT "shares_ticket_share_pk" PRIMARY KEY("ticket","share")
);
--> statement-breakpoint
CREATE TABLE "speeds" (
	"operator" text NOT NULL,
	"model" bigint NOT NULL,
	"step_ms" double precision NOT NULL,
	"samples" integer NOT NULL,
	CONSTRAINT "speeds_operator_model_pk" PRIMARY KEY("operator","model")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"digest" text PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"session" text NOT NULL,
	"order" jsonb NOT NULL,
	"signed" jsonb NOT NULL,
	"redeem_by" bigint NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batch_lines" (
	"batch" text NOT NULL,
	"session" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "batch_lines_batch_session_seq_pk" PRIMARY KEY("batch","session","seq")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" text PRIMARY KEY NOT NULL,
	"lane" text NOT NULL,
	"state" text NOT NULL,
	"lines" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text
);
--> statement-breakpoint
CREATE TABLE "cosigns" (
	"id" text NOT NULL,
	"operator" text NOT NULL,
	"batch" text NOT NULL,
	"lines" jsonb NOT NULL,
	"receipts_root" text,
	"time" bigint,
	"signature" text,
	"declined" text,
	CONSTRAINT "cosigns_id_operator_pk" PRIMARY KEY("id","operator")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"ref" text NOT NULL,
	"to" text NOT NULL,
	"data" text NOT NULL,
	"state" text NOT NULL,
	"nonce" integer,
	"gas" bigint,
	"sent_at" timestamp with time zone,
	"tx" text,
	"block" bigint,
	"block_hash" text,
	"gas_used" bigint,
	"failed" boolean DEFAULT false NOT NULL,
	"code" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_attempts" (
	"hash" text PRIMARY KEY NOT NULL,
	"outbox" bigint NOT NULL,
	"raw" text NOT NULL,
	"max_fee_per_gas" bigint NOT NULL,
	"max_priority_fee_per_gas" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tabs" (
	"digest" text PRIMARY KEY NOT NULL,
	"n" bigserial NOT NULL,
	"session" text NOT NULL,
	"lines" jsonb NOT NULL,
	"ratings" text NOT NULL,
	"signature" text NOT NULL,
	"closed" boolean DEFAULT false NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "chain_lines_number" ON "chain_lines" USING btree ("session","seq");--> statement-breakpoint
CREATE INDEX "chain_lines_block" ON "chain_lines" USING btree ("block");--> statement-breakpoint
CREATE INDEX "chain_sessions_owner" ON "chain_sessions" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "chain_settlements_block" ON "chain_settlements" USING btree ("block");--> statement-breakpoint
CREATE INDEX "chain_workers_operator" ON "chain_workers" USING btree ("operator");--> statement-breakpoint
CREATE INDEX "blobs_expiry" ON "blobs" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "jobs_session" ON "jobs" USING btree ("session");--> statement-breakpoint
CREATE INDEX "reservations_operator" ON "reservations" USING btree ("operator","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "shares_number" ON "shares" USING btree ("session","seq");--> statement-breakpoint
CREATE INDEX "shares_job" ON "shares" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "shares_operator_state" ON "shares" USING btree ("operator","state");--> statement-breakpoint
CREATE INDEX "shares_state" ON "shares" USING btree ("state");--> statement-breakpoint
CREATE INDEX "shares_settled_block" ON "shares" USING btree ("settled_block");--> statement-breakpoint
CREATE INDEX "tickets_job" ON "tickets" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "batch_lines_number" ON "batch_lines" USING btree ("session","seq");--> statement-breakpoint
CREATE INDEX "batches_state" ON "batches" USING btree ("state");--> statement-breakpoint
CREATE INDEX "cosigns_batch" ON "cosigns" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "outbox_state" ON "outbox" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "outbox_ref" ON "outbox" USING btree ("ref");--> statement-breakpoint
CREATE INDEX "outbox_attempts_outbox" ON "outbox_attempts" USING btree ("outbox");--> statement-breakpoint
CREATE INDEX "tabs_open" ON "tabs" USING btree ("session","closed");