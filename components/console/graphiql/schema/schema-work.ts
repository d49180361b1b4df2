import { oneTask } from '@/components/console/one-task';
import type { SchemaDone, SchemaTask } from './schema.worker';

/** A schema that takes longer than this to build is taken for one that never ends. */
const LONGEST_MS = 60_000;

/** One worker for one schema: it starts while the answer is still under way, and is gone with the schema built. */
export interface SchemaWork {
  build(task: Omit<SchemaTask, 'ahead'>): Promise<SchemaDone>;
  end(): void;
}

/** `onText` hears an introspection ahead of what is made of it. */
export function startSchemaWork(onText: (introspection: string) => void): SchemaWork {
  const worker = new Worker(new URL('./schema.worker.ts', import.meta.url), { type: 'module' });
  return {
    async build(task) {
      const { port1: told, port2: ahead } = new MessageChannel();
      told.onmessage = ({ data }: MessageEvent<string>) => onText(data);
      const how = await oneTask<SchemaTask, SchemaDone>(
        worker,
        { ...task, ahead },
        { transfer: [task.bytes.buffer, ahead], longestMs: LONGEST_MS },
      );
      told.close();
      return 'done' in how ? how.done : { none: { why: 'broken', said: how.failed } };
    },
    end: () => worker.terminate(),
  };
}
