import { oneTask } from '@/components/console/one-task';
import type { SchemaDone, SchemaTask } from './schema.worker';

/** A schema that takes longer than this to build is taken for one that never ends. */
const LONGEST_MS = 60_000;

/** One worker for one schema: it starts while the answer is still under way, and is gone with the schema built. */
export interface SchemaWork {
  build(task: SchemaTask): Promise<SchemaDone>;
  end(): void;
}

export function startSchemaWork(): SchemaWork {
  const worker = new Worker(new URL('./schema.worker.ts', import.meta.url), { type: 'module' });
  return {
    async build(task) {
      const how = await oneTask<SchemaTask, SchemaDone>(worker, task, {
        transfer: [task.bytes.buffer],
        longestMs: LONGEST_MS,
      });
      return 'done' in how ? how.done : { none: { why: 'broken', said: how.failed } };
    },
    end: () => worker.terminate(),
  };
}
