/** What is wrong with a field, tied to it by `aria-describedby={id}`. */
export function FieldError({ id, children }: { id: string; children: string | null | undefined }) {
  if (!children) return null;
  return (
    <p id={id} className="mt-1 text-bad text-xs">
      {children}
    </p>
  );
}
