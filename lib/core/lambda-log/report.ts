/** What Lambda reports at the end of an invocation. Durations are in ms, memory in MB; null where it was not said. */
export interface LambdaReport {
  durationMs: number | null;
  billedMs: number | null;
  memoryMb: number | null;
  maxMemoryMb: number | null;
  /** How long the environment took to begin before: set on a cold start only. */
  initMs: number | null;
  /** How long a snapshot took to be restored: a cold start with SnapStart. */
  restoreMs: number | null;
  status: 'success' | 'error' | 'timeout';
  errorType: string | null;
  /** The trace of X-Ray, where the function is traced. */
  traceId: string | null;
}

/** `REPORT RequestId: … TAB Duration: 12.34 ms TAB Billed Duration: 13 ms TAB …` */
export function reportOfText(text: string): LambdaReport {
  const values = new Map<string, string>();
  for (const cell of text.split(/[\t\n]/)) {
    const colon = cell.indexOf(':');
    if (colon > 0) values.set(cell.slice(0, colon).trim(), cell.slice(colon + 1).trim());
  }
  const amount = (name: string) => amountOf(/^[\d.]+/.exec(values.get(name) ?? '')?.[0]);
  return {
    durationMs: amount('Duration'),
    billedMs: amount('Billed Duration'),
    memoryMb: amount('Memory Size'),
    maxMemoryMb: amount('Max Memory Used'),
    initMs: amount('Init Duration'),
    restoreMs: amount('Restore Duration'),
    status: statusOf(values.get('Status')),
    errorType: values.get('Error Type') ?? null,
    traceId: values.get('XRAY TraceId') ?? null,
  };
}

/** The `record` of a `platform.report`. */
export function reportOfJson(record: Record<string, unknown>): LambdaReport {
  const { metrics, status, errorType, tracing } = record;
  const figures = (metrics ?? {}) as Record<string, unknown>;
  const { value } = (tracing ?? {}) as Record<string, unknown>;
  return {
    durationMs: amountOf(figures.durationMs),
    billedMs: amountOf(figures.billedDurationMs),
    memoryMb: amountOf(figures.memorySizeMB),
    maxMemoryMb: amountOf(figures.maxMemoryUsedMB),
    initMs: amountOf(figures.initDurationMs),
    restoreMs: amountOf(figures.restoreDurationMs),
    status: statusOf(status),
    errorType: typeof errorType === 'string' ? errorType : null,
    traceId: typeof value === 'string' ? (/Root=([^;]+)/.exec(value)?.[1] ?? value) : null,
  };
}

function amountOf(value: unknown): number | null {
  const amount = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof amount === 'number' && Number.isFinite(amount) ? amount : null;
}

/** `failure` is an environment that broke. */
function statusOf(status: unknown): LambdaReport['status'] {
  if (status === 'timeout') return 'timeout';
  return status === 'error' || status === 'failure' ? 'error' : 'success';
}
