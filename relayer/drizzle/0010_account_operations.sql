CREATE TABLE "bundle_attempts" (
	"hash" text PRIMARY KEY NOT NULL,
	"bundle" bigint NOT NULL,
	"raw" text NOT NULL,
	"max_fee_per_gas" bigint NOT NULL,
	"max_priority_fee_per_gas" bigint NOT NULL,
	"cancels" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bundles" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"nonce" integer NOT NULL,
	"data" text NOT NULL,
	"gas" bigint NOT NULL,
	"state" text NOT NULL,
	"tx" text,
	"block" bigint,
	"block_hash" text,
	"gas_used" bigint,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sponsorships" (
	"sender" text NOT NULL,
	"nonce" numeric(78, 0) NOT NULL,
	"day" integer NOT NULL,
	"client" text NOT NULL,
	"creates" boolean NOT NULL,
	"reserved" numeric(78, 0) NOT NULL,
	"charged" numeric(78, 0),
	"valid_until" bigint NOT NULL,
	"head" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sponsorships_sender_nonce_pk" PRIMARY KEY("sender","nonce")
);
--> statement-breakpoint
CREATE TABLE "user_operations" (
	"hash" text PRIMARY KEY NOT NULL,
	"n" bigserial NOT NULL,
	"sender" text NOT NULL,
	"nonce" numeric(78, 0) NOT NULL,
	"operation" jsonb NOT NULL,
	"state" text NOT NULL,
	"bundle" bigint,
	"reason" text,
	"head" bigint NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tx" text,
	"block" bigint,
	"block_hash" text,
	"success" boolean,
	"gas_cost" numeric(78, 0),
	"gas_used" numeric(78, 0)
);
--> statement-breakpoint
CREATE INDEX "bundle_attempts_bundle" ON "bundle_attempts" USING btree ("bundle");--> statement-breakpoint
CREATE INDEX "bundles_state" ON "bundles" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "bundles_nonce" ON "bundles" USING btree ("key","nonce") WHERE state IN ('intent', 'mined');--> statement-breakpoint
CREATE INDEX "sponsorships_day" ON "sponsorships" USING btree ("day");--> statement-breakpoint
CREATE INDEX "user_operations_state" ON "user_operations" USING btree ("state","n");--> statement-breakpoint
CREATE INDEX "user_operations_bundle" ON "user_operations" USING btree ("bundle");--> statement-breakpoint
CREATE UNIQUE INDEX "user_operations_nonce" ON "user_operations" USING btree ("sender","nonce") WHERE state IN ('queued', 'bundled');