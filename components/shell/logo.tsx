/** Two stations and the line between them. */
export function Logo() {
  return (
    <svg
      aria-hidden="true"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    >
      <rect x="1.8" y="1.8" width="5" height="5" rx="1.4" />
      <rect x="9.2" y="9.2" width="5" height="5" rx="1.4" />
      <path d="M4.3 6.8v2.4a2.5 2.5 0 0 0 2.5 2.5h2.4" />
    </svg>
  );
}
