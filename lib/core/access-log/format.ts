import { programOf } from './program';
import { AccessLogRecord } from './record';
import { Splitter } from './splitter';
import { splitFormat } from './template';
import { type LogValue, readValue, unquoted } from './value';
import { kindOf } from './variables';

/** A stage's format, ready to read lines: `parse` gives null where a line is not in it. */
export interface AccessLogFormat {
  /** As the stage has it. */
  format: string;
  /** The `$context` variables in the order of the format, each once, without `$context.`. */
  names: readonly string[];
  parse: (line: string) => AccessLogRecord | null;
}

/** Compiles the format string of a stage's access log, whatever it imitates: JSON, CSV, XML or a common log (AWS: "Customize HTTP API access logs"). */
export function compileFormat(format: string): AccessLogFormat {
  const folded = /[\n\r]/.test(format.trim());
  const program = programOf(splitFormat(folded ? format.trim().replace(/\s+/g, ' ') : format));
  const splitter = new Splitter(program);
  const columns = new Map<string, number>();
  for (const [slot, name] of program.names.entries()) if (!columns.has(name)) columns.set(name, slot);
  const kinds = program.names.map(kindOf);
  const quoted = program.names.map((name) => name === 'error.messageString');

  function parse(written: string): AccessLogRecord | null {
    const line = folded ? written.trim().replace(/\s+/g, ' ') : withoutEnds(written);
    const found = splitter.split(line);
    if (found === 'no') return null;
    const values: LogValue[] = [];
    for (let slot = 0; slot < kinds.length; slot++) {
      const text = line.slice(splitter.from[slot], splitter.to[slot]);
      values.push(readValue(quoted[slot] ? unquoted(text) : text, kinds[slot] ?? 'text'));
    }
    return new AccessLogRecord(columns, values, found === 'many');
  }
  return { format, names: [...columns.keys()], parse };
}

/** Without a byte order mark and without the ends of lines, which no value has. */
function withoutEnds(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r')) end--;
  return line.slice(line.charCodeAt(0) === 0xfeff ? 1 : 0, end);
}
