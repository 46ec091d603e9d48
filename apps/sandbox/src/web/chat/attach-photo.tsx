// The paper clip: picks a photo from the viewer's files.
import { useRef } from 'react';
import { Icon } from '../icons.tsx';
import { useWords } from '../words/use-words.ts';

export function AttachPhoto({ onPhoto }: { onPhoto: (photo: File) => void }) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={words.attachPhoto}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const photo = event.target.files?.[0];
          if (photo) onPhoto(photo);
          event.target.value = '';
        }}
      />
    </>
  );
}
