/** Who is asking, as the guards found out; and the guards' shape, which slices fill in. */
import type { Access, Language, Role, Scope } from '@regulars/contracts';
import type { FastifyRequest } from 'fastify';

/** A person whom Telegram vouches for, before or after joining. */
export interface TelegramCaller {
  kind: 'telegram';
  brandId: string;
  slug: string;
  user: {
    id: number;
    firstName: string;
    lastName: string | null;
    username: string | null;
    language: Language;
    photoUrl: string | null;
    allowsWriteToPm: boolean | null;
  };
  startParam: string | null;
}

export interface CustomerCaller {
  kind: 'customer';
  brandId: string;
  slug: string;
  /** Who Telegram says they are, as in the session's token. */
  user: TelegramCaller['user'];
  startParam: string | null;
  /** Null until the person writes to the bot or joins. */
  customerId: string | null;
  isMember: boolean;
  language: Language;
}

/** A customer on a route for members only. */
export type MemberCaller = CustomerCaller & { customerId: string; isMember: true };

export interface StaffCaller {
  kind: 'staff';
  userId: string;
  name: string;
  email: string;
  language: Language;
  isOperator: boolean;
  /** The brand in the path and what one is there; null on routes without a brand. */
  brand: StaffBrand | null;
}

export interface StaffBrand {
  id: string;
  slug: string;
  role: Role;
  /** Where the person works; [] is every shop. */
  shopIds: readonly string[];
}

/** Staff on a route of one brand. */
export type BrandStaffCaller = StaffCaller & { brand: StaffBrand };

export interface ApiKeyCaller {
  kind: 'apiKey';
  brandId: string;
  keyId: string;
  name: string;
  scopes: readonly Scope[];
  shopId: string | null;
}

export interface PublicCaller {
  kind: 'public';
}

export type Caller = TelegramCaller | CustomerCaller | StaffCaller | ApiKeyCaller | PublicCaller;

type StaffCallerOn<Path> = Path extends `/api/admin/brands/:slug/${string}` ? BrandStaffCaller : StaffCaller;

export type CallerOf<A extends Access, Path> = A extends { kind: 'public' }
  ? PublicCaller
  : A extends { kind: 'telegram' }
    ? TelegramCaller
    : A extends { kind: 'customer'; member: infer M }
      ? M extends true
        ? MemberCaller
        : CustomerCaller
      : A extends { kind: 'staff' }
        ? StaffCallerOn<Path>
        : ApiKeyCaller;

/** Each guard answers the caller or throws a Refusal; `slug` is the brand in the path. */
export interface Guards {
  telegram(request: FastifyRequest, slug: string): Promise<TelegramCaller>;
  customer(request: FastifyRequest, slug: string): Promise<CustomerCaller>;
  staff(request: FastifyRequest, slug: string | null): Promise<StaffCaller>;
  apiKey(request: FastifyRequest): Promise<ApiKeyCaller>;
}

/** The caller's part of an idempotency key's scope. */
export function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case 'apiKey':
      return `api:${caller.keyId}`;
    case 'staff':
      return `staff:${caller.userId}`;
    case 'customer':
      return `customer:${caller.user.id}`;
    case 'telegram':
      return `telegram:${caller.user.id}`;
    case 'public':
      return 'public';
  }
}

/** The brand a caller acts in; null for people outside any. */
export function callerBrandId(caller: Caller): string | null {
  if (caller.kind === 'staff') return caller.brand?.id ?? null;
  return caller.kind === 'public' ? null : caller.brandId;
}
