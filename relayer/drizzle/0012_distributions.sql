CREATE TABLE "distributed" (
	"campaign" bigint NOT NULL,
	"epoch" integer NOT NULL,
	CONSTRAINT "distributed_campaign_epoch_pk" PRIMARY KEY("campaign","epoch")
);
--> statement-breakpoint
CREATE TABLE "distributions" (
	"campaign" bigint NOT NULL,
	"epoch" integer NOT NULL,
	"account" text NOT NULL,
	"earned" numeric(78, 0) NOT NULL,
	CONSTRAINT "distributions_campaign_epoch_account_pk" PRIMARY KEY("campaign","epoch","account")
);
