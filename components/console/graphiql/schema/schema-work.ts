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
    build(task) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => give(tooLong()), LONGEST_MS);
        const give = (done: SchemaDone) => {
          clearTimeout(timer);
          worker.terminate();
          resolve(done);
        };
        worker.onmessage = ({ data }: MessageEvent<SchemaDone>) => give(data);
        worker.onerror = ({ message }) => give({ none: { why: 'broken', said: message } });
        worker.postMessage(task, [task.bytes.buffer]);
      });
    },
    end: () => worker.terminate(),
  };
}

function tooLong(): SchemaDone {
  return { none: { why: 'broken', said: `It was not built after ${LONGEST_MS / 1000} seconds.` } };
}
