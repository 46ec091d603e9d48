// Shows a chosen photo with a field for its caption before it is sent.
import { type FormEvent, useEffect, useState } from 'react';
import { Modal } from '../modal.tsx';
import { showRefusal } from '../refusal.ts';
import { useWords } from '../words/use-words.ts';

interface PhotoSenderProps {
  photo: File;
  onSend: (photo: File, caption: string) => Promise<void>;
  onClose: () => void;
}

export function PhotoSender({ photo, onSend, onClose }: PhotoSenderProps) {
  const words = useWords();
  const url = useObjectUrl(photo);
  const [caption, setCaption] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend(photo, caption).then(onClose, showRefusal);
  };
  return (
    <Modal title={words.sendPhoto} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        {url && <img className="photo-preview" src={url} alt={photo.name} />}
        <input
          className="payload"
          aria-label={words.captionField}
          placeholder={words.captionField}
          maxLength={1024}
          value={caption}
          onChange={(event) => setCaption(event.target.value)}
        />
        <div className="form-actions">
          <span className="spacer" />
          <button type="button" className="text-button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="filled-button">
            {words.send}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function useObjectUrl(photo: File): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const created = URL.createObjectURL(photo);
    setUrl(created);
    return () => URL.revokeObjectURL(created);
  }, [photo]);
  return url;
}
