/** Who a session belongs to and what they are in a brand: one round trip, for every request of the admin makes it. */
import type { Pool } from 'pg';

export interface SessionRow {
  userId: string;
  name: string;
  email: string;
  language: string;
  isOperator: boolean;
  brandId: string | null;
  membershipId: string | null;
  role: string | null;
  shopIds: string[] | null;
  lastSeenAt: Date | null;
}

const text = `
  select u.id as "userId", u.name, u.email, u.language, u.is_operator as "isOperator",
    m.brand_id as "brandId", m.id as "membershipId", m.role, m.shop_ids as "shopIds", m.last_seen_at as "lastSeenAt"
  from staff_session s
  join staff_user u on u.id = s.user_id
  left join brand b on b.slug = $2
  left join staff_membership m on m.brand_id = b.id and m.user_id = u.id
  where s.token = $1 and s.expires_at > $3`;

/** The brand's fields are null without a slug, and for people who don't belong to its staff. */
export async function findSession(
  pool: Pool,
  input: { token: string; slug: string | null; now: Date },
): Promise<SessionRow | null> {
  const { rows } = await pool.query<SessionRow>({
    name: 'staff-session',
    text,
    values: [input.token, input.slug, input.now],
  });
  return rows[0] ?? null;
}
