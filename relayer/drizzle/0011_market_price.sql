CREATE TABLE "market_price" (
	"id" integer PRIMARY KEY NOT NULL,
	"price_e18" numeric(78, 0),
	"block" bigint NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "chain_price" ADD COLUMN "pool" text;