import { describe, expect, it } from 'vitest';
import { networkOf } from './network.ts';

describe('the network of an address', () => {
  it('is the address itself in IPv4, also when written as IPv6', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  });

  it('is the first half of an IPv6 address, however it is written', () => {
    const written = ['2001:db8:0:1::1', '2001:0DB8:0000:0001:ffff:0:0:1', '2001:db8::1:2:3:4:5%eth0'];
    expect(written.map(networkOf)).toEqual(['2001:db8:0:1', '2001:db8:0:1', '2001:db8:0:1']);
    expect(networkOf('::1')).toBe('0:0:0:0');
  });
});
