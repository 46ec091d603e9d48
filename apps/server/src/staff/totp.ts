/** Lets a TOTP code work once: the step it belongs to is remembered, and older steps are refused with it. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { symmetricDecrypt } from 'better-auth/crypto';
import type { Deps } from '../deps.ts';

const periodSeconds = 30;
const digits = 6;
/** better-auth takes the code before and after the current one as well. */
const window = [-1, 0, 1];

/** Answers false when the code, or a later one, has been used; true for a fresh code and for a wrong one. */
export async function claimTotp(deps: Deps, secret: string, userId: string, code: string): Promise<boolean> {
  const stored = await deps.db.prisma.staffTwoFactor.findFirst({ where: { userId } });
  if (!stored) return true;
  const key = await symmetricDecrypt({ key: secret, data: stored.secret });
  // Not deps.clock: better-auth judges codes by the machine's clock, and both must name the same step.
  const step = findStep(key, code, Date.now());
  if (step === null) return true;
  const claimed = await deps.db.pool.query(
    `insert into staff_used_totp (user_id, step)
     select $1, $2 where not exists (select from staff_used_totp where user_id = $1 and step >= $2)
     on conflict do nothing`,
    [userId, step],
  );
  return claimed.rowCount === 1;
}

/** The step whose code this is, or null. */
function findStep(key: string, code: string, nowMilliseconds: number): number | null {
  const current = Math.floor(nowMilliseconds / 1_000 / periodSeconds);
  const offset = window.find((one) => isSame(totpAt(key, current + one), code));
  return offset === undefined ? null : current + offset;
}

/** RFC 6238 over HMAC-SHA-1, as authenticator apps expect. */
export function totpAt(key: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 10 ** digits).padStart(digits, '0');
}

function isSame(wanted: string, given: string): boolean {
  const [left, right] = [Buffer.from(wanted), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
