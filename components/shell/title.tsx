/** The title of the window. One place writes it, because it follows what is learned and not only the address. */
export function Title({ children }: { children: string }) {
  return <title>{`${children} · Signalbox`}</title>;
}
