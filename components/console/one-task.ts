/** What came of a task: what the worker answered, or why it did not, in a few words. */
export type TaskEnd<Done> = { done: Done } | { failed: string };

/** Gives a worker its one task and ends it once that is done, or takes longer than it may. */
export function oneTask<Task, Done>(
  worker: Worker,
  task: Task,
  { transfer = [], longestMs }: { transfer?: Transferable[]; longestMs: number },
): Promise<TaskEnd<Done>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end({ failed: `It was not done after ${longestMs / 1000} seconds.` }), longestMs);
    const end = (how: TaskEnd<Done>) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(how);
    };
    worker.onmessage = ({ data }: MessageEvent<Done>) => end({ done: data });
    worker.onerror = ({ message }) => end({ failed: message });
    worker.postMessage(task, transfer);
  });
}
