/** Keys for rows that have no ids of their own, so that removing one leaves the others' inputs as they are. */
import { useState } from 'react';

export function useRowKeys(count: number) {
  const [rows] = useState(() => ({ next: 0, keys: [] as number[] }));
  while (rows.keys.length < count) {
    rows.keys.push(rows.next);
    rows.next += 1;
  }
  rows.keys.length = count;
  return {
    keys: rows.keys,
    /** Before the row at this place is taken out. */
    forget: (index: number) => {
      rows.keys.splice(index, 1);
    },
  };
}
