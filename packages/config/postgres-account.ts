/** Chooses the account that PostgreSQL runs under, since it refuses to run as root. */
import { spawnSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export type Account = {
  /** Null when the server runs as the user who starts it. */
  ids: { uid: number; gid: number } | null;
  /** Whether that account needs leave to pass through folders that only root may enter, such as /root. */
  passesClosedFolders: boolean;
};

/** An ordinary user keeps their own account; root uses the folder's owner, `postgres`, or `nobody`. */
export async function chooseAccount(dataDir: string, binary: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { ids: null, passesClosedFolders: false };
  const ids = (await ownerOf(dataDir)) ?? (await findUser('postgres')) ?? (await findUser('nobody'));
  if (ids === null)
    throw new Error('PostgreSQL refuses to run as root, and there is no user nobody to run it as');
  const isOpen = (await canOthersReach(binary)) && (await canOthersReach(dirname(dataDir)));
  if (!isOpen && spawnSync('setpriv', ['--version']).status !== 0) {
    throw new Error(
      `PostgreSQL refuses to run as root, and other users cannot enter ${dirname(dataDir)}: ` +
        'move this folder elsewhere, install util-linux (setpriv), or set DATABASE_URL',
    );
  }
  return { ids, passesClosedFolders: !isOpen };
}

/** How to start a program under that account. */
export function accountOptions(account: Account): { uid?: number; gid?: number; via?: string[] } {
  if (account.ids === null) return {};
  const { uid, gid } = account.ids;
  if (!account.passesClosedFolders) return { uid, gid };
  const leave = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { via: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...leave] };
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | null> {
  const found = await stat(folder).catch(() => null);
  return found === null || found.uid === 0 ? null : { uid: found.uid, gid: found.gid };
}

async function findUser(name: string): Promise<{ uid: number; gid: number } | null> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const user = users.find(([userName]) => userName === name);
  return user === undefined ? null : { uid: Number(user[2]), gid: Number(user[3]) };
}

async function canOthersReach(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
