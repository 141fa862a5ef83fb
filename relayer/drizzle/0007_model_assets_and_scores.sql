CREATE TABLE "chain_model_access" (
	"model" bigint PRIMARY KEY NOT NULL,
	"is_private" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_model_stakes" (
	"model" bigint PRIMARY KEY NOT NULL,
	"total" numeric(78, 0) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_model_users" (
	"model" bigint NOT NULL,
	"user" text NOT NULL,
	"allowed" boolean NOT NULL,
	CONSTRAINT "chain_model_users_model_user_pk" PRIMARY KEY("model","user")
);
--> statement-breakpoint
CREATE TABLE "chain_bonds" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"worker_id" text NOT NULL,
	"owner" text NOT NULL,
	"pledged" numeric(78, 0) NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_bonds_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
CREATE TABLE "chain_operator_workers" (
	"operator" text PRIMARY KEY NOT NULL,
	"worker_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_quests_done" (
	"quest" bigint NOT NULL,
	"account" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_quests_done_quest_account_pk" PRIMARY KEY("quest","account")
);
--> statement-breakpoint
CREATE TABLE "chain_referrals" (
	"referee" text PRIMARY KEY NOT NULL,
	"referrer" text NOT NULL,
	"since" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_requirements" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_requirements_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
CREATE TABLE "chain_stakes" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"account" text NOT NULL,
	"active" numeric(78, 0) NOT NULL,
	"cooling" numeric(78, 0) NOT NULL,
	"lp" numeric(78, 0) NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "chain_stakes_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
CREATE TABLE "scores" (
	"population" text NOT NULL,
	"epoch" integer NOT NULL,
	"count" integer NOT NULL,
	"root" text,
	"data_hash" text NOT NULL,
	"rows" text NOT NULL,
	"computed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scores_population_epoch_pk" PRIMARY KEY("population","epoch")
);
--> statement-breakpoint
CREATE INDEX "chain_bonds_pair" ON "chain_bonds" USING btree ("worker_id","owner","block","log_index");--> statement-breakpoint
CREATE INDEX "chain_referrals_referrer" ON "chain_referrals" USING btree ("referrer");--> statement-breakpoint
CREATE INDEX "chain_stakes_account" ON "chain_stakes" USING btree ("account","block","log_index");
--> statement-breakpoint
CREATE TRIGGER chain_model_access_journal AFTER INSERT OR UPDATE OR DELETE ON chain_model_access FOR EACH ROW EXECUTE FUNCTION chain_journal('model');
--> statement-breakpoint
CREATE TRIGGER chain_model_users_journal AFTER INSERT OR UPDATE OR DELETE ON chain_model_users FOR EACH ROW EXECUTE FUNCTION chain_journal('model', 'user');
--> statement-breakpoint
CREATE TRIGGER chain_model_stakes_journal AFTER INSERT OR UPDATE OR DELETE ON chain_model_stakes FOR EACH ROW EXECUTE FUNCTION chain_journal('model');
--> statement-breakpoint
CREATE TRIGGER chain_operator_workers_journal AFTER INSERT OR UPDATE OR DELETE ON chain_operator_workers FOR EACH ROW EXECUTE FUNCTION chain_journal('operator');
--> statement-breakpoint
CREATE TRIGGER chain_stakes_journal AFTER INSERT OR UPDATE OR DELETE ON chain_stakes FOR EACH ROW EXECUTE FUNCTION chain_journal('block', 'log_index');
--> statement-breakpoint
CREATE TRIGGER chain_bonds_journal AFTER INSERT OR UPDATE OR DELETE ON chain_bonds FOR EACH ROW EXECUTE FUNCTION chain_journal('block', 'log_index');
--> statement-breakpoint
CREATE TRIGGER chain_requirements_journal AFTER INSERT OR UPDATE OR DELETE ON chain_requirements FOR EACH ROW EXECUTE FUNCTION chain_journal('block', 'log_index');
--> statement-breakpoint
CREATE TRIGGER chain_referrals_journal AFTER INSERT OR UPDATE OR DELETE ON chain_referrals FOR EACH ROW EXECUTE FUNCTION chain_journal('referee');
--> statement-breakpoint
CREATE TRIGGER chain_quests_done_journal AFTER INSERT OR UPDATE OR DELETE ON chain_quests_done FOR EACH ROW EXECUTE FUNCTION chain_journal('quest', 'account');
