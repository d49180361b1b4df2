import { type Part, splitFormat } from './access-log/template';
import { type Charset, charsetOf, kindOf } from './access-log/variables';

/**
 * A `parse` command for lines of a format: everything up to the last variable that is wanted, so that what a stranger
 * writes into a line is not taken for something else. The pattern has nothing that RE2 lacks.
 */
export function parseClause(format: string, wanted: ReadonlyMap<string, string>): string {
  const parts = splitFormat(format);
  const left = new Map(wanted);
  let pattern = '^';
  for (const [index, part] of parts.entries()) {
    if ('literal' in part) {
      pattern += escaped(part.literal);
      if (left.size === 0) return `parse @message /${pattern}/`;
      continue;
    }
    const name = left.get(part.name);
    left.delete(part.name);
    pattern += name === undefined ? patternOf(part.name) : captured(part.name, name);
    if (index === parts.length - 1) pattern += '\\s*$';
  }
  return `parse @message /${pattern}/`;
}

const NUMBER = '[\\d.]+';
/** Of what the values of each kind of variable consist; the same as in lib/core/access-log/charset.ts. */
const PATTERNS: Readonly<Record<Charset, string>> = {
  number: `(?:-?${NUMBER}|-)`,
  time: '(?:\\d.{25}|-)',
  id: '[\\w=-]*',
  word: '[\\w-]*',
  protocol: '[\\w\\/.-]*',
  host: '[\\w:.%-]*',
  stage: '[\\w$-]*',
  principal: '[\\w:@.=+\\/-]*',
  text: '.*?',
};

function patternOf(variable: string): string {
  return PATTERNS[charsetOf(variable)];
}

/** A duration that is absent is left out, so that percentiles are of numbers only; a status that is absent stays a dash. */
function captured(variable: string, name: string): string {
  if (variable === 'status') return `(?<${name}>${NUMBER}|-)`;
  return kindOf(variable) === 'duration' ? `(?:(?<${name}>${NUMBER})|-)` : `(?<${name}>${patternOf(variable)})`;
}

function escaped(literal: Extract<Part, { literal: string }>['literal']): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s*[\r\n]\s*/g, '\\s+');
}
