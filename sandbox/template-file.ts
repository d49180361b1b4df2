import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Child } from './template/deploy';
import { parseTemplate, type Template, TemplateError } from './template/parse';

/** Reads a template from a file; what is wrong with it is told with the file's name. */
export function readTemplate(file: string): Template {
  return namingFile(file, () => parseTemplate(readFileSync(file, 'utf8')));
}

/** Does something with a template; what is wrong with it is told with the name of its file. */
export function namingFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError && error.cause) throw error;
    throw new TemplateError(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** A stack name made of the file's: letters, digits and hyphens, a letter first. */
export function stackNameOf(file: string): string {
  const name = basename(file, extname(file))
    .replace(/\.template$/, '')
    .replace(/[^A-Za-z0-9-]+/g, '-');
  return /^[A-Za-z]/.test(name) ? name.slice(0, 128) : `stack-${name}`.slice(0, 128);
}

/** Nested templates of a file: one of the given files that is named like the logical id, else the TemplateURL as a path beside the parent. */
export function childrenOf(
  parent: string,
  files: readonly string[],
): (logicalId: string, url?: string) => Child | undefined {
  return (logicalId, url) => {
    const named = files.find((file) => file !== parent && stackNameOf(file) === logicalId);
    const beside = url && !/^\w+:/.test(url) ? resolve(dirname(parent), url) : undefined;
    const found = named ?? (beside && existsSync(beside) ? beside : undefined);
    return found === undefined ? undefined : { template: readTemplate(found) };
  };
}
