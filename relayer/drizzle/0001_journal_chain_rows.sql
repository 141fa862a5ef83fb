-- Journal of what each block changed in the chain_* tables, so that a re-org can be taken back exactly.
CREATE TABLE "chain_undo" (
  "id" bigserial PRIMARY KEY,
  "block" bigint NOT NULL,
  "name" text NOT NULL,
  "keys" text[] NOT NULL,
  "before" jsonb,
  "after" jsonb
);
--> statement-breakpoint
CREATE INDEX "chain_undo_block" ON "chain_undo" ("block");
--> statement-breakpoint
-- Input: setting supernet.block, trigger arguments = primary key columns. Output: one row of chain_undo.
-- Without the setting (while undoing) nothing is journalled.
CREATE FUNCTION chain_journal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  at text := current_setting('supernet.block', true);
BEGIN
  IF at IS NULL OR at = '' THEN RETURN NULL; END IF;
  INSERT INTO chain_undo (block, name, keys, before, after) VALUES (
    at::bigint, TG_TABLE_NAME, TG_ARGV::text[],
    CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END,
    CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END
  );
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Input: the last block that stays. Effect: every later change is taken back, newest first.
CREATE FUNCTION chain_undo_after(fork bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  entry chain_undo%ROWTYPE;
  matches text;
BEGIN
  PERFORM set_config('supernet.block', '', true);
  FOR entry IN SELECT * FROM chain_undo WHERE block > fork ORDER BY id DESC LOOP
    IF entry.after IS NOT NULL THEN
      SELECT string_agg(format('t.%1$I = r.%1$I', key), ' AND ') INTO matches FROM unnest(entry.keys) AS key;
      EXECUTE format('DELETE FROM %1$I t USING jsonb_populate_record(NULL::%1$I, $1) r WHERE %2$s', entry.name, matches)
        USING entry.after;
    END IF;
    IF entry.before IS NOT NULL THEN
      EXECUTE format('INSERT INTO %1$I SELECT * FROM jsonb_populate_record(NULL::%1$I, $1)', entry.name)
        USING entry.before;
    END IF;
  END LOOP;
  DELETE FROM chain_undo WHERE block > fork;
  DELETE FROM chain_blocks WHERE number > fork;
END $$;
--> statement-breakpoint
CREATE TRIGGER chain_sessions_journal AFTER INSERT OR UPDATE OR DELETE ON chain_sessions FOR EACH ROW EXECUTE FUNCTION chain_journal('key');
--> statement-breakpoint
CREATE TRIGGER chain_operators_journal AFTER INSERT OR UPDATE OR DELETE ON chain_operators FOR EACH ROW EXECUTE FUNCTION chain_journal('operator');
--> statement-breakpoint
CREATE TRIGGER chain_workers_journal AFTER INSERT OR UPDATE OR DELETE ON chain_workers FOR EACH ROW EXECUTE FUNCTION chain_journal('worker_id');
--> statement-breakpoint
CREATE TRIGGER chain_models_journal AFTER INSERT OR UPDATE OR DELETE ON chain_models FOR EACH ROW EXECUTE FUNCTION chain_journal('id');
--> statement-breakpoint
CREATE TRIGGER chain_ledger_models_journal AFTER INSERT OR UPDATE OR DELETE ON chain_ledger_models FOR EACH ROW EXECUTE FUNCTION chain_journal('id');
--> statement-breakpoint
CREATE TRIGGER chain_lines_journal AFTER INSERT OR UPDATE OR DELETE ON chain_lines FOR EACH ROW EXECUTE FUNCTION chain_journal('tx', 'log_index', 'position');
--> statement-breakpoint
CREATE TRIGGER chain_settlements_journal AFTER INSERT OR UPDATE OR DELETE ON chain_settlements FOR EACH ROW EXECUTE FUNCTION chain_journal('tx', 'log_index');
--> statement-breakpoint
CREATE TRIGGER chain_no_shows_journal AFTER INSERT OR UPDATE OR DELETE ON chain_no_shows FOR EACH ROW EXECUTE FUNCTION chain_journal('session', 'seq');
--> statement-breakpoint
CREATE TRIGGER chain_global_journal AFTER INSERT OR UPDATE OR DELETE ON chain_global FOR EACH ROW EXECUTE FUNCTION chain_journal('id');
--> statement-breakpoint
CREATE TRIGGER chain_price_journal AFTER INSERT OR UPDATE OR DELETE ON chain_price FOR EACH ROW EXECUTE FUNCTION chain_journal('id');
