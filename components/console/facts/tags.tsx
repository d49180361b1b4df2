import { Fact, FactsSection } from './facts-section';

/** The tags of an API, by name. */
export function Tags({ tags }: { tags: Record<string, string> }) {
  const rows = Object.entries(tags).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return (
    <FactsSection title="Tags" none={rows.length === 0 ? 'It has none.' : null}>
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-6 gap-y-1 font-mono text-xs">
        {rows.map(([name, value]) => (
          <Fact key={name} name={name}>
            <span className="break-all">{value}</span>
          </Fact>
        ))}
      </dl>
    </FactsSection>
  );
}
