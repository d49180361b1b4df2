/** The address up to the stage, and the stage where it is the last part of the path. */
export function splitBase(base: string, stage: string): { before: string; stage: string | null } {
  const end = `/${stage}`;
  const host = /^[a-z]+:\/\/[^/]*/i.exec(base)?.[0] ?? '';
  if (stage === '' || !base.endsWith(end) || base.length - end.length < host.length)
    return { before: base, stage: null };
  return { before: base.slice(0, -stage.length), stage };
}
