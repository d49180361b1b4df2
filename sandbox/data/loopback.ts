/** The sandbox connects to this machine and nowhere else. */
export function isLoopback(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|([\w-]+\.)*localhost)$/i.test(hostname);
}
