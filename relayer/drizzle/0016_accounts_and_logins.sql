CREATE TABLE "accounts" (
	"address" text PRIMARY KEY NOT NULL,
	"qx" text NOT NULL,
	"qy" text NOT NULL,
	"salt" text NOT NULL,
	"birth" jsonb NOT NULL,
	"referrer" text,
	"day" integer NOT NULL,
	"client" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "device_names" (
	"account" text NOT NULL,
	"device" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "device_names_account_device_pk" PRIMARY KEY("account","device")
);
--> statement-breakpoint
CREATE TABLE "login_challenges" (
	"challenge" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"account" text NOT NULL,
	"signer" text NOT NULL,
	"credential" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "logins_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"account" text,
	"qx" text NOT NULL,
	"qy" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "accounts_day" ON "accounts" USING btree ("day");--> statement-breakpoint
CREATE INDEX "login_challenges_end" ON "login_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "logins_account" ON "logins" USING btree ("account");--> statement-breakpoint
CREATE INDEX "logins_end" ON "logins" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_account" ON "passkeys" USING btree ("account");