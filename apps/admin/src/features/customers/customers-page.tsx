/** Customers: found by anything known of them, narrowed by chips; a row opens the profile. */
import { useTranslation } from 'react-i18next';
import { useRoute } from 'wouter';
import { CustomerPage } from './customer-page.tsx';
import { CustomersList } from './customers-list.tsx';

export function CustomersPage() {
  useTranslation('customers');
  const [, route] = useRoute<{ slug: string; id: string }>('/:slug/customers/:id');
  return route ? <CustomerPage key={route.id} id={route.id} /> : <CustomersList />;
}
