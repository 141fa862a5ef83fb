CREATE TABLE "redeliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"share" integer NOT NULL,
	"job_id" text NOT NULL,
	"operator" text NOT NULL,
	"signed" jsonb NOT NULL,
	"state" text NOT NULL,
	"until" bigint NOT NULL,
	"code" text,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "redeliveries_share" ON "redeliveries" USING btree ("ticket","share");--> statement-breakpoint
CREATE UNIQUE INDEX "redeliveries_one_waiting" ON "redeliveries" USING btree ("ticket","share") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "redeliveries_operator" ON "redeliveries" USING btree ("operator","state");--> statement-breakpoint
CREATE INDEX "jobs_created_at" ON "jobs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "batches_created_at" ON "batches" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "tabs_received_at" ON "tabs" USING btree ("received_at");