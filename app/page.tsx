import { Overview } from '@/components/shell/overview';

export default function Page() {
  return <Overview />;
}
