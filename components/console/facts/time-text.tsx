/** A moment in the reader's own time, exact to the second in the title. */
export function TimeText({ iso }: { iso: string }) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const words = at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <time dateTime={iso} title={at.toISOString()}>
      {words}
    </time>
  );
}
