import type { Pair } from '@/lib/core/outcome';
import { VisibleText } from './visible-text';

/** Headers in the order of the wire, duplicates and case kept. */
export function HeaderList({ headers, label }: { headers: readonly Pair[]; label: string }) {
  if (headers.length === 0) return <p className="p-4 text-muted">There are no headers.</p>;
  return (
    <table className="w-full border-collapse font-mono text-xs" aria-label={label}>
      <tbody>
        {headers.map(([name, value], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: headers may occur twice and never move.
          <tr key={at} className="border-line border-b align-top">
            <th scope="row" className="w-px whitespace-nowrap py-1 pr-4 text-left font-normal text-code-key">
              <VisibleText text={name} />
            </th>
            <td className="break-all py-1">
              <VisibleText text={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Headers as they stand on the wire, to copy. */
export function headersAsText(headers: readonly Pair[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}
