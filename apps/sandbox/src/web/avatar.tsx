// A round picture of a person, bot or channel: its photo, or initials on Telegram's peer colours.
const gradients = [
  ['#ff885e', '#ff516a'],
  ['#ffcd6a', '#ffa85c'],
  ['#82b1ff', '#665fff'],
  ['#a0de7e', '#54cb68'],
  ['#53edd6', '#28c9b7'],
  ['#72d5fd', '#2a9ef1'],
  ['#e0a2f3', '#d669ed'],
] as const;

interface AvatarProps {
  id: number;
  name: string;
  photoUrl?: string | null;
  size: number;
}

export function Avatar({ id, name, photoUrl, size }: AvatarProps) {
  const [from, to] = gradients[Math.abs(id) % gradients.length] ?? gradients[0];
  const background = photoUrl ? `center / cover url("${photoUrl}")` : `linear-gradient(${from}, ${to})`;
  return (
    <span
      aria-hidden="true"
      className="avatar"
      style={{ width: size, height: size, fontSize: size * 0.4, background }}
    >
      {photoUrl ? '' : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const [first = '', second = ''] = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return ([...first][0] ?? '') + ([...second][0] ?? '');
}
