import { DomainsShell } from '@/components/shell/domains-shell';

export default function Page() {
  return <DomainsShell />;
}
