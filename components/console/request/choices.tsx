/** Values to choose from while typing into the field whose `list` names them. */
export function Choices({ id, values }: { id: string; values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
