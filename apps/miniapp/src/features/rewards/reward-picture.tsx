/** A reward's picture, or a gift where it has none. */
import { Icon } from '../../app/parts/icon.tsx';

export function RewardPicture({ url, className }: { url: string | null; className: string }) {
  if (url === null) {
    return (
      <span className={`${className} reward-blank`}>
        <Icon name="gift" />
      </span>
    );
  }
  return <img className={className} src={url} alt="" loading="lazy" decoding="async" />;
}
