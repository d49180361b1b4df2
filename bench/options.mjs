/** What the person asked for on the command line. Throws a sentence for what it does not understand. */
export function parseOptions(args) {
  const options = { full: false, gate: false, cases: [], rounds: null, json: null };
  const rest = [...args];
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === '--full') options.full = true;
    else if (name === '--gate') options.gate = true;
    else if (name === '--case') options.cases.push(...valueAfter(name, rest).toUpperCase().split(','));
    else if (name === '--rounds') options.rounds = positive(valueAfter(name, rest));
    else if (name === '--json') options.json = valueAfter(name, rest);
    else throw new Error(`${name} is no option. There are --full, --case ID, --rounds N, --json FILE and --gate.`);
  }
  return options;
}

function valueAfter(name, rest) {
  const value = rest.shift();
  if (value === undefined || value.startsWith('--')) throw new Error(`${name} needs a value.`);
  return value;
}

function positive(text) {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds needs a whole number from 1 on, not ${text}.`);
  return rounds;
}
