const COLUMNS = ['id', 'metric', 'ours', 'base', 'ratio (95 % interval)', 'goal', 'verdict'];
const OPERATORS = { '<=': '≤', '>=': '≥', '=': '=' };

/** The result as a table for people: one line a comparison, and one that counts the verdicts. */
export function table(rows) {
  const cells = [COLUMNS, ...rows.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => [...row[column]].length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length))
      .join('  ')
      .trimEnd(),
  );
  const reasons = rows.filter(({ reason }) => reason).map(({ id, metric, reason }) => `${id} ${metric}: ${reason}`);
  return [...lines, '', ...(reasons.length > 0 ? [...new Set(reasons), ''] : []), tally(rows)].join('\n');
}

/** "2 pass, 0 fail, 1 inconclusive": every verdict that there is, pass and fail always. */
export function tally(rows) {
  const counts = new Map([
    ['pass', 0],
    ['fail', 0],
  ]);
  for (const { verdict } of rows) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}

/** A number with as many digits as it deserves. */
export function figure(value, unit = '') {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = Number.isInteger(value) ? String(value) : value.toFixed(digits);
  return unit ? `${text} ${unit}` : text;
}

function cellsOf(row) {
  const { ours, base } = row.sides;
  return [
    row.id,
    row.metric,
    ours ? figure(ours.median, row.unit) : '',
    base ? `${base.name} ${figure(base.median, row.unit)}`.replace(/ –$/, '') : '',
    row.ratio ? ratioCell(row.ratio) : '',
    `${OPERATORS[row.goal.op]} ${figure(row.goal.value)}`,
    row.verdict === 'inconclusive' ? `INCONCLUSIVE (${row.ratio.rounds})` : row.verdict.toUpperCase(),
  ];
}

function ratioCell({ median, ci95, rounds }) {
  if (rounds === 1) return figure(median);
  return `${median.toFixed(2)} (${ci95[0].toFixed(2)}–${ci95[1].toFixed(2)})`;
}
