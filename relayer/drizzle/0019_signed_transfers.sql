CREATE TABLE "signed_transfers" (
	"id" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"nonce" text NOT NULL,
	"payee" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"day" integer NOT NULL,
	"client" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "signed_transfers_nonce" ON "signed_transfers" USING btree ("holder","nonce");--> statement-breakpoint
CREATE INDEX "signed_transfers_day" ON "signed_transfers" USING btree ("day");--> statement-breakpoint
CREATE INDEX "signed_transfers_created_at" ON "signed_transfers" USING btree ("created_at");