/**
 * The command `pnpm staff:reset-link <e-mail> [--two-factor]`: prints a link for a new password, for people whom
 * nobody in the panel may help, such as a sole owner. `--two-factor` takes away authenticator and passkeys as well.
 */
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { createDeps } from '../create-deps.ts';
import { Refusal } from '../platform/refusal.ts';
import { makeResetLinkOnServer, resetTwoFactorOnServer } from './password-reset.ts';

class UsageError extends Error {}

function readArguments(): { email: string; isTwoFactorReset: boolean } {
  const { values, positionals } = parseArgs({
    options: { 'two-factor': { type: 'boolean', default: false } },
    allowPositionals: true,
    strict: true,
  });
  const [email, ...others] = positionals;
  if (email === undefined || others.length > 0)
    throw new UsageError('Usage: pnpm staff:reset-link <e-mail> [--two-factor]');
  return { email, isTwoFactorReset: values['two-factor'] };
}

async function main(): Promise<void> {
  const { email, isTwoFactorReset } = readArguments();
  const deps = createDeps(readConfig());
  try {
    if (isTwoFactorReset) {
      await resetTwoFactorOnServer(deps, email);
      console.log('Authenticator, backup codes and passkeys are taken away, sessions are ended.');
    }
    const { link, expiresAt } = await makeResetLinkOnServer(deps, email);
    console.log(`A link for a new password, good for one use until ${expiresAt}:\n${link}`);
  } finally {
    await deps.db.close();
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof Refusal) {
    console.error('Nobody on the staff has this e-mail.');
    process.exitCode = 1;
  } else {
    const isExpected = error instanceof ConfigError || error instanceof UsageError;
    console.error(isExpected ? error.message : error);
    process.exitCode = 2;
  }
}
