ALTER TABLE "user_operations" ADD COLUMN "width" integer;--> statement-breakpoint
CREATE INDEX "user_operations_reverted" ON "user_operations" USING btree ("sender") WHERE width = 0;