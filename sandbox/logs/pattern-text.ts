import { AwsFailure } from '@/sandbox/control/failure';

export type Matches = (message: string) => boolean;

export function invalidPattern(): AwsFailure {
  return new AwsFailure('InvalidParameterException', 400, 'Invalid filter pattern');
}

export function matchesRegex(source: string): Matches {
  try {
    const regex = new RegExp(source);
    return (message) => regex.test(message);
  } catch {
    throw invalidPattern();
  }
}

/** Text in which `*` stands for any other. */
export function matchesWildcard(pattern: string): Matches {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of others) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}
