/** A name for a downloaded body: the last word of the path, of letters that any file system takes. */
export function fileName(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  return (
    path
      .split('/')
      .at(-1)
      ?.replace(/[^A-Za-z0-9._-]/g, '')
      .replace(/^\.+/, '')
      .slice(0, 80) || 'body'
  );
}
