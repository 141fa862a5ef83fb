CREATE TABLE "chain_devices" (
	"account" text NOT NULL,
	"device" text NOT NULL,
	"signer" text NOT NULL,
	CONSTRAINT "chain_devices_account_device_pk" PRIMARY KEY("account","device")
);
--> statement-breakpoint
CREATE TABLE "free_transfers" (
	"account" text NOT NULL,
	"nonce" numeric(78, 0) NOT NULL,
	"token" text NOT NULL,
	"day" integer NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	CONSTRAINT "free_transfers_account_nonce_token_pk" PRIMARY KEY("account","nonce","token")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"code" text PRIMARY KEY NOT NULL,
	"passkey" text NOT NULL,
	"name" text NOT NULL,
	"account" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payees" (
	"account" text NOT NULL,
	"payee" text NOT NULL,
	"name" text NOT NULL,
	"announced_at" bigint NOT NULL,
	"device" text NOT NULL,
	CONSTRAINT "payees_account_payee_pk" PRIMARY KEY("account","payee")
);
--> statement-breakpoint
CREATE INDEX "free_transfers_day" ON "free_transfers" USING btree ("account","day");--> statement-breakpoint
CREATE INDEX "links_end" ON "links" USING btree ("expires_at");
--> statement-breakpoint
CREATE TRIGGER chain_devices_journal AFTER INSERT OR UPDATE OR DELETE ON chain_devices FOR EACH ROW EXECUTE FUNCTION chain_journal('account', 'device');
