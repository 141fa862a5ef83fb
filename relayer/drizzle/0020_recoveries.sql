CREATE TABLE "chain_guardians" (
	"account" text NOT NULL,
	"guardian" text NOT NULL,
	"threshold" bigint NOT NULL,
	"delay" bigint NOT NULL,
	CONSTRAINT "chain_guardians_account_guardian_pk" PRIMARY KEY("account","guardian")
);
--> statement-breakpoint
CREATE TABLE "chain_recoveries" (
	"account" text NOT NULL,
	"qx" text NOT NULL,
	"qy" text NOT NULL,
	"state" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"ready_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "chain_recoveries_account_qx_qy_pk" PRIMARY KEY("account","qx","qy")
);
--> statement-breakpoint
CREATE TABLE "recoveries" (
	"code" text PRIMARY KEY NOT NULL,
	"passkey" text NOT NULL,
	"name" text NOT NULL,
	"day" integer NOT NULL,
	"client" text NOT NULL,
	"account" text,
	"operations" jsonb,
	"sent_day" integer,
	"reason" text,
	"expires_at" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_signatures" (
	"code" text NOT NULL,
	"guardian" text NOT NULL,
	"proposal" text NOT NULL,
	"completion" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recovery_signatures_code_guardian_pk" PRIMARY KEY("code","guardian")
);
--> statement-breakpoint
ALTER TABLE "passkeys" ADD COLUMN "linked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "chain_guardians_guardian" ON "chain_guardians" USING btree ("guardian");--> statement-breakpoint
CREATE INDEX "recoveries_end" ON "recoveries" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "recoveries_day" ON "recoveries" USING btree ("day");--> statement-breakpoint
CREATE INDEX "recoveries_sent" ON "recoveries" USING btree ("sent_day");--> statement-breakpoint
CREATE INDEX "recoveries_passkey" ON "recoveries" USING btree ("passkey");
--> statement-breakpoint
UPDATE "passkeys" SET "linked" = true WHERE EXISTS (SELECT 1 FROM "links" WHERE "links"."passkey" = "passkeys"."id");
--> statement-breakpoint
CREATE TRIGGER chain_guardians_journal AFTER INSERT OR UPDATE OR DELETE ON chain_guardians FOR EACH ROW EXECUTE FUNCTION chain_journal('account', 'guardian');
--> statement-breakpoint
CREATE TRIGGER chain_recoveries_journal AFTER INSERT OR UPDATE OR DELETE ON chain_recoveries FOR EACH ROW EXECUTE FUNCTION chain_journal('account', 'qx', 'qy');
