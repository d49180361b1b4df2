import { ApiPage } from '@/components/shell/api-page';

export default function Page() {
  return <ApiPage />;
}
