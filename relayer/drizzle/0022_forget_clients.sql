ALTER TABLE "sponsorships" ALTER COLUMN "client" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ALTER COLUMN "client" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "recoveries" ALTER COLUMN "client" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "signed_transfers" ALTER COLUMN "client" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "sponsorships_client" ON "sponsorships" USING btree ("day") WHERE client IS NOT NULL;--> statement-breakpoint
CREATE INDEX "accounts_client" ON "accounts" USING btree ("day") WHERE client IS NOT NULL;--> statement-breakpoint
CREATE INDEX "recoveries_client" ON "recoveries" USING btree ("day") WHERE client IS NOT NULL;--> statement-breakpoint
CREATE INDEX "signed_transfers_client" ON "signed_transfers" USING btree ("day") WHERE client IS NOT NULL;