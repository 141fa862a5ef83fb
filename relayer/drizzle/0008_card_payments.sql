CREATE TABLE "checkouts" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"pack" text NOT NULL,
	"owner" text NOT NULL,
	"usd_cents" integer NOT NULL,
	"spark" numeric(78, 0) NOT NULL,
	"url" text,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_events" (
	"id" text PRIMARY KEY NOT NULL,
	"n" bigserial NOT NULL,
	"provider" text NOT NULL,
	"fact" jsonb,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payment_takings" (
	"provider" text NOT NULL,
	"payment" text NOT NULL,
	"source" text NOT NULL,
	"taken" bigint NOT NULL,
	"of" bigint,
	"at" bigint NOT NULL,
	CONSTRAINT "payment_takings_provider_payment_source_pk" PRIMARY KEY("provider","payment","source")
);
--> statement-breakpoint
CREATE TABLE "purchases" (
	"provider" text NOT NULL,
	"payment" text NOT NULL,
	"receipt" text NOT NULL,
	"checkout" text,
	"owner" text NOT NULL,
	"pack" text NOT NULL,
	"usd_e6" numeric(78, 0) NOT NULL,
	"promised" numeric(78, 0) NOT NULL,
	"paid_cents" integer,
	"state" text NOT NULL,
	"code" text,
	"spark" numeric(78, 0) DEFAULT 0 NOT NULL,
	"waiting_spark" numeric(78, 0) DEFAULT 0 NOT NULL,
	"release_at" bigint,
	"refunded_usd_e6" numeric(78, 0) DEFAULT 0 NOT NULL,
	"tx" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now(),
	"paid_at" bigint NOT NULL,
	CONSTRAINT "purchases_provider_payment_pk" PRIMARY KEY("provider","payment")
);
--> statement-breakpoint
DROP INDEX "outbox_nonce";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "sender" text DEFAULT 'relayer' NOT NULL;--> statement-breakpoint
CREATE INDEX "payment_events_waiting" ON "payment_events" USING btree ("n") WHERE handled_at IS NULL;--> statement-breakpoint
CREATE INDEX "purchases_receipt" ON "purchases" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "purchases_owner" ON "purchases" USING btree ("owner","paid_at");--> statement-breakpoint
CREATE INDEX "purchases_checkout" ON "purchases" USING btree ("checkout");--> statement-breakpoint
CREATE INDEX "purchases_due" ON "purchases" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_nonce" ON "outbox" USING btree ("sender","nonce") WHERE state IN ('intent', 'mined');