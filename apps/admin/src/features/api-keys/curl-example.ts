/** A call to try a new key with, chosen by what the key may do. */
import type { Scope } from '@regulars/contracts/permissions';

export function curlExample(origin: string, secret: string, scopes: readonly Scope[]): string {
  const bearer = `-H 'Authorization: Bearer ${secret}'`;
  if (scopes.includes('customers:read')) {
    return `curl ${bearer} \\\n  '${origin}/v1/customers?phone=%2B79161234567'`;
  }
  if (scopes.includes('purchases:read')) {
    return post(`${origin}/v1/purchases/calculate`, bearer, {
      externalId: 'receipt-1',
      code: '123456',
      totalMinor: 45000,
    });
  }
  if (scopes.includes('purchases:write')) {
    return post(`${origin}/v1/purchases`, `${bearer} \\\n  -H 'Idempotency-Key: receipt-1'`, {
      externalId: 'receipt-1',
      code: '123456',
      totalMinor: 45000,
    });
  }
  if (scopes.includes('customers:write')) {
    return post(`${origin}/v1/customers`, bearer, { phone: '+79161234567' });
  }
  return post(
    `${origin}/v1/customers/CUSTOMER_ID/adjustments`,
    `${bearer} \\\n  -H 'Idempotency-Key: adjustment-1'`,
    { points: 100, reason: 'Sorry for the wait' },
  );
}

function post(url: string, headers: string, body: object): string {
  return `curl ${headers} \\\n  --json '${JSON.stringify(body)}' \\\n  '${url}'`;
}
