/** What a function threw, as its runtime logged it. */
export interface LambdaError {
  type: string | null;
  message: string;
  stack: string[];
}

/** `ValueError: text`, followed by a stack, as Python writes what was not caught. */
const PYTHON = /^\[ERROR\] ([\w.]+): ([^\n]*)([\s\S]*)$/;

/** The error in a line, where it tells of one that ended or was logged by an invocation; null for every other line. */
export function errorIn(text: string, level: string | null): LambdaError | null {
  const python = PYTHON.exec(text);
  if (python) return { type: python[1] ?? null, message: python[2] ?? '', stack: linesOf(python[3] ?? '') };
  const found = fromJson(text);
  if (found) return found;
  if (/^Task timed out after /.test(text)) return { type: 'Sandbox.Timedout', message: text, stack: [] };
  if (/^(Error: )?(Runtime|Process) exited/.test(text)) return { type: 'Runtime.ExitError', message: text, stack: [] };
  return level === 'FATAL' ? { type: null, message: text, stack: [] } : null;
}

/** `Invoke Error TAB {"errorType":…,"errorMessage":…,"stack":[…]}` of Node.js, and the same members alone in JSON logs. */
function fromJson(text: string): LambdaError | null {
  const from = text.indexOf('{');
  if (from < 0 || !text.includes('"errorMessage"')) return null;
  if (
    from > 0 &&
    !/^(Invoke Error|Uncaught Exception|Unhandled Promise Rejection|\[ERROR\])\s*$/.test(text.slice(0, from))
  ) {
    return null;
  }
  try {
    const { errorType, errorMessage, stack, stackTrace } = JSON.parse(text.slice(from)) as Record<string, unknown>;
    if (typeof errorMessage !== 'string') return null;
    const lines = [stack, stackTrace].find((one) => Array.isArray(one)) ?? [];
    return {
      type: typeof errorType === 'string' ? errorType : null,
      message: errorMessage,
      stack: (lines as unknown[]).flatMap((line) => (typeof line === 'string' ? linesOf(line) : [])),
    };
  } catch {
    return null;
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
